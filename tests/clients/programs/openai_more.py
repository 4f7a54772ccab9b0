"""Speaks by OpenAI's Python client in other ways: TASK VOICE PATH TEXT; prints what came of it.

cancel   the answer is left after its first audio
two      two texts at once, the second one twice as long
restart  the text, and once more when there is a file PATH.again; before, PATH.once is made
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from openai import AsyncOpenAI

task, voice, path, text = sys.argv[1:]
client = AsyncOpenAI(max_retries=0)  # OPENAI_BASE_URL, OPENAI_API_KEY


def asked(said: str) -> dict[str, str]:
    return {"model": "tts-1", "voice": voice, "input": said, "response_format": "pcm"}


async def spoken(said: str) -> int:
    return len((await client.audio.speech.create(**asked(said))).content)


async def cancel() -> list[int]:
    async with client.audio.speech.with_streaming_response.create(**asked(text)) as response:
        async for part in response.iter_bytes():
            return [len(part)]
    return []


async def two() -> list[int]:
    return list(await asyncio.gather(spoken(text), spoken(f"{text} {text}")))


async def restart() -> list[int]:
    before = await spoken(text)
    await asyncio.to_thread(wait_for_restart)
    return [before, await spoken(text)]


def wait_for_restart() -> None:
    Path(f"{path}.once").touch()
    while not Path(f"{path}.again").exists():
        time.sleep(0.1)


print(json.dumps({"bytes": asyncio.run(globals()[task]())}))
