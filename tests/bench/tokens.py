"""First audio after the token that completes the first segment, with text written by tokens.

`python -m tests.bench.tokens` prints it for a slow, an ordinary and a quick language model, with
the tone, whose synthesis is practically free.
"""

import asyncio
import json
import re
import time
from itertools import accumulate

import numpy as np
import websockets

from tests.bench.clients import Heard
from tests.support.server import Server, running_server

STORIES = (
    "Once upon a time, in a village by the sea, there was a clock that never stopped. It was old.",
    "Certainly! The harbour was quiet that night, and the last boat had been made fast. So it was.",
    "She practises every evening, while her brother reads the paper in the kitchen. He likes it.",
    "There are three reasons for this, and the first of them is the price of wood. Let us see why.",
    "The train to the north leaves at nine from the second platform of the old station. Hurry up.",
)
TOKEN = re.compile(r"\s?\w+|[^\w\s]")  # a word and the space before it, or a mark, as they write
RATES_PER_S = (5, 20, 100)
ROUNDS = 100
AT_ONCE = 5  # of writers, most of whose time is waiting


async def bench() -> None:
    print("First audio after the token that completes the first segment, ms; segment's length")
    with running_server("tone") as server:
        await _write(server, STORIES[0], 100)  # warms everything up
        for rate in RATES_PER_S:
            _print(rate, await _rounds(server, rate))


async def _rounds(server: Server, rate: int) -> list[tuple[Heard, str]]:
    free = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> tuple[Heard, str]:
        async with free:
            return await _write(server, STORIES[number % len(STORIES)], rate)

    return await asyncio.gather(*(one(number) for number in range(ROUNDS)))


def _print(rate: int, rounds: list[tuple[Heard, str]]) -> None:
    waits = [heard.seconds * 1000 for heard, _ in rounds]
    median, late = np.percentile(waits, [50, 99])
    chars = np.median([len(segment) for _, segment in rounds])
    print(f"  {rate:>3} tokens a second {median:>8.1f} ({late:.1f}){chars:>8.0f} characters")


async def _write(server: Server, story: str, rate: int) -> tuple[Heard, str]:
    """Write a story by tokens; return when its first segment was complete and heard, and it."""
    pieces, sent_at = TOKEN.findall(story), []
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        listening = asyncio.create_task(_listen(socket))
        started = time.perf_counter()
        for number, token in enumerate(pieces):
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
            sent_at.append(time.perf_counter())
            await socket.send(json.dumps({"backend": "tone", "token": token}))
        await socket.send(json.dumps({"done": True}))
        first_at, segment = await listening
    lengths = list(accumulate(map(len, pieces)))
    end = len(segment) + segment[-1].isalnum()  # only the next token shows that a word is over
    completing = next(n for n, length in enumerate(lengths) if length >= end)
    return Heard(sent_at[completing], first_at), segment


async def _listen(socket: websockets.ClientConnection) -> tuple[float, str]:
    """Return when the first audio came, and the first segment's text."""
    first_at, segment = 0.0, ""
    async for message in socket:
        if isinstance(message, bytes):
            first_at = first_at or time.perf_counter()
        elif not segment:
            segment = str(json.loads(message)["sentence"])
    return first_at, segment


if __name__ == "__main__":
    asyncio.run(bench())
