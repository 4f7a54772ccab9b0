"""What the processes of a server use of the CPU, by the part they play, from /proc."""

import os
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.support.processes import descendants

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
OTHER = "other"
# A word of the command tells the part; the first that is found counts.
PARTS = (
    ("tests.bench.load.listeners", "listeners"),
    ("valkey-server", "redis"),
    ("redis-server", "redis"),
    ("serve", "frontend"),
    ("flower", "flower"),
    ("worker", "workers"),
    ("up", "supervisor"),
)


class Used(NamedTuple):
    """CPU seconds by process id, with its part."""

    at: float
    seconds: dict[int, tuple[str, float]]


def used(pid: int) -> Used:
    """Look at all processes below one."""
    found = {}
    for child in descendants(pid):
        try:
            found[child] = part_of(child), _cpu_s(child)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return Used(time.monotonic(), found)


def cores(before: Used, after: Used) -> dict[str, float]:
    """Return how many cores each part has used between the two looks."""
    sums: dict[str, float] = defaultdict(float)
    for pid, (part, seconds) in after.seconds.items():
        sums[part] += seconds - before.seconds.get(pid, (part, 0.0))[1]
    return {part: round(total / (after.at - before.at), 3) for part, total in sums.items()}


def part_of(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    words = [word.rpartition("/")[2] for word in command.replace("\0", " ").split()]
    for word, part in PARTS:
        if word in words:
            return part
    return OTHER


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S
