"""On which machine a run was made, of which commit, and how busy it was with other work."""

import os
import platform
import subprocess
from pathlib import Path

import msgspec

from tests.bench.load.gpu import cards

ROOT = Path(__file__).parents[3]


class Machine(msgspec.Struct):
    processor: str
    cores: int
    memory_gib: float
    gpus: list[str]
    system: str
    python: str
    commit: str
    load_before: float  # the mean of the last minute, of all that runs on it


async def describe() -> Machine:
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        gpus=await cards(),
        system=platform.platform(),
        python=platform.python_version(),
        commit=_commit(),
        load_before=round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _commit() -> str:
    """Return the commit, and whether what ran differs from it; "" outside of a checkout."""
    command = ("git", "describe", "--always", "--dirty", "--exclude=*")
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip()
