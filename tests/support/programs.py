"""Frontends and workers as a production host runs them: each on its own, ended, started again."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import msgspec

from frontend.protocol.status import Status
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, free_port, running_redis

START_S = 120
END_S = 60
WORKERS = 4


class Program:
    """`voice-server` with those arguments; what it writes is kept."""

    def __init__(self, folder: Path, *arguments: str, **environ: object) -> None:
        self._command = [sys.executable, "-m", "frontend.cli", *arguments]
        self._environ = {**os.environ, **{name: str(value) for name, value in environ.items()}}
        self._log = folder / f"{'-'.join(arguments).strip('-')}-{id(self)}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def written(self) -> str:
        return self._log.read_text()

    @property
    def pid(self) -> int:
        assert self._process and self._process.poll() is None, self.written
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environ, stdout=log, stderr=log
            )

    def tell(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def wait(self) -> None:
        """Wait for its end."""
        if self._process:
            self._process.wait(END_S)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.runs:
            self.tell(number)
        self.wait()


class Frontend(Program):
    """`voice-server serve` on a port that stays its own."""

    def __init__(self, folder: Path, **environ: object) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.drain_s = 60.0
        super().__init__(folder, "serve", "--port", str(port), **environ)

    def start(self) -> None:
        self._environ["VOICE_SERVER_DRAIN_S"] = str(self.drain_s)
        super().start()

    def until_ready(self, workers: int = 1) -> None:
        """Wait until it serves and sees that many workers."""

        def ready() -> bool:
            assert self.pid
            try:
                return int(httpx.get(f"{self.url}/ready").json().get("workers", 0)) >= workers
            except httpx.TransportError:
                return False

        wait_until(ready, START_S)

    def revive(self, drain_s: float) -> None:
        """Have it running with that setting."""
        if self.runs and self.drain_s == drain_s:
            return
        self.drain_s = drain_s
        self.end(signal.SIGINT)
        self.start()

    def status(self) -> Status:
        return msgspec.json.decode(httpx.get(f"{self.url}/v1/status").content, type=Status)

    def streams(self) -> int:
        return sum(backend.streams for backend in self.status().backends)


class Cluster:
    """Two frontends, and two groups of two workers of the backend `faulty`."""

    def __init__(self, folder: Path, redis_url: str) -> None:
        environ = {
            "REDIS_URL": redis_url,
            "VOICE_SERVER_BACKENDS": BACKENDS_FILE,
            "VOICE_SERVER_DEFAULT_BACKEND": "faulty",
            "VOICE_SERVER_OVERLOAD": "off",  # its workers are slow on purpose
            "VOICE_SERVER_VOICE_SAMPLES": folder / "samples",
            PARENT_VARIABLE: os.getpid(),
        }
        self.frontends = [Frontend(folder, **environ) for _ in range(2)]
        worker = ("worker", "faulty", "--replicas", "2")
        self.groups = [Program(folder, *worker, **environ) for _ in range(2)]

    @property
    def programs(self) -> list[Program]:
        return [*self.groups, *self.frontends]

    def revive(self, drain_s: float) -> None:
        """Have both frontends running with that setting, and all workers."""
        for frontend in self.frontends:
            frontend.revive(drain_s)
        for frontend in self.frontends:
            frontend.until_ready(workers=WORKERS)

    def end(self) -> None:
        for program in self.programs:
            if program.runs:
                program.tell(signal.SIGINT)
        for program in self.programs:
            program.wait()


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp")))
        redis_url, _ = stack.enter_context(running_redis(root))
        cluster = Cluster(root, redis_url)
        stack.callback(cluster.end)
        for program in cluster.programs:
            program.start()
        for frontend in cluster.frontends:
            frontend.until_ready(WORKERS)
        yield cluster
