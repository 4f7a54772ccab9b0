"""When a context ends by itself, and what a client may ask of one."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from frontend.access.client import Client
from frontend.server.vendors.cartesia.contexts import context_text, spoken_context
from frontend.server.vendors.cartesia.contexts.spoken_context import IDLE_S, SpokenContext
from frontend.server.vendors.cartesia.messages import CartesiaBody, ContextMessage, ServerMessage
from frontend.voices.voice_settings import VoiceSettings
from tests.support.core import Core
from tests.support.spelled import ASKED

FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}


class Told:
    """A context, and what its client is told."""

    def __init__(self, core: Core, settings_of: Callable[[CartesiaBody], VoiceSettings]) -> None:
        self.messages: list[ServerMessage] = []

        async def send(message: ServerMessage) -> None:
            self.messages.append(message)

        async def found(body: CartesiaBody) -> tuple[VoiceSettings, str]:
            return settings_of(body), ""

        clock = asyncio.get_running_loop().time
        self.context = SpokenContext("a", core.service, Client(), found, send, 200_000, clock)

    async def put(self, transcript: str, **fields: object) -> None:
        given: Any = {"context_id": "a", "transcript": transcript, "output_format": FORMAT}
        await self.context.inbox.put(msgspec.convert({**given, **fields}, ContextMessage))

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(str(m.__struct_config__.tag) for m in self.messages))


async def test_a_context_ends_of_which_nothing_more_is_said(core: Core) -> None:
    told, loop = Told(core, lambda _: ASKED), asyncio.get_running_loop()
    began = loop.time()
    await told.put("Nobody had expected it. ", **{"continue": True})
    await told.context.run()
    assert told.kinds == ["chunk", "done"]
    assert loop.time() - began >= IDLE_S


async def test_a_context_goes_on_while_more_is_said(core: Core) -> None:
    told, loop = Told(core, lambda _: ASKED), asyncio.get_running_loop()
    began = loop.time()

    async def write() -> None:
        for _ in range(5):
            await told.put("It coughed twice. ", **{"continue": True})
            await asyncio.sleep(IDLE_S * 0.9)
        await told.put("")

    await asyncio.gather(told.context.run(), write())
    assert told.kinds == ["chunk", "done"]
    assert loop.time() - began >= 4 * IDLE_S


async def test_a_context_takes_nobodys_place_until_it_has_words(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, opened, utterance = Told(core, lambda _: ASKED), list[float](), core.service.utterance
    loop = asyncio.get_running_loop()

    def opens(*args: Any, **fields: Any) -> object:
        opened.append(loop.time())
        return utterance(*args, **fields)

    monkeypatch.setattr(core.service, "utterance", opens)
    running = asyncio.create_task(told.context.run())
    for _ in range(3):
        await told.put(" ", **{"continue": True})
        await asyncio.sleep(IDLE_S * 0.9)
    assert not opened
    await told.put("It coughed twice. ", **{"continue": True})
    await told.put(" ")
    await running
    assert len(opened) == 1
    assert told.kinds == ["chunk", "done"]


@pytest.mark.parametrize("ends", [True, False])
async def test_a_context_without_words_ends_too(core: Core, *, ends: bool) -> None:
    told = Told(core, lambda _: ASKED)
    await told.put("", **{"continue": True})
    await told.put(" ", **{"continue": not ends})
    await told.context.run()
    assert told.kinds == ["done"]


async def test_a_flush_without_words_is_answered(core: Core) -> None:
    told = Told(core, lambda _: ASKED)
    await told.put("", **{"continue": True})
    await told.put("", **{"continue": True, "flush": True})
    await told.put("")
    await told.context.run()
    assert told.kinds == ["flush_done", "done"]


async def test_too_many_flushes_end_a_context(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context_text, "MOST_FLUSHES", 2)
    told = Told(core, lambda _: ASKED)
    for _ in range(3):
        await told.put("It coughed. ", **{"continue": True, "flush": True})
    await told.context.run()
    last = msgspec.to_builtins(told.messages[-1])
    assert (last["type"], last["status_code"]) == ("error", 429)


async def test_a_fault_is_told_without_what_it_says(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: CartesiaBody) -> VoiceSettings:
        raise ZeroDivisionError("a secret")

    told, errors = Told(core, broken), list[str]()
    monkeypatch.setattr(spoken_context.log, "error", lambda what, **_: errors.append(what))
    await told.put("It coughed.")
    await told.context.run()
    last = msgspec.to_builtins(told.messages[-1])
    assert (last["type"], last["status_code"], last["context_id"]) == ("error", 500, "a")
    assert "secret" not in last["message"]
    assert errors == ["A context has failed."]
