"""LiveKit's OpenAI plugin speaks texts: URL KEY VOICE TEXT...; prints how long each is."""

import asyncio
import json
import sys

from livekit.agents import APIError
from livekit.plugins import openai


async def main(base_url: str, key: str, voice: str, *texts: str) -> None:
    tts = openai.TTS(base_url=base_url, api_key=key, model="tts-1", voice=voice)
    tts.prewarm()
    said: dict = {"seconds": []}
    try:
        for text in texts:
            async with tts.synthesize(text) as stream:
                frames = [event.frame async for event in stream]
            said["seconds"].append(round(sum(frame.duration for frame in frames), 3))
    except APIError as error:
        said |= {"status": getattr(error, "status_code", None), "retryable": error.retryable}
    finally:
        await tts.aclose()
    print(json.dumps(said))


asyncio.run(main(*sys.argv[1:]))
