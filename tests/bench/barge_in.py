"""How soon a worker is free again: `python -m tests.bench.barge_in --backend kokoro`.

A running server with one worker of the backend speaks long sentences over /stream-tokens. It is
interrupted at a random moment, before the first audio or after it, and a word is said at once over
the same connection. How much later its first audio comes than that of a word to an idle worker is
how long the worker was still busy.
"""

import argparse
import asyncio
import json
import time
from random import Random
from statistics import median

import websockets

LONG = (
    "The old lighthouse keeper had written down every ship that passed the cape in forty years of "
    "service and he could still name each of them by the colour of its funnel and the hour. "
)
SENTENCES = 20
WORD = "Yes, of course."


async def say(socket: websockets.ClientConnection, text: str) -> float:
    """Return how long its first audio took."""
    began = time.perf_counter()
    await socket.send(json.dumps({"token": text, "done": True}))
    while not isinstance(await socket.recv(), bytes):
        pass
    return time.perf_counter() - began


async def interrupt(socket: websockets.ClientConnection) -> float:
    """Return how long the answer took."""
    began = time.perf_counter()
    await socket.send(json.dumps({"interrupt": True}))
    while isinstance(message := await socket.recv(), bytes) or (
        json.loads(message)["type"] != "interrupted"
    ):
        pass
    return time.perf_counter() - began


async def tried(url: str, backend: str, wait_s: float | None) -> tuple[float, float]:
    """Return how long the answer and the word took, said `wait_s` after long sentences began."""
    async with websockets.connect(f"{url}/stream-tokens") as socket:
        await socket.send(json.dumps({"backend": backend}))
        answer_s = 0.0
        if wait_s is not None:
            await socket.send(json.dumps({"token": LONG * SENTENCES}))
            await asyncio.sleep(wait_s)
            answer_s = await interrupt(socket)
        return answer_s, await say(socket, WORD)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="ws://localhost:8000")
    parser.add_argument("--backend", default="kokoro")
    parser.add_argument("--count", type=int, default=20)
    arguments = parser.parse_args()
    random, idle, answers, busy = Random(1), [], [], []
    for _ in range(arguments.count):
        _, word_s = await tried(arguments.url, arguments.backend, None)
        idle.append(word_s)
        await asyncio.sleep(1)  # the rest of the word is spoken
        answer_s, word_s = await tried(arguments.url, arguments.backend, 2 * random.random())
        answers.append(answer_s)
        busy.append(word_s)
        await asyncio.sleep(1)
    extra = sorted(word_s - median(idle) for word_s in busy)
    print(f"answer to the interruption, ms: median {median(answers) * 1000:.1f}")
    print(f"first audio of a word, ms: idle {median(idle) * 1000:.0f}", end="; ")
    print(f"after it {median(busy) * 1000:.0f}")
    print(f"later by, ms: median {median(extra) * 1000:.0f}, most {extra[-1] * 1000:.0f}")


if __name__ == "__main__":
    asyncio.run(main())
