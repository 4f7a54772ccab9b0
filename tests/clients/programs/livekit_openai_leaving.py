"""LiveKit's OpenAI plugin is interrupted after the first audio of a text: URL TEXT."""

import asyncio
import sys

from livekit.plugins import openai


async def main(base_url: str, text: str) -> None:
    tts = openai.TTS(base_url=base_url, api_key="none", model="gpt-4o-mini-tts", voice="sine")
    async with tts.synthesize(text) as stream:
        async for _ in stream:
            break
    await tts.aclose()
    print("left")


asyncio.run(main(*sys.argv[1:]))
