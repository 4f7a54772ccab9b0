"""A real server for tests: `voice-server up` as a user starts it, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
import redis

from backend_queues.provisioning.install import prepare
from frontend.processes.address import bound
from frontend.processes.redis_server import find_server
from tasks.keys import DEFAULT_KEY, DEFAULTS_CHANNEL
from tasks.process.parent_watchdog import PARENT_VARIABLE
from tasks.worker.limits import LOAD_LIMIT_S
from tests.support.processes import descendants, wait_until

BACKENDS_FILE = Path(__file__).with_name("backends.yaml")
BROKEN_BACKENDS_FILE = Path(__file__).with_name("broken_backends.yaml")
# A worker may load for VOICE_SERVER_LOAD_LIMIT_S, as it does on a machine that is full; then it
# says what keeps it. Also for the end.
START_S = LOAD_LIMIT_S + 60


@dataclass
class Server:
    url: str
    redis_url: str
    process: subprocess.Popen[bytes]
    log: Path | None = None  # where it goes, if a test reads it
    wyoming: str = ""  # HOST:PORT, if it serves that

    @property
    def ws_url(self) -> str:
        return self.url.replace("http", "ws", 1)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def redis(self) -> redis.Redis:
        return redis.Redis.from_url(self.redis_url, protocol=2)

    def set_defaults(self, **fields: str | bytes) -> None:
        """Write into Redis what may be no default at all, and announce it as frontends do."""
        with self.redis() as client:
            client.hset(DEFAULT_KEY, mapping=fields)
            client.publish(DEFAULTS_CHANNEL, "")

    def forget_defaults(self) -> None:
        with self.redis() as client:
            client.delete(DEFAULT_KEY)
            client.publish(DEFAULTS_CHANNEL, "")


@contextmanager
def running_redis(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a Redis server on a unix socket in the folder."""
    path = folder / "redis.sock"
    path.unlink(missing_ok=True)  # of one that was killed
    options = ("--port", "0", "--unixsocket", path, "--save", "", "--dir", folder)
    process = subprocess.Popen([find_server(), *options], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _takes_connections(path))
        yield f"unix://{path}", process
    finally:
        process.terminate()
        process.wait(10)


def _takes_connections(path: Path) -> bool:
    """The file is there before anybody listens."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


@contextmanager
def running_server(
    *backends: str,
    redis_url: str = "",
    registry: Path | None = None,
    port: int = 0,
    stderr: IO[bytes] | None = None,
    **settings: object,
) -> Iterator[Server]:
    """Run a server with those backends until the block ends, and see that it ends well.

    Its log is pytest's to keep, or goes to the file `stderr`. The project's own backends
    are installed first, however long that takes.
    """
    port = port or free_port()
    for backend in () if registry else backends:
        prepare(backend.partition(":")[0], print)
    options = [option for backend in backends for option in ("--backend", backend)]
    command = [sys.executable, "-m", "frontend.cli", "up", "--port", str(port), *options]
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        **{f"VOICE_SERVER_{k.upper()}": str(v) for k, v in settings.items()},
    }
    if registry:
        environ["VOICE_SERVER_BACKENDS"] = str(registry)
    with (
        tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder,
        running_redis(Path(folder)) as (own_url, _),
    ):
        environ["REDIS_URL"] = redis_url or own_url
        environ.setdefault("VOICE_SERVER_JOBS", f"file://{folder}/jobs")
        process = subprocess.Popen(command, env=environ, stderr=stderr)
        server = Server(f"http://localhost:{port}", environ["REDIS_URL"], process)
        server.wyoming = str(settings.get("wyoming", ""))
        try:
            wait_until(lambda: workers_of(server) >= replicas_of(backends), START_S)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(START_S)


def workers_of(server: Server) -> int:
    """Return how many workers the server has, 0 while it is not ready."""
    assert server.process.poll() is None, "the server has ended; see its output above"
    try:
        return int(httpx.get(f"{server.url}/ready").json().get("workers", 0))
    except httpx.TransportError:
        return 0


def frontends_of(server: Server) -> list[int]:
    """Return the process ids of its frontends."""
    pids = descendants(server.process.pid)
    return [pid for pid in pids if b"\0serve\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def replicas_of(backends: Iterable[str]) -> int:
    """Count the replicas that NAME[:REPLICAS] asks for."""
    return sum(int(backend.partition(":")[2] or 1) for backend in backends)


def free_port() -> int:
    with bound("localhost", 0) as probes:
        return int(probes[0].getsockname()[1])
