"""What several copies of a backend make together: how many workers, with how many threads.

    python -m tests.bench.side_by_side piper --copies 1 2 --threads 1 2

Each copy runs in the backend's own environment with a worker's settings and speaks one sentence
again and again; a row says how much speech all of them make in a second, and what a sentence takes.
"""

import argparse
import os
import subprocess
import sys
import time

import msgspec
import numpy as np

from backend_queues.provisioning.environments import python_of
from backend_queues.registry import registry
from backend_queues.threads import BURST_VARIABLE
from backend_queues.threads import VARIABLE as THREADS_VARIABLE
from tasks.supervision.workers import VARIABLES
from tests.bench.loaded import Loaded

TEXT = "The harbour was quiet that morning, and the boats lay still."
SECONDS = 5.0


class Made(msgspec.Struct):
    """What one copy made."""

    speech_per_s: float
    sentence_s: float  # the median


def speak(name: str) -> Made:
    """Speak for some seconds, from when a line comes in."""
    loaded = Loaded(name)
    print("ready", flush=True)
    sys.stdin.readline()
    began, samples, taken = time.perf_counter(), 0, []
    while time.perf_counter() < began + SECONDS:
        at = time.perf_counter()
        samples += sum(len(part.samples) for part in loaded.speech(TEXT))
        taken.append(time.perf_counter() - at)
    audio_s = samples / loaded.sample_rate_hz
    return Made(audio_s / (time.perf_counter() - began), float(np.median(taken)))


def measure(name: str, copies: int, threads: int) -> list[Made]:
    python = str(python_of(registry().get(name)))
    allowed = {THREADS_VARIABLE: str(threads), BURST_VARIABLE: str(threads)}
    running = [
        subprocess.Popen(
            [python, "-m", "tests.bench.side_by_side", "--speak", name],
            env={**os.environ, **VARIABLES, **allowed},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(copies)
    ]
    for copy in running:
        assert copy.stdout and copy.stdout.readline().strip() == "ready"
    for copy in running:
        assert copy.stdin
        copy.stdin.write("\n")
        copy.stdin.flush()
    return [msgspec.json.decode(copy.communicate()[0], type=Made) for copy in running]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("backend")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    for threads in options.threads:
        for copies in options.copies:
            made = measure(options.backend, copies, threads)
            print(
                f"{copies} of {options.backend}, {threads} threads each:"
                f" {sum(it.speech_per_s for it in made):.1f} s of speech in a second,"
                f" a sentence in {np.mean([it.sentence_s for it in made]):.2f} s",
                flush=True,
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--speak", name]:
            print(msgspec.json.encode(speak(name)).decode())
        case _:
            main()
