"""One soak: the load, the kills, and what is looked at before, meanwhile and after."""

import asyncio
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from tests.soak.leftovers import SETTLED_S, files_below, lasting_keys, tasks_of
from tests.soak.load import Load
from tests.soak.watching import Watch, Watched, growth
from tests.support.processes import descendants, is_alive
from tests.support.server import Server, running_server

LOOKS = 3  # for tasks that are left over
WORKERS = 3  # the first of them is never killed, so that one is watched for the whole time
KILLS_APART_S = 10.0
MOST_GROWTH = 0.05
LONG_S = 600.0  # a shorter soak is over before all caches are full
MOST_GROWTH_IN_SHORT = 0.2
SOME_BYTES = 2 * 2**20  # that an allocator may keep or not
SPARE_FILES = 8  # connections that are kept open
SPARE_THREADS = 2


@dataclass
class Outcome:
    processes: list[str] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    problems: list[str] = field(default_factory=list)


async def soak(seed: int, seconds: float) -> Outcome:
    """Run a server under load for so long; return what came of it."""
    with tempfile.TemporaryDirectory(prefix="vs-soak-", dir="/tmp") as name:
        folder = Path(name)
        with _temporary_files(folder / "tmp"), (folder / "log").open("wb") as log:
            settings: dict[str, Any] = {
                "jobs": f"file://{name}/jobs",
                "voice_samples": f"{name}/voices",
            }
            (folder / "voices").mkdir()
            with running_server(
                f"tone:{WORKERS}", stderr=log, max_key_jobs=10**6, overload="off", **settings
            ) as server:
                return await _Soak(server, seed, folder).run(seconds)


@contextmanager
def _temporary_files(folder: Path) -> Iterator[None]:
    """Have the server's processes put their temporary files there."""
    folder.mkdir()
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before


class _Soak:
    def __init__(self, server: Server, seed: int, folder: Path) -> None:
        self._server = server
        self._seed = seed
        self._random = Random(f"kills {seed}")
        self._folder = folder
        self._load = Load(server, seed, folder)
        self._outcome = Outcome(served=self._load.served)

    async def run(self, seconds: float) -> Outcome:
        await self._load.round()  # what is made once is there
        await asyncio.sleep(SETTLED_S)
        tasks, files = await self._tasks(), self._files()
        watch = Watch(self._server.process.pid)
        until = time.monotonic() + seconds
        watching = asyncio.create_task(watch.run())
        await asyncio.gather(self._load.run(until), self._kill(until))
        watching.cancel()
        watch.look()
        for watched in watch.lasting():
            self._judge(watch, watched, seconds)
        self._compare("task", await self._left_over(tasks))
        self._compare("file", Counter(self._files() - files))
        self._compare("key without TTL", Counter(lasting_keys(self._server)))
        self._outcome.problems += self._load.faults
        return self._outcome

    async def _kill(self, until: float) -> None:
        """Kill workers, at random moments."""
        pids = self._workers()
        spared = pids[0]
        while (left_s := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left_s, self._random.uniform(0.5, 1.5) * KILLS_APART_S))
            others = [pid for pid in self._workers() if pid != spared]
            if others:
                os.kill(self._random.choice(others), signal.SIGKILL)
                self._outcome.kills += 1

    def _workers(self) -> list[int]:
        """Return the processes that speak, the oldest first."""
        pids = sorted(filter(is_alive, descendants(self._server.process.pid)))
        return [pid for pid in pids if _is_worker(pid)]

    async def _tasks(self) -> Counter[str]:
        return await asyncio.to_thread(tasks_of, self._server, self._folder / "log")

    async def _left_over(self, before: Counter[str]) -> Counter[str]:
        """Return the tasks that there are more of, at each of three looks: one may just be busy."""
        left = Counter[str]()
        for look in range(LOOKS):
            await asyncio.sleep(SETTLED_S)
            more = (await self._tasks()) - before
            left = left & more if look else more
        return left

    def _files(self) -> set[str]:
        return files_below(self._folder / "tmp", self._folder / "jobs", self._folder / "voices")

    def _judge(self, watch: Watch, watched: Watched, seconds: float) -> None:
        first, last = watch.windows(watched)
        if not first or not last:
            return
        share = growth(first, last)
        before, after = (median(sample.rss_bytes for sample in window) for window in (first, last))
        sizes = f"{before / 2**20:.1f} MB, {after / 2**20:.1f} MB"
        name = f"{watched.name} ({watched.pid})"
        self._outcome.processes.append(f"{name:32} {sizes:>34} {share:>+8.1%}")
        most = MOST_GROWTH if seconds >= LONG_S else MOST_GROWTH_IN_SHORT
        if share > most and after - before > SOME_BYTES:
            self._outcome.problems.append(f"The memory of {name} grows by {share:.1%}.")
        for what, spare in (("threads", SPARE_THREADS), ("files", SPARE_FILES)):
            most_before = max(getattr(sample, what) for sample in first)
            least_after = min(getattr(sample, what) for sample in last)
            if least_after > most_before + spare:
                grown = f"{most_before} to {least_after}"
                self._outcome.problems.append(f"The {what} of {name} grow from {grown}.")

    def _compare(self, what: str, left: Counter[str]) -> None:
        self._outcome.problems += [
            f"Left over, a {what}: {name} ({count})" for name, count in left.items()
        ]


def _is_worker(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return b"celery" in command and b"worker" in command
