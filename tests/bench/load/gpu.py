"""What a run uses of NVIDIA's cards, as nvidia-smi tells it; nothing where there is none."""

import asyncio
import shutil
from collections import defaultdict
from contextlib import suppress
from statistics import fmean

import msgspec

PROGRAM = "nvidia-smi"
LOOK_S = 1.0
BUSY, MEMORY = "utilization.gpu", "memory.used"


class GpuUse(msgspec.Struct):
    """Means of a run, in percent; memory is the most, in MiB."""

    busy_percent: float
    memory_mib: float
    busy_percent_by_process: dict[str, float]


class GpuWatch:
    """Looks at the cards again and again while it runs."""

    def __init__(self) -> None:
        self._busy: list[float] = []
        self._memory: list[float] = []
        self._processes: dict[str, list[float]] = defaultdict(list)

    async def run(self) -> None:
        while shutil.which(PROGRAM):
            await self._look()
            await asyncio.sleep(LOOK_S)

    def use(self) -> GpuUse | None:
        if not self._busy:
            return None
        looks = len(self._busy)
        shares = {name: round(sum(all_) / looks, 1) for name, all_ in self._processes.items()}
        return GpuUse(round(fmean(self._busy), 1), max(self._memory), shares)

    async def _look(self) -> None:
        asked = f"--query-gpu={BUSY},{MEMORY}"
        for line in await _lines(asked, "--format=csv,noheader,nounits"):
            with suppress(ValueError):  # a card may say [N/A]
                busy, memory = map(float, line.split(","))
                self._busy.append(busy)
                self._memory.append(memory)
        for name, busy in busy_processes(await _lines("pmon", "-c", "1", "-s", "u")).items():
            self._processes[name].append(busy)


def busy_processes(lines: list[str]) -> dict[str, float]:
    """Read `nvidia-smi pmon`: a heading with the columns' names, then a line per process."""
    columns: list[str] = []
    found = {}
    for line in lines:
        if line.startswith("#"):
            columns = columns or line.lstrip("# ").split()
            continue
        row = dict(zip(columns, line.split(), strict=False))
        if row.get("sm", "-") != "-" and row.get("pid", "-") != "-":
            found[f"{row.get('command', 'process')} {row['pid']}"] = float(row["sm"])
    return found


async def cards() -> list[str]:
    """Return the names of the cards, with their drivers."""
    if not shutil.which(PROGRAM):
        return []
    return await _lines("--query-gpu=name,driver_version,memory.total", "--format=csv,noheader")


async def _lines(*arguments: str) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    told, _ = await process.communicate()
    return told.decode(errors="replace").splitlines() if process.returncode == 0 else []
