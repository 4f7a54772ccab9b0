"""A wrong key, a wrong voice and an empty text are told in each protocol's own form.

Wyoming, which knows no keys, has its own test of the same. Wrong keys are few here: the server lets
more of them wait.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.frontend.server.vendors.forms import CODES, Asked, body, cartesia, code_of, header
from tests.support.keys import Keys
from tests.support.server import BACKENDS_FILE, Server, running_server

PATIENCE_S = 60
WRONGS = ["key", "voice", "text"]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def strict(keys: Keys) -> Iterator[Server]:
    """A server that asks for keys, and refuses voices that it does not have."""
    with running_server(
        "tone", registry=BACKENDS_FILE, keys=keys.file.path, unknown_voices="refuse"
    ) as server:
        yield server


@pytest.fixture
def asked(keys: Keys, wrong: str) -> Asked:
    return {
        "key": Asked("vs_wrong"),
        "voice": Asked(keys.speaker, voice="nobody"),
        "text": Asked(keys.speaker, text=""),
    }[wrong]


@pytest.mark.parametrize("wrong", WRONGS)
@pytest.mark.parametrize(
    ("vendor", "path"),
    [
        ("openai", "/v1/audio/speech"),
        ("elevenlabs", "/v1/text-to-speech/{voice}"),
        ("deepgram", "/v1/speak?model={voice}"),
        ("cartesia", "/tts/bytes"),
        ("azure", "/cognitiveservices/v1"),
    ],
)
def test_a_wrong_request_is_told(
    strict: Server, vendor: str, path: str, wrong: str, asked: Asked
) -> None:
    url = strict.url + path.format(voice=asked.voice)
    headers, sent = header(vendor, asked.key), body(vendor, asked)
    answer = httpx.post(url, headers=headers, timeout=PATIENCE_S, **sent)
    told = answer.status_code, code_of(vendor, answer.json())
    assert told == CODES[vendor][WRONGS.index(wrong)]
    assert ("dg-error" in answer.headers) == (vendor == "deepgram")


class Way(NamedTuple):
    """A socket: its messages, and what comes of a wrong voice and of an empty text."""

    vendor: str
    path: str
    messages: Callable[[Asked], list[dict[str, Any]]]
    wrong_voice: dict[str, Any]  # in place of the handshake, if there is nothing
    nothing: dict[str, Any]


def elevenlabs_said(asked: Asked) -> list[dict[str, Any]]:
    return [{"text": " "}, {"text": asked.text or " ", "flush": True}, {"text": ""}]


def context_said(asked: Asked) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [
        {"text": " "},
        {"text": asked.text, "flush": True},
        {"close_context": True},
    ]
    return [{**one, "context_id": "1"} for one in said]


def deepgram_said(asked: Asked) -> list[dict[str, Any]]:
    return [{"type": "Speak", "text": asked.text}, {"type": "Flush"}]


def cartesia_said(asked: Asked) -> list[dict[str, Any]]:
    return [{**cartesia(asked), "context_id": "1"}]


def omni_said(asked: Asked) -> list[dict[str, Any]]:
    config = {"type": "session.config", "model": "tone", "voice": asked.voice}
    return [config, {"type": "input.text", "text": asked.text}, {"type": "input.done"}]


ELEVENLABS_VOICE = {"error": "voice_not_found", "code": 1008}
SPEAK = "/v1/text-to-speech/{voice}"
WAYS = {
    "stream-input": Way(
        "elevenlabs",
        f"{SPEAK}/stream-input?model_id=tone",
        elevenlabs_said,
        wrong_voice=ELEVENLABS_VOICE,
        nothing={"isFinal": True},
    ),
    "multi-stream-input": Way(
        "elevenlabs",
        f"{SPEAK}/multi-stream-input?model_id=tone",
        context_said,
        wrong_voice=ELEVENLABS_VOICE,
        nothing={"isFinal": True, "contextId": "1"},
    ),
    "aura": Way(
        "deepgram",
        "/v1/speak?model={voice}",
        deepgram_said,
        wrong_voice={},
        nothing={"type": "Flushed"},
    ),
    "flux": Way(
        "deepgram",
        "/v2/speak?model={voice}",
        deepgram_said,
        wrong_voice={},
        nothing={"type": "Warning", "code": "NO_ACTIVE_SPEECH"},
    ),
    "cartesia": Way(
        "cartesia",
        "/tts/websocket",
        cartesia_said,
        wrong_voice={"type": "error", "error_code": "voice_not_found", "status_code": 404},
        nothing={"type": "done", "status_code": 200},
    ),
    "omni": Way(
        "openai",
        "/v1/audio/speech/stream",
        omni_said,
        wrong_voice={"type": "error", "error_code": "unknown_voice", "code": 404},
        nothing={"type": "session.done", "total_sentences": 0},
    ),
}


async def answered(server: Server, way: Way, asked: Asked) -> list[dict[str, Any]]:
    """Return the messages that come, up to the one that says how it went.

    Raises:
        InvalidStatus: there is an answer in place of the handshake.
    """
    url = server.ws_url + way.path.format(voice=asked.voice)
    messages: list[dict[str, Any]] = []
    async with connect(url, additional_headers=header(way.vendor, asked.key)) as socket:
        try:
            for message in way.messages(asked):
                await socket.send(json.dumps(message))
            while not (messages and is_last(messages[-1])):
                messages.append(json.loads(await socket.recv()))
        except ConnectionClosed:
            pass  # after an error
    return messages


def is_last(message: dict[str, Any]) -> bool:
    kind = message.get("type", "")
    return "isFinal" in message or kind in ("Flushed", "Warning", "done", "error", "session.done")


@pytest.mark.parametrize("wrong", WRONGS)
@pytest.mark.parametrize("name", WAYS)
async def test_a_wrong_socket_is_told(strict: Server, name: str, wrong: str, asked: Asked) -> None:
    """An empty text is no error where a text comes in pieces: there is no audio before its end."""
    way = WAYS[name]
    if wrong == "key" or (wrong == "voice" and not way.wrong_voice):
        with pytest.raises(InvalidStatus) as refused:
            await answered(strict, way, asked)
        answer = refused.value.response
        told = answer.status_code, code_of(way.vendor, json.loads(answer.body))
        assert told == CODES[way.vendor][WRONGS.index(wrong)]
    else:
        last = (await answered(strict, way, asked))[-1]
        expected = way.wrong_voice if wrong == "voice" else way.nothing
        assert expected.items() <= last.items()
        assert "nobody" in last.get("message", "nobody")
