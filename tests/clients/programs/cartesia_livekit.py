"""Speaks by LiveKit's Cartesia plugin; prints what came as JSON, and writes the audio to a folder.

Its address and key are in CARTESIA_BASE_URL and CARTESIA_API_KEY. The arguments are what to do, the
voice, the text, and the folder.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
from livekit.agents import APIConnectOptions, APIError, APIStatusError
from livekit.agents.tts import SynthesizedAudio
from livekit.agents.types import USERDATA_TIMED_TRANSCRIPT
from livekit.plugins import cartesia

ONCE = APIConnectOptions(max_retry=0, timeout=60)


class Heard:
    def __init__(self) -> None:
        self.audio = b""
        self.words: list[list[Any]] = []

    def take(self, audio: SynthesizedAudio) -> None:
        self.audio += bytes(audio.frame.data)
        for word in audio.frame.userdata.get(USERDATA_TIMED_TRANSCRIPT, ()):
            self.words.append([str(word), word.start_time, word.end_time])

    def told(self, path: Path) -> dict[str, Any]:
        path.write_bytes(self.audio)
        return {"words": self.words}


async def whole(tts: cartesia.TTS, text: str, folder: Path) -> dict[str, Any]:
    return (await _all(tts.synthesize(text, conn_options=ONCE))).told(folder / "said.pcm")


async def tokens(tts: cartesia.TTS, text: str, folder: Path) -> dict[str, Any]:
    return (await _tokens(tts, text)).told(folder / "said.pcm")


async def two(tts: cartesia.TTS, text: str, folder: Path) -> dict[str, Any]:
    """Each is one half of the texts that a slash parts."""
    heard = await asyncio.gather(*(_tokens(tts, part) for part in text.split("/")))
    return {
        name: one.told(folder / f"{name}.pcm")
        for name, one in zip(("one", "two"), heard, strict=True)
    }


async def cancel(tts: cartesia.TTS, text: str, folder: Path) -> dict[str, Any]:
    """One speech is interrupted; then another one is spoken."""
    async with tts.stream(conn_options=ONCE) as stream:
        stream.push_text(f"{text} " * 50)
        stream.flush()
        await anext(stream)
    return (await _tokens(tts, text)).told(folder / "said.pcm")


async def restarted(tts: cartesia.TTS, text: str, folder: Path) -> dict[str, Any]:
    """Speaks, waits until the server is another one, and speaks again."""
    first = await _tokens(tts, text)
    (folder / "spoken").touch()
    while not (folder / "restarted").exists():  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    second = await _tokens(tts, text, APIConnectOptions(max_retry=3, timeout=60))
    return {"alike": first.audio == second.audio, "seconds": len(second.audio) / 48_000}


async def _tokens(tts: cartesia.TTS, text: str, how: APIConnectOptions = ONCE) -> Heard:
    stream = tts.stream(conn_options=how)
    for start in range(0, len(text), 4):
        stream.push_text(text[start : start + 4])
    stream.end_input()
    return await _all(stream)


async def _all(stream: AsyncIterator[SynthesizedAudio]) -> Heard:
    heard = Heard()
    async for audio in stream:
        heard.take(audio)
    return heard


DO: dict[str, Callable[[cartesia.TTS, str, Path], Awaitable[dict[str, Any]]]] = {
    work.__name__: work for work in (whole, tokens, two, cancel, restarted)
}


async def main(what: str, voice: str, text: str, folder: str) -> dict[str, Any]:
    async with aiohttp.ClientSession() as session:
        tts = cartesia.TTS(
            base_url=os.environ["CARTESIA_BASE_URL"],
            api_key=os.environ["CARTESIA_API_KEY"],
            voice=voice,
            http_session=session,
        )
        try:
            return await DO[what](tts, text, Path(folder))
        except APIStatusError as error:
            return {"error": type(error).__name__, "status": error.status_code}
        except APIError as error:
            return {"error": type(error).__name__, "message": str(error)}
        finally:
            await tts.aclose()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
