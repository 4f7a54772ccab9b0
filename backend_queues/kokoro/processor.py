"""What this machine's processor can do, and a name for it."""

import hashlib
import platform
from functools import cache
from pathlib import Path

PROCESSOR = Path("/proc/cpuinfo")


@cache
def instruction_sets() -> frozenset[str]:
    """Return the kernel's names of them, such as "avx2"; empty where it is not Linux on x86."""
    return frozenset(_described("flags").split())


@cache
def processor_id() -> str:
    """Return a short name that is the same on processors that can run each other's kernels."""
    sets = " ".join(sorted(instruction_sets()))
    parts = (platform.machine(), _described("model name") or platform.processor(), sets)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _described(key: str) -> str:
    try:
        lines = PROCESSOR.read_text().splitlines()
    except OSError:
        return ""
    found = (line.partition(":") for line in lines)
    return next((value.strip() for name, _, value in found if name.strip() == key), "")
