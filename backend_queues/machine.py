"""What this process may have of the machine, and how it gives memory back.

A container, or a unit, has limits that only its control groups tell of: one that may use four of 64
cores is shown all 64.
"""

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

OWN = Path("/proc/self/cgroup")
ROOT = Path("/sys/fs/cgroup")


def cpu_limits() -> Iterator[float]:
    """Yield how many cores' time each group may use that this process is in."""
    for folder in _folders("cpu"):
        quota, period = _words(folder / "cpu.max", 2)
        if quota == "":
            [quota], [period] = (
                _words(folder / f"cpu.cfs_{it}_us", 1) for it in ("quota", "period")
            )
        if quota.isdecimal() and period.isdecimal() and int(period):  # not "max" or -1
            yield int(quota) / int(period)


def memory_limits() -> Iterator[int]:
    """Yield how many bytes each group may use that this process is in."""
    for folder in _folders("memory"):
        for name in ("memory.max", "memory.limit_in_bytes"):
            [limit] = _words(folder / name, 1)
            if limit.isdecimal():
                yield int(limit)


def trim_heap() -> None:
    """Give the system the free pages of the C heap; without glibc, do nothing."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _folders(controller: str) -> Iterator[Path]:
    """Yield the folders of the groups, of either version, that may limit that.

    In a container its own group is often the root, whatever the path says.
    """
    with suppress(OSError, ValueError):
        for line in OWN.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers and controller not in controllers.split(","):
                continue
            root = ROOT / controller if controllers else ROOT
            own = PurePosixPath(path)
            yield from (root / each.relative_to("/") for each in (own, *own.parents))


def _words(file: Path, count: int) -> list[str]:
    """Return the first words of the file, each "" where it has none."""
    with suppress(OSError, ValueError):
        return [*file.read_text().split(), *[""] * count][:count]
    return [""] * count
