"""Speaks a text into a WAV file by LiveKit's plugin for Azure: VOICE PATH TEXT; prints its error.

AZURE_SPEECH_ENDPOINT and AZURE_SPEECH_KEY say where the server is, and as whom.
"""

import asyncio
import json
import sys

import aiohttp
from livekit.agents import APIConnectOptions, APIStatusError
from livekit.plugins import azure

NO_RETRY = APIConnectOptions(max_retry=0)


async def speak(voice: str, path: str, text: str) -> dict[str, object]:
    prosody = azure.tts.ProsodyConfig(rate="medium")
    async with aiohttp.ClientSession() as session:
        tts = azure.TTS(voice=voice, prosody=prosody, sample_rate=24_000, http_session=session)
        try:
            async with tts.synthesize(text, conn_options=NO_RETRY) as stream:
                frame = await stream.collect()
        except APIStatusError as error:
            return {"status": error.status_code}
    with open(path, "wb") as file:  # noqa: ASYNC230 - nothing else runs here
        file.write(frame.to_wav_bytes())
    return {"status": 200, "seconds": frame.duration}


print(json.dumps(asyncio.run(speak(*sys.argv[1:]))))
