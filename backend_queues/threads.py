"""How many threads an inference may use."""

import os

VARIABLE = "VOICE_SERVER_THREADS"


def threads_of(option: int) -> int:
    """Return what a backend's option `threads` means here: 0 is this worker's share of the cores.

    The share is in VOICE_SERVER_THREADS, which whoever starts several workers sets; without it, it
    is all cores.
    """
    shared = os.environ.get(VARIABLE, "")
    return option or (int(shared) if shared.isdecimal() else 0) or cores()


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
