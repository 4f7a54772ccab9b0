"""Speaks through Wyoming as Home Assistant's integration does, with the package wyoming.

    wyoming_speech.py HOST:PORT info|whole|stream|two|leave [TEXT [VOICE]]

Prints JSON: the voices, or for each text how the conversation went, and its audio as base64.
"""

import asyncio
import base64
import json
import sys
from contextlib import suppress
from typing import Any

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.info import Describe, Info
from wyoming.tts import (
    Synthesize,
    SynthesizeChunk,
    SynthesizeStart,
    SynthesizeStop,
    SynthesizeStopped,
    SynthesizeVoice,
)

INFO_S = 1.0  # Home Assistant waits no longer, and asks again after 2 s
AGAIN_S = 2.0


class Heard:
    """What came of one text."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.formats: set[tuple[int, int, int]] = set()
        self.pcm = b""
        self.error = ""

    def take(self, event: Event) -> None:
        if not self.kinds or self.kinds[-1] != event.type:
            self.kinds.append(event.type)
        if AudioStart.is_type(event.type):
            start = AudioStart.from_event(event)
            self.formats.add((start.rate, start.width, start.channels))
        elif AudioChunk.is_type(event.type):
            chunk = AudioChunk.from_event(event)
            self.formats.add((chunk.rate, chunk.width, chunk.channels))
            self.pcm += chunk.audio
        elif Error.is_type(event.type):
            self.error = str(Error.from_event(event).code)

    def told(self) -> dict[str, Any]:
        return {
            "kinds": self.kinds,
            "formats": sorted(self.formats),
            "pcm": base64.b64encode(self.pcm).decode(),
            "error": self.error,
        }


class Speaker:
    def __init__(self, host: str, port: int, voice: str) -> None:
        self._address = host, port
        self._voice = SynthesizeVoice(name=voice) if voice else None

    async def info(self) -> list[dict[str, Any]]:
        """Ask until it is told in time, which it is not while others have all of the machine."""
        while True:
            with suppress(TimeoutError):
                return await self._info()
            await asyncio.sleep(AGAIN_S)

    async def _info(self) -> list[dict[str, Any]]:
        async with AsyncTcpClient(*self._address) as client, asyncio.timeout(INFO_S):
            await client.write_event(Describe().event())
            event = await client.read_event()
        assert event and Info.is_type(event.type)
        return [program.to_dict() for program in Info.from_event(event).tts]

    async def whole(self, text: str) -> dict[str, Any]:
        heard = Heard()
        async with AsyncTcpClient(*self._address) as client:
            await client.write_event(Synthesize(text=text, voice=self._voice).event())
            while event := await client.read_event():
                heard.take(event)
                if AudioStop.is_type(event.type):
                    break
        return heard.told()

    async def stream(self, text: str) -> dict[str, Any]:
        heard = Heard()
        async with AsyncTcpClient(*self._address) as client:
            writing = asyncio.create_task(self._write(client, text))
            while event := await client.read_event():
                heard.take(event)
                if SynthesizeStopped.is_type(event.type):
                    break
            await writing
        return heard.told()

    async def leave(self, text: str) -> dict[str, Any]:
        """Go as soon as there is audio, as one does who is interrupted."""
        heard = Heard()
        async with AsyncTcpClient(*self._address) as client:
            await client.write_event(Synthesize(text=text, voice=self._voice).event())
            while not heard.pcm and (event := await client.read_event()):
                heard.take(event)
        return heard.told()

    async def _write(self, client: AsyncTcpClient, text: str) -> None:
        await client.write_event(SynthesizeStart(voice=self._voice).event())
        for word in text.split(" "):
            await client.write_event(SynthesizeChunk(text=f"{word} ").event())
        await client.write_event(Synthesize(text=text, voice=self._voice).event())
        await client.write_event(SynthesizeStop().event())

    async def two(self, text: str) -> list[dict[str, Any]]:
        """Speak two texts at once, over a connection each."""
        half = len(text) // 2
        first, second = text[: text.index(" ", half)], text[text.index(" ", half) + 1 :]
        return list(await asyncio.gather(self.stream(first), self.stream(second)))


async def main() -> None:
    address, mode, text, voice, *_ = [*sys.argv[1:], "", ""]
    host, _, port = address.rpartition(":")
    speaker = Speaker(host, int(port), voice)
    if mode == "info":
        said: Any = await speaker.info()
    else:
        said = await getattr(speaker, mode)(text)
    print(json.dumps(said))


asyncio.run(main())
