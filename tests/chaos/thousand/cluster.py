"""Redis behind a proxy, two frontends, two groups of workers: what faults and listeners need."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import redis.asyncio

from frontend.processes.redis_server import find_server
from tasks.keys import WORKERS
from tasks.messages import Presence
from tasks.process.decoding import UNDECODABLE
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.chaos.thousand.clock import Clock
from tests.chaos.thousand.disk import Disk
from tests.chaos.thousand.proxy import Proxy
from tests.support.processes import is_alive, wait_until
from tests.support.programs import Frontend, Program
from tests.support.server import BACKENDS_FILE

BACKEND = "faulty"
GROUPS, REPLICAS = 2, 4
WORKER_COUNT = GROUPS * REPLICAS
ADMIN_S = 2.0
# Where a text is cut must not depend on how busy the machine is: it decides the samples.
WHOLE_SENTENCES_S = 86_400
READY_S = 120


class ChaosRedis:
    """A Redis server, which can be ended and started empty, and a client of the test's own."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.path = folder / "redis.sock"
        self._folder = folder
        self._environ = environ
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def start(self) -> None:
        self.path.unlink(missing_ok=True)
        options = ("--port", "0", "--unixsocket", self.path, "--save", "", "--dir", self._folder)
        self.process = subprocess.Popen(
            [find_server(), *options], env=self._environ, stdout=subprocess.DEVNULL
        )
        wait_until(self.path.exists)

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[Any]:
        """Connect past the proxy; what does not answer in time raises."""
        client = redis.asyncio.Redis(
            unix_socket_path=str(self.path),
            socket_timeout=ADMIN_S,
            socket_connect_timeout=ADMIN_S,
            protocol=2,
        )
        async with client:
            yield client


class ChaosCluster:
    """What runs, and the means to find out about it; see `running`."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.disk = disk
        self.clocks = {name: Clock(folder, name) for name in ("redis", "one", "two")}
        self.redis = ChaosRedis(folder, self._environ("redis"))
        self.proxy = Proxy(self.redis.path)
        self.frontends: list[Frontend] = []
        self.groups: list[Program] = []
        self._folder = folder
        self.redis_lost_data_at: list[float] = []
        self.frontend_killed_at: list[float] = []
        # Of each of these only one is ill at a time.
        self.redis_lock, self.frontend_lock, self.group_lock = (asyncio.Lock() for _ in range(3))

    async def start(self) -> None:
        self.redis.start()
        await self.proxy.start()
        for clock in ("one", "two"):
            environ = self._environ(clock)
            self.frontends.append(Frontend(self.disk.folder, **environ))
            worker = ("worker", BACKEND, "--replicas", str(REPLICAS))
            self.groups.append(Program(self.disk.folder, *worker, **environ))
        for program in (*self.groups, *self.frontends):
            program.start()
        await self.until_whole()

    async def end(self) -> None:
        for program in (*self.groups, *self.frontends):
            if program.runs:
                program.tell(signal.SIGCONT)
                program.tell(signal.SIGINT)
        for program in (*self.groups, *self.frontends):
            await asyncio.to_thread(program.wait)
        await self.proxy.close()
        self.redis.kill()

    async def until_whole(self) -> None:
        """Wait until all workers are there and seen by both frontends."""
        for frontend in self.frontends:
            await asyncio.to_thread(frontend.until_ready, WORKER_COUNT)

    async def workers(self) -> list[Presence]:
        """Return the live workers, by name; none while Redis does not answer."""
        with suppress(redis.RedisError, OSError):
            async with self.redis.admin() as admin:
                names = sorted(await admin.smembers(WORKERS.index))
                texts = [await admin.get(WORKERS.key(name.decode())) for name in names]
            return [worker for text in texts if text and (worker := _presence(text))]
        return []

    async def speakers(self) -> dict[str, str]:
        """Return the names of the workers that hold a claim now, with the segment's key."""
        claims: dict[str, str] = {}
        with suppress(redis.RedisError, OSError):
            async with self.redis.admin() as admin:
                async for key in admin.scan_iter("vs:claim:*", count=1000):
                    name = ((await admin.get(key)) or b"").decode().partition(":")[2]
                    if name != "finished":
                        claims[name] = key.decode()
        return claims

    async def worker(self, rng: random.Random, *, busy: bool | None = None) -> Presence | None:
        """Return one of the workers, if there is one such, and rather one that lives for long.

        A worker that ends within 30 s of its start is started again later and later.
        """
        workers, speakers = await self.workers(), await self.speakers()
        fitting = [w for w in workers if busy is None or (w.worker in speakers) is busy]
        old = [worker for worker in fitting if _age_s(worker.pid) > 31]
        return rng.choice(old or fitting) if fitting else None

    def _environ(self, clock: str) -> dict[str, str]:
        environ: dict[str, object] = {**os.environ, **self.clocks[clock].environ}
        if clock != "redis":
            environ |= {
                "REDIS_URL": self.proxy.url,
                "VOICE_SERVER_BACKENDS": BACKENDS_FILE,
                "VOICE_SERVER_DEFAULT_BACKEND": BACKEND,
                "VOICE_SERVER_OVERLOAD": "off",  # its workers are slow on purpose
                "VOICE_SERVER_FIRST_AUDIO_S": WHOLE_SENTENCES_S,
                "VOICE_SERVER_WRITING_PAUSE_S": WHOLE_SENTENCES_S,
                "VOICE_SERVER_VOICE_SAMPLES": self._folder / "samples",
                "VOICE_SERVER_JOBS": f"file://{self._folder}/jobs",
                PARENT_VARIABLE: os.getpid(),
            }
        return {name: str(value) for name, value in environ.items()}


@asynccontextmanager
async def running(kept: Path | None = None) -> AsyncIterator[ChaosCluster]:
    async with AsyncExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp"))
        )
        disk = stack.enter_context(Disk.mounted(folder / "logs"))
        cluster = ChaosCluster(folder, disk)
        if kept:
            stack.callback(shutil.copytree, disk.folder, kept)
        stack.push_async_callback(cluster.end)
        await cluster.start()
        yield cluster


def _presence(text: bytes) -> Presence | None:
    try:
        presence = msgspec.json.decode(text, type=Presence)
    except UNDECODABLE:
        return None
    return presence if is_alive(presence.pid) else None


def _age_s(pid: int) -> float:
    with suppress(OSError):
        return time.time() - Path(f"/proc/{pid}").stat().st_mtime
    return 0.0
