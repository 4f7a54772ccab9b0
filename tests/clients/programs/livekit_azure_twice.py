"""Speaks by LiveKit's plugin for Azure, waits for a line, and speaks again: VOICE TEXT.

The plugin keeps its session meanwhile. It prints the seconds it has heard each time.
"""

import asyncio
import sys

import aiohttp
from livekit.plugins import azure


async def speak_twice(voice: str, text: str) -> None:
    async with aiohttp.ClientSession() as session:
        tts = azure.TTS(voice=voice, http_session=session)
        for _ in range(2):
            async with tts.synthesize(text) as stream:
                frame = await stream.collect()
            print(f"{frame.duration:.3f}", flush=True)
            await asyncio.to_thread(sys.stdin.readline)


asyncio.run(speak_twice(*sys.argv[1:]))
