"""A backend without a server: speaks each line of standard input, prints the time to first audio.

Run by the Python of the backend's own environment: python -m tests.bench.bare NAME
"""

import sys
import time

from tasks.worker.publisher import FIRST_CHUNK_S, to_pcm
from tasks.worker.shaping import shape
from tests.bench.loaded import Loaded


def main(name: str) -> None:
    loaded = Loaded(name)
    first = round(FIRST_CHUNK_S * loaded.sample_rate_hz)
    print("ready", flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        parts = shape(loaded.speech(line.rstrip("\n")), loaded.sample_rate_hz, pause_s=0)
        to_pcm(next(parts).samples[:first])
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
