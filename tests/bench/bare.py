"""A backend without a server: speaks each line of standard input, prints the time to first audio.

Run by the Python of the backend's own environment: python -m tests.bench.bare NAME
"""

import sys
import time

from backend_queues.base import SpeechRequest
from backend_queues.options import check_options
from backend_queues.registry import registry
from tasks.worker.publisher import FIRST_CHUNK_S, to_pcm
from tasks.worker.shaping import shape


def main(name: str) -> None:
    spec = registry().get(name)
    backend = spec.create()
    backend.load()
    voice = spec.entry.default_voice or backend.voices()[0].name
    options = check_options(backend.capabilities, {})
    print("ready", flush=True)
    for line in sys.stdin:
        started = time.perf_counter()
        request = SpeechRequest(line.rstrip("\n"), voice, "", options, segment_index=0, seed=0)
        parts = shape(backend.synthesize(request, lambda: False), backend.sample_rate_hz, pause_s=0)
        first = next(parts).samples[: round(FIRST_CHUNK_S * backend.sample_rate_hz)]
        to_pcm(first)
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
