"""How many threads an inference may use."""

import os

from backend_queues.machine import cpu_limits

VARIABLE = "VOICE_SERVER_THREADS"
BURST_VARIABLE = "VOICE_SERVER_BURST_THREADS"
BURST = 2  # shares
# For the environment of a process that runs a backend: numpy's threads spin while they wait, and
# take the cores from the model's. Their matrices here are too small to gain from several.
ONE_FOR_NUMPY = {"OPENBLAS_NUM_THREADS": "1"}


def threads_of(option: int) -> int:
    """Return what a backend's option `threads` means here: 0 is this worker's share of the cores.

    The share is in VOICE_SERVER_THREADS, which whoever starts several workers sets; without it, it
    is all cores.
    """
    shared = os.environ.get(VARIABLE, "")
    return option or (int(shared) if shared.isdecimal() else 0) or cores()


def burst_threads_of(option: int) -> int:
    """Return as `threads_of` does, for what loses little where there are more threads than cores.

    Of several workers each may then use more than its share, as the others rest while somebody
    waits for the first words of a text.
    """
    burst = os.environ.get(BURST_VARIABLE, "")
    return option or (int(burst) if burst.isdecimal() else 0) or threads_of(0)


def burst_of(share: int) -> int:
    """Return what BURST_VARIABLE says for a worker with such a share of the cores."""
    return min(cores(), BURST * share)


def cores() -> int:
    """Return how many cores this process may use, or the time of how many."""
    return min([_offered(), *(max(1, int(limit)) for limit in cpu_limits())])


def _offered() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
