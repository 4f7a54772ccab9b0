"""How soon a backend stops when nobody wants its speech any more, without the server.

Run by the Python of the backend's own environment: python -m tests.bench.stopping NAME [COUNT].
VOICE_SERVER_BACKENDS may name another registry, with other options of the backend.

A long sentence is spoken, and once for each count it is cancelled at a random moment. Printed is
the time from then to the end of the backend's work, by the clock and in CPU time of the process,
which other work on the machine hardly changes; and the longest time between two chunks, for which
a backend would go on that cannot stop within one.
"""

import sys
import threading
import time
from itertools import pairwise
from random import Random
from statistics import median

from backend_queues.base import Backend, SpeechRequest
from backend_queues.options import check_options
from backend_queues.registry import registry

TEXT = "The old lighthouse keeper had written down every ship that passed the cape in forty years."


class Cancel:
    """Becomes true after a while, and notes when."""

    def __init__(self) -> None:
        self.told: tuple[float, float] | None = None

    def __call__(self) -> bool:
        return self.told is not None

    def tell(self) -> None:
        self.told = now()


def now() -> tuple[float, float]:
    """The clock, and the CPU time of the process."""
    return time.perf_counter(), time.process_time()


def main(name: str, count: int) -> None:
    spec = registry().get(name)
    backend = spec.create()
    backend.load()
    voice = spec.entry.default_voice or backend.voices()[0].name
    options = check_options(backend.capabilities, {})
    request = SpeechRequest(TEXT, voice, "", options, segment_index=0, seed=0)
    for _ in range(2):  # the first one warms everything up
        spoken = backend.synthesize(request, lambda: False)
        came = [now(), *(now() for _ in spoken)]
    whole_s, random = came[-1][0] - came[0][0], Random(1)
    found = [stopped(backend, request, random.random() * whole_s) for _ in range(count)]
    print(f"{name}, {count} times")
    for place, kind in enumerate(("clock", "CPU")):
        chunk_ms = 1000 * max(after[place] - before[place] for before, after in pairwise(came))
        ms = [1000 * times[place] for times in found]
        print(f"stopped after, ms of {kind}: median {median(ms):.1f}, most {max(ms):.1f}", end="; ")
        print(f"the longest chunk {chunk_ms:.0f}")


def stopped(backend: Backend, request: SpeechRequest, after_s: float) -> tuple[float, float]:
    """Return how long the backend went on, by the clock and in CPU time."""
    cancel = Cancel()
    timer = threading.Timer(after_s, cancel.tell)
    timer.start()
    while not cancel():  # where the sentence was over sooner, it is spoken again
        for _ in backend.synthesize(request, cancel):
            pass
    ended = now()
    timer.join()
    assert cancel.told
    return ended[0] - cancel.told[0], ended[1] - cancel.told[1]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
