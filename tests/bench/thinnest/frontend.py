"""The Starlette app: sends the task, hands on what comes back. One listener at a time.

python -m tests.bench.thinnest.frontend PORT
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from tests.bench.thinnest.speaking import QUEUE, REDIS_URL, RESULTS, speak

parts: asyncio.Queue[bytes] = asyncio.Queue()


async def _read() -> None:
    async with Redis.from_url(REDIS_URL) as redis, redis.pubsub() as results:
        await results.subscribe(RESULTS)
        async for message in results.listen():
            if message["type"] == "message":
                parts.put_nowait(message["data"])


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    reading = asyncio.create_task(_read())
    yield
    reading.cancel()


async def tts(request: Request) -> StreamingResponse:
    text = (await request.json())["text"]
    await asyncio.to_thread(speak.apply_async, [text], queue=QUEUE)

    first = await parts.get()

    async def pcm() -> AsyncIterator[bytes]:
        yield first
        while part := await parts.get():
            yield part

    return StreamingResponse(pcm(), media_type="audio/pcm")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/tts", tts, methods=["POST"])], lifespan=lifespan)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", loop="uvloop")
