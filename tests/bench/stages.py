"""Where the milliseconds to the first audio go, step by step, on an idle server.

`python -m tests.bench.stages [BACKEND]` prints a table for each way in, and the bare backend.
"""

import asyncio
import os
import sys
import tempfile
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from unittest.mock import patch

import numpy as np

from tests.bench.clients import Heard, post, stream_tokens
from tests.bench.first_audio import TEXT, BareBackend, Measure, orders
from tests.support.server import running_server

ROUNDS = {"tone": 200}
ROUNDS_ELSE = 50
WARM_UP = 5
STAMPS = Path(__file__).parent / "stamps"
BARE = "bare backend"
# From one step to the next, and what happens meanwhile.
STEPS = {
    "text": "read the request, find the voice, admit",
    "cut": "wake the scheduler, cut the text",
    "recorded": "record the attempt in Redis",
    "publishing": "go to the thread that publishes",
    "pushing": "make the task's message (Celery)",
    "popped": "push it to the queue, pop it (kombu)",
    "taken": "start the task (Celery)",
    "claimed": "claim in Redis, tell the owner",
    "synthesized": "synthesize, shape",
    "received Chunk": "log and publish a chunk, read it",
    "heard": "put in order, resample, encode",
    "client": "write to the socket, read",
}


async def bench(backend: str) -> None:
    count = ROUNDS.get(backend, ROUNDS_ELSE)
    print(f"First audio of {TEXT!r}, {backend}, {count} rounds, ms: median (99th percentile)")
    with tempfile.TemporaryDirectory() as folder:
        path = os.pathsep.join(filter(None, (str(STAMPS), os.getenv("PYTHONPATH"))))
        with (
            BareBackend(backend) as bare,
            patch.dict(os.environ, PYTHONPATH=path, VOICE_SERVER_STAMPS=folder),
            running_server(backend) as server,
        ):
            wav = {"text": TEXT, "backend": backend}
            measures: dict[str, Measure] = {
                BARE: bare.first_audio,
                "POST /tts": lambda: post(server, "/tts", wav, b"WAVEfmt "),
                "POST /sse": lambda: post(server, "/sse", wav, b"event: audio"),
                "WS /stream-tokens": lambda: stream_tokens(server, TEXT, backend),
            }
            rounds = [
                (name, await measures[name]())
                for order in orders(list(measures), count + WARM_UP)
                for name in order
            ][WARM_UP * len(measures) :]
        print_table(rounds, read_stamps(Path(folder)))


def print_table(rounds: list[tuple[str, Heard]], stamps: dict[str, list[float]]) -> None:
    print(_row(BARE, [heard.seconds * 1000 for name, heard in rounds if name == BARE]))
    for way in dict.fromkeys(way for way, _ in rounds if way != BARE):
        taken = [_steps(heard, stamps) for name, heard in rounds if name == way]
        print(f"\n{way}")
        for step, what in STEPS.items():
            print(_row(what, [steps[step] for steps in taken]))
        print(_row("all", [sum(steps.values()) for steps in taken]))


def read_stamps(folder: Path) -> dict[str, list[float]]:
    """Return when each step was taken, in order, over all processes."""
    stamps: dict[str, list[float]] = defaultdict(list)
    for file in folder.iterdir():
        for line in file.read_text().splitlines():
            step, at_ns = line.rsplit(",", 1)
            stamps[step].append(int(at_ns) / 1e9)
    return {step: sorted(times) for step, times in stamps.items()}


def _steps(heard: Heard, stamps: dict[str, list[float]]) -> dict[str, float]:
    """Return the milliseconds of each step of one round."""
    result, before = {}, heard.sent_at
    for step, times in ((step, stamps.get(step, [])) for step in STEPS):
        at = times[bisect_right(times, heard.sent_at)] if times else heard.first_at
        result[step], before = (at - before) * 1000, at
    return result


def _row(what: str, milliseconds: list[float]) -> str:
    median, late = np.percentile(milliseconds, [50, 99])
    return f"  {what:<42}{median:>8.2f} ({late:.2f})"


if __name__ == "__main__":
    asyncio.run(bench(*sys.argv[1:] or ["tone"]))
