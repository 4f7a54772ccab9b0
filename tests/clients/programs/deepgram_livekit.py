"""Speaks by LiveKit's plugin for Deepgram: MODE TEXT PATH, and how is in the environment.

The audio goes to PATH, as 24 kHz pcm; an error is printed as JSON.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from livekit.agents import APIConnectOptions, APIError
from livekit.agents.utils import http_context
from livekit.plugins import deepgram

MODE, TEXT, PATH = sys.argv[1:]
URL, KEY, MODEL = os.environ["URL"], os.environ["KEY"], os.environ["MODEL"]
OTHER_TEXT = "Yes, I am listening."
ONCE = APIConnectOptions(max_retry=0)

audio = bytearray()


def aura():
    return deepgram.TTS(model=MODEL, api_key=KEY, base_url=f"{URL}/v1/speak")


def flux():
    return deepgram.TTSv2(model=MODEL, api_key=KEY, base_url=f"{URL}/v2/speak")


async def take(stream, into=audio):
    async for event in stream:
        into.extend(event.frame.data)


async def whole(tts):
    async with tts.synthesize(TEXT, conn_options=ONCE) as stream:
        await take(stream)


async def stream(tts, text=TEXT, options=ONCE, into=audio):
    async with tts.stream(conn_options=options) as stream:
        for word in text.split(" "):
            stream.push_text(f"{word} ")
        stream.end_input()
        await take(stream, into)


async def cancel(tts):
    """Leave a stream after its first audio, as an agent does that is interrupted."""
    async with tts.stream(conn_options=ONCE) as first:
        first.push_text(TEXT)
        first.end_input()
        async for _ in first:
            break
    await stream(tts, OTHER_TEXT)


async def two(tts):
    """Two texts at once, each over a socket of the pool."""
    other = bytearray()
    await asyncio.gather(stream(tts), stream(tts, into=other))
    assert other == audio


def wait_for_another_server():
    Path(f"{PATH}.waiting").touch()
    while not Path(f"{PATH}.go").exists():
        time.sleep(0.05)


async def restart(tts):
    """Speak, wait until the server is another one, and speak again over the same pool."""
    await stream(tts)
    audio.clear()
    await asyncio.to_thread(wait_for_another_server)
    await stream(tts, options=APIConnectOptions(max_retry=3, retry_interval=0.1))


async def main():
    kind, mode = MODE.split("-")
    error = None
    async with http_context.open():
        tts = globals()[kind]()
        try:
            await globals()[mode](tts)
        except APIError as refused:
            status = getattr(refused, "status_code", None)
            error = {"kind": type(refused).__name__, "status": status}
        await tts.aclose()
    return {"error": error}


told = asyncio.run(main())
Path(PATH).write_bytes(audio)
print(json.dumps(told))
