"""What the processes of a server have: memory, threads and files, from /proc."""

import asyncio
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.support.processes import descendants

APART_S = 1.0
WARM_UP = 1 / 3  # of the whole time
WINDOW = 1 / 6  # of it, whose medians are compared: the first after the warm-up, and the last
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Sample(NamedTuple):
    at: float
    rss_bytes: int
    threads: int
    files: int


@dataclass
class Watched:
    """A process and its samples."""

    pid: int
    name: str
    samples: list[Sample] = field(default_factory=list)


class Watch:
    """Looks at all processes below one, again and again."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._began = time.monotonic()
        self.processes: dict[int, Watched] = {}

    async def run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(APART_S)

    def look(self) -> None:
        for pid in [self._pid, *descendants(self._pid)]:
            sample = sample_of(pid)
            if sample:
                watched = self.processes.setdefault(pid, Watched(pid, name_of(pid)))
                watched.samples.append(sample)

    def lasting(self) -> list[Watched]:
        """Return those that have lived from the end of the warm-up until now."""
        now = time.monotonic()
        warm = self._began + (now - self._began) * WARM_UP
        return [
            watched
            for watched in self.processes.values()
            if watched.samples[0].at <= warm and watched.samples[-1].at > now - 5 * APART_S
        ]

    def windows(self, watched: Watched) -> tuple[list[Sample], list[Sample]]:
        """Return its samples just after the warm-up, and its last ones."""
        end = watched.samples[-1].at
        whole = end - self._began
        warm, window = self._began + whole * WARM_UP, whole * WINDOW
        first = [sample for sample in watched.samples if warm <= sample.at < warm + window]
        return first, [sample for sample in watched.samples if sample.at > end - window]


def growth(first: list[Sample], last: list[Sample]) -> float:
    """Return by what share the median of their memory has grown."""
    before, after = _median_bytes(first), _median_bytes(last)
    return after / before - 1


def _median_bytes(samples: list[Sample]) -> float:
    return median(sample.rss_bytes for sample in samples)


def sample_of(pid: int) -> Sample | None:
    """Return what the process has now; None if it has ended."""
    place = Path(f"/proc/{pid}")
    try:
        pages = int((place / "statm").read_text().split()[1])
        threads = len(os.listdir(place / "task"))
        files = len(os.listdir(place / "fd"))
    except (FileNotFoundError, ProcessLookupError):
        return None
    return Sample(time.monotonic(), pages * PAGE_BYTES, threads, files) if pages else None


def name_of(pid: int) -> str:
    """Return a short name of the process: the last words of its command that are no options."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return "gone"
    named = [word.rpartition("/")[2] for word in words if word and not word.startswith("-")]
    return " ".join(named[1:4])[:30] or "process"
