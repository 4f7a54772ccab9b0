"""Brokers as an operator runs them: Redis on TCP, its sentinels, and RabbitMQ."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import redis

from frontend.processes.redis_server import find_server
from tests.support.processes import wait_until
from tests.support.server import free_port

PASSWORD = "pass/word?1"
QUOTED = "pass%2Fword%3F1"
RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
START_S = 120
END_S = 30


@contextlib.contextmanager
def running(
    command: list[object], env: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a process group of its own, which ends with the block."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, **(env or {})},
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill it and what it has started, as kill -9 does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(END_S)


class ServerEnded(Exception):
    """The Redis server ended instead of accepting connections: it cannot do what it was asked."""


@contextlib.contextmanager
def running_redis_on(
    folder: Path, port: int, *options: object
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Redis server with these options, "--port" among them unless it is the plain one.

    Raises:
        ServerEnded: it does not run with these options.
    """
    tcp = [] if "--port" in options else ["--port", port]
    command = [find_server(), "--bind", "127.0.0.1", *tcp, "--save", "", "--dir", folder, *options]
    with running(command) as process:
        wait_until(lambda: accepts(port) or process.poll() is not None, START_S)
        if process.poll() is not None:
            raise ServerEnded(f"{command[0]} ended with code {process.returncode}")
        yield process


@contextlib.contextmanager
def running_redis_with_tls(folder: Path, port: int) -> Iterator[None]:
    """Run a Redis server with a password that speaks only TLS, by the certificates in the folder.

    A server built without TLS knows the settings all the same, so whether it has it shows only
    when it starts.

    Raises:
        ServerEnded: it is built without TLS.
    """
    files = {"cert": "server.crt", "key": "server.key", "ca-cert": "ca.crt"}
    tls = [part for kind, name in files.items() for part in (f"--tls-{kind}-file", folder / name)]
    options = ("--port", 0, "--tls-port", port, *tls, "--requirepass", PASSWORD)
    with running_redis_on(folder, port, *options):
        yield


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Sentinels:
    """One master, one replica, three sentinels that need two of them for a failover."""

    url: str
    ports: list[int]
    master: subprocess.Popen[bytes]

    def master_port(self) -> int:
        """Ask a sentinel which server is the master now."""
        with redis.Redis(port=self.ports[0], password=PASSWORD) as sentinel:
            _, port = sentinel.execute_command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "speech")
        return int(port)

    def ready_for_failover(self) -> bool:
        """Tell whether every sentinel knows the replica and the other two."""
        return all(map(self._knows_all, self.ports))

    def _knows_all(self, port: int) -> bool:
        with redis.Redis(port=port, password=PASSWORD) as sentinel:
            master = sentinel.sentinel_master("speech")
        return bool(master["num-slaves"] == 1 and master["num-other-sentinels"] == 2)


SENTINEL = """
port {port}
bind 127.0.0.1
requirepass {password}
sentinel sentinel-pass {password}
sentinel monitor speech 127.0.0.1 {master} 2
sentinel auth-pass speech {password}
sentinel down-after-milliseconds speech 700
sentinel failover-timeout speech 3000
"""


@contextlib.contextmanager
def running_sentinels(program: str, folder: Path) -> Iterator[Sentinels]:
    """Run them all, with passwords, until every sentinel knows every other."""
    master, replica, *ports = (free_port() for _ in range(5))
    secrets = ("--requirepass", PASSWORD, "--masterauth", PASSWORD, "--repl-diskless-sync-delay", 0)
    with contextlib.ExitStack() as stack:
        process = stack.enter_context(running_redis_on(folder, master, *secrets))
        stack.enter_context(
            running_redis_on(folder, replica, *secrets, "--replicaof", f"127.0.0.1 {master}")
        )
        for port in ports:
            configuration = folder / f"sentinel-{port}.conf"
            text = SENTINEL.format(port=port, master=master, password=PASSWORD)
            configuration.write_text(text)
            stack.enter_context(running([program, configuration]))
            wait_until(lambda port=port: accepts(port), START_S)  # type: ignore[misc]
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        query = f"service=speech&sentinel_password={QUOTED}"
        url = f"redis+sentinel://:{QUOTED}@{hosts}/0?{query}"
        sentinels = Sentinels(url, ports, process)
        wait_until(sentinels.ready_for_failover, START_S)
        yield sentinels


@dataclass
class RabbitMQ:
    """A node of its own: its folder, its ports, its epmd."""

    folder: Path
    port: int = field(default_factory=free_port)
    epmd_port: int = field(default_factory=free_port)
    dist_port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)

    @property
    def tls_url(self) -> str:
        return f"amqps://voice:{QUOTED}@localhost:{self.tls_port}//"

    @property
    def url(self) -> str:
        return f"amqp://voice:{QUOTED}@127.0.0.1:{self.port}//"

    @contextlib.contextmanager
    def running(self) -> Iterator[Callable[[], None]]:
        """Run the node; what is yielded kills it and starts it again over the same files."""
        (self.folder / "rabbitmq.conf").write_text(self._configuration())
        (self.folder / "plugins").write_text("[].\n")
        with (
            running(["epmd", "-port", self.epmd_port]),
            contextlib.ExitStack() as nodes,
        ):
            first = nodes.enter_context(self._node())

            def again() -> None:
                kill(first)
                nodes.enter_context(self._node())

            yield again

    def _configuration(self) -> str:
        text = (
            f"default_user = voice\ndefault_pass = {PASSWORD}\nlog.console = true\n"
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
        )
        if (self.folder / "server.crt").exists():
            text += (
                f"listeners.ssl.1 = 127.0.0.1:{self.tls_port}\n"
                f"ssl_options.cacertfile = {self.folder}/ca.crt\n"
                f"ssl_options.certfile = {self.folder}/server.crt\n"
                f"ssl_options.keyfile = {self.folder}/server.key\n"
            )
        return text

    @contextlib.contextmanager
    def _node(self) -> Iterator[subprocess.Popen[bytes]]:
        environ = {
            "HOME": str(self.folder),
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_NODENAME": f"speech{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder),
            "RABBITMQ_LOG_BASE": str(self.folder),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RUNNING_UNDER_SYSTEMD": "true",  # no shell between the node and its signals
        }
        with running([RABBITMQ], environ) as process:
            wait_until(lambda: accepts(self.port), START_S)
            yield process
