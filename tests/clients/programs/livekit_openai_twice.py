"""LiveKit's OpenAI plugin speaks a text twice: URL VOICE PATH TEXT; prints how long each is.

Before the second time it makes a file PATH.once, and waits for PATH.again.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from livekit.plugins import openai


def wait_for_restart(path: str) -> None:
    Path(f"{path}.once").touch()
    while not Path(f"{path}.again").exists():
        time.sleep(0.1)


async def main(base_url: str, voice: str, path: str, text: str) -> None:
    tts = openai.TTS(base_url=base_url, api_key="none", model="tts-1", voice=voice)
    said = []
    for is_again in (False, True):
        if is_again:
            await asyncio.to_thread(wait_for_restart, path)
        async with tts.synthesize(text) as stream:
            said.append(round((await stream.collect()).duration, 3))
    await tts.aclose()
    print(json.dumps(said))


asyncio.run(main(*sys.argv[1:]))
