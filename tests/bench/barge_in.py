"""How soon a worker is free again: `python -m tests.bench.barge_in --backend kokoro`.

A running server with one worker of the backend speaks long sentences over /stream-tokens. It is
interrupted at a random moment, before the first audio or after it, and a word is said at once over
the same connection. How much later its first audio comes than that of a word to an idle worker is
how long the worker was still busy.

On a machine that others use too the clock says little. With --cpu nothing is said after the
interruption, and the processor time is printed that the worker, of this machine, has used from the
message until none of its threads runs.
"""

import argparse
import asyncio
import json
import time
from pathlib import Path
from random import Random
from statistics import median

import httpx
import websockets

LONG = (
    "The old lighthouse keeper had written down every ship that passed the cape in forty years of "
    "service and he could still name each of them by the colour of its funnel and the hour. "
)
SENTENCES = 20
WORD = "Yes, of course."
LOOK_S, LOOKS = 0.02, 10  # how often a worker is looked at, and how often it must be idle


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


class Worker:
    """The process of a worker, as the kernel sees it."""

    def __init__(self, pid: int) -> None:
        self._tasks = Path(f"/proc/{pid}/task")

    def used_s(self) -> float:
        """Return the processor time of all its threads."""
        spent = (file.read_text().split()[0] for file in self._tasks.glob("*/schedstat"))
        return sum(map(int, spent)) / 1e9

    def runs(self) -> bool:
        states = (file.read_text().rpartition(")")[2].split()[0] for file in self._stats())
        return "R" in states

    async def begin(self) -> None:
        """Wait until it has something to do."""
        while not self.runs():  # noqa: ASYNC110 - the kernel tells nobody
            await asyncio.sleep(LOOK_S)

    async def end(self) -> float:
        """Wait until it has nothing to do; return its processor time then."""
        used_s, idle = self.used_s(), 0
        while idle < LOOKS:
            await asyncio.sleep(LOOK_S)
            if self.runs():
                used_s, idle = self.used_s(), 0
            else:
                idle += 1
        return used_s

    def _stats(self) -> list[Path]:
        return list(self._tasks.glob("*/stat"))


async def still_used(url: str, backend: str, worker: Worker, wait_s: float) -> float:
    """Return the processor time of a worker after an interruption, `wait_s` after it began."""
    async with websockets.connect(f"{url}/stream-tokens") as socket:
        await socket.send(json.dumps({"backend": backend, "token": LONG * SENTENCES}))
        await worker.begin()
        await asyncio.sleep(wait_s)
        before_s = worker.used_s()
        await interrupt(socket)
        return await worker.end() - before_s


async def measure_cpu(url: str, backend: str, count: int) -> None:
    async with httpx.AsyncClient(base_url=url.replace("ws", "http", 1)) as client:
        status = (await client.get("/v1/status", timeout=60)).json()
    [pid] = [worker["pid"] for worker in status["workers"] if worker["backend"] == backend]
    worker, random = Worker(pid), Random(1)
    ms = []
    for _ in range(count):
        await worker.end()
        ms.append(1000 * await still_used(url, backend, worker, 2 * random.random()))
    print(f"processor time after the message, ms: median {median(ms):.1f}, most {max(ms):.1f}")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="ws://localhost:8000")
    parser.add_argument("--backend", default="kokoro")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--cpu", action="store_true")
    arguments = parser.parse_args()
    if arguments.cpu:
        await measure_cpu(arguments.url, arguments.backend, arguments.count)
        return
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
