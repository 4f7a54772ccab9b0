"""What a client says in the moment in which something else is sent to it."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from frontend.access.client import Client
from frontend.audio.formats import Encoding
from frontend.server.vendors.deepgram.connection import Opening
from frontend.server.vendors.deepgram.flux import FluxConnection
from frontend.server.vendors.deepgram.socket import SpeakConnection
from frontend.server.vendors.deepgram.turns import Turn

FLUSH, CLEAR, INTERRUPT = '{"type": "Flush"}', '{"type": "Clear"}', '{"type": "Interrupt"}'


class Slow:
    """A socket whose client takes its time for each message."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    async def send(self, message: str) -> None:
        await asyncio.sleep(0)
        self.messages.append(json.loads(message))


def opening(socket: Any) -> Opening:
    state: Any = SimpleNamespace(settings=SimpleNamespace(max_text_chars=1_000))
    speaker: Any = SimpleNamespace(takes_phonemes=True)
    return Opening(socket, state, Client(), "1", speaker, Encoding("pcm", 24_000))


@pytest.mark.parametrize("message", [FLUSH, CLEAR])
async def test_answers_that_are_sent_at_once_have_numbers_of_their_own(message: str) -> None:
    socket = Slow()
    connection = SpeakConnection(opening(socket))
    await asyncio.gather(*(connection._take(message) for _ in range(3)))
    assert [sent["sequence_id"] for sent in socket.messages] == [0, 1, 2]


async def test_between_two_turns_the_next_one_is_interrupted() -> None:
    socket = Slow()
    connection = FluxConnection(opening(socket))
    first = connection._write("One.")
    assert isinstance(first, Turn)
    await connection._begin(first)
    first.end()
    second = connection._write("Two.")
    connection._turns.finish(first)
    await connection._take(INTERRUPT)
    kinds = [sent["type"] for sent in socket.messages]
    assert kinds == ["SpeechStarted", "SpeechStarted", "SpeechInterrupted"]
    assert isinstance(second, Turn)
    assert socket.messages[-1]["metadata"]["speech_id"] == second.id
    assert not connection._speeches


async def test_a_blank_begins_no_text() -> None:
    connection = SpeakConnection(opening(Slow()))
    await connection._take('{"type": "Speak", "text": " "}')
    assert not connection._speeches
    await connection._take('{"type": "Speak", "text": "Hello"}')
    await connection._take('{"type": "Speak", "text": " "}')
    [speech] = connection._speeches
    assert speech.waiting_chars == len("Hello ")
