"""Hears the first frame of a text by LiveKit's plugin for Azure, and leaves: VOICE TEXT.

AZURE_SPEECH_ENDPOINT and AZURE_SPEECH_KEY say where the server is, and as whom.
"""

import asyncio
import sys

import aiohttp
from livekit.plugins import azure


async def leave(voice: str, text: str) -> None:
    async with aiohttp.ClientSession() as session:
        tts = azure.TTS(voice=voice, http_session=session)
        async with tts.synthesize(text) as stream:
            async for heard in stream:
                print(f"{heard.frame.duration:.3f} s")
                break


asyncio.run(leave(*sys.argv[1:]))
