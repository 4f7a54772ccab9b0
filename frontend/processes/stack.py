"""Redis, workers and the frontend on one machine, as children of this process."""

import asyncio
import signal
import socket
import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from backend_queues.registry import DEFAULT_VARIABLE, registry
from frontend.cluster.connection import RedisConnection
from frontend.cluster.directory import SharedDirectory
from frontend.processes.address import url_at
from frontend.processes.flower.child import flower_answers, flower_child
from frontend.processes.redis_server import check_answers, private_redis, private_url
from frontend.settings import ENDING_S
from tasks.connection.broker import broker, redis_url
from tasks.connection.redis_clients import async_redis_client
from tasks.connection.result_servers import result_addresses
from tasks.keys import WORKERS
from tasks.messages import Presence
from tasks.process.direct_http import open_directly
from tasks.supervision.process import Child
from tasks.supervision.reports import ChildReport
from tasks.supervision.supervisor import Supervisor
from tasks.supervision.workers import default_replicas, worker_children

POLL_S = 0.05
PROBE_S = 2.0


class Stack(msgspec.Struct, frozen=True):
    """What to start. `listeners` are bound; without a folder for Redis, REDIS_URL names one."""

    replicas: Mapping[str, int]  # by backend
    listeners: Sequence[socket.socket]
    folder: Path | None
    step: Callable[[str], None]
    drain_s: float = 0
    flower: socket.socket | None = None  # a bound socket, if flower is wanted
    keys: str = ""  # where API keys are, "" if none are asked for
    wyoming: socket.socket | None = None  # a bound socket, if Wyoming is wanted

    @property
    def redis_url(self) -> str:
        return private_url(self.folder) if self.folder else redis_url()


def wanted(backends: tuple[str, ...]) -> dict[str, int]:
    """Read NAME[:REPLICAS] of each backend; without any, the default backend.

    Raises:
        UnknownBackend: there is no backend of that name.
        InvalidConfiguration: the number of replicas is not one.
    """
    replicas: dict[str, int] = {}
    for text in backends or (registry().default,):
        name, _, count = text.partition(":")
        if count and not (count.isdecimal() and int(count) > 0):
            raise InvalidConfiguration(
                f"--backend {text}: the number of replicas after the colon must be 1 or more."
            )
        spec = registry().get(name)
        replicas[spec.name] = int(count) if count else default_replicas(spec)
    return replicas


async def start(stack: Stack, supervisor: Supervisor) -> list[ChildReport]:
    """Start everything and return once the frontend is ready and the workers are there.

    A backend whose workers keep ending is not waited for if another one serves; the reports on
    such workers are returned.

    Raises:
        RedisUnavailable: REDIS_URL names a server that does not answer.
        InvalidConfiguration: REDIS_URL, BROKER_URL or RESULT_REDIS_URLS is invalid.
        ProcessFailed: Redis, the frontend or the workers of all backends do not get ready.
    """
    await _start_redis(stack, supervisor)
    supervisor.start(*_workers(stack))
    supervisor.start(_frontend(stack), *_flower(stack))
    stack.step(f"Loading {', '.join(stack.replicas)} ...")
    url = url_at(*stack.listeners[0].getsockname()[:2])
    while True:
        workers = await _workers_seen(url, stack.redis_url)
        ready = _is_ready(stack.replicas, workers, supervisor)
        if ready and await asyncio.to_thread(_flower_is_ready, stack):
            return [report for report in supervisor.reports() if report.failing]
        await asyncio.sleep(POLL_S)


async def _start_redis(stack: Stack, supervisor: Supervisor) -> None:
    broker()  # raises for wrong settings before anything is started, as the next line does
    result_addresses(stack.redis_url)
    if stack.folder is None:
        await check_answers(stack.redis_url)
        return
    stack.step("Starting Redis ...")
    supervisor.start(private_redis(stack.folder))
    while not await _answers(stack.redis_url):
        supervisor.check()
        await asyncio.sleep(POLL_S)


def _workers(stack: Stack) -> list[Child]:
    return [
        child
        for backend, count in stack.replicas.items()
        for child in worker_children(registry().get(backend), count, stack.redis_url)
    ]


def _frontend(stack: Stack) -> Child:
    """Return the frontend. The sockets stay ours, so clients wait while a frontend restarts."""
    fds = [listener.fileno() for listener in stack.listeners]
    passed = [word for fd in fds for word in ("--fd", str(fd))]
    if stack.wyoming:
        fds.append(stack.wyoming.fileno())
        passed += ["--wyoming-fd", str(stack.wyoming.fileno())]
    command = (sys.executable, "-m", "frontend.cli", "serve", *passed)
    environment = {
        "REDIS_URL": stack.redis_url,
        DEFAULT_VARIABLE: default_of(stack.replicas),
        "VOICE_SERVER_KEYS": stack.keys,
        "VOICE_SERVER_OPEN": "false" if stack.keys else "true",
    }
    return Child(
        "frontend",
        command,
        environment,
        pass_fds=tuple(fds),
        grace_s=stack.drain_s + ENDING_S,
        hurried_by=signal.SIGINT,
    )


def _flower(stack: Stack) -> list[Child]:
    return [flower_child(stack.flower, stack.redis_url)] if stack.flower else []


def _flower_is_ready(stack: Stack) -> bool:
    flower = stack.flower
    return flower is None or flower_answers(url_at(*flower.getsockname()[:2]))


def default_of(backends: Collection[str]) -> str:
    """Return the backend for requests without one: the registry's default, or the first served.

    An example speaks only where nothing else does: who names no backend expects words.
    """
    found = registry()
    if found.default in backends:
        return found.default
    speakers = [name for name in backends if not found.get(name).entry.example]
    return next(iter(speakers or backends))


async def _answers(redis_url: str) -> bool:
    try:
        await check_answers(redis_url)
    except RedisUnavailable:
        return False
    return True


def _is_ready(wanted: Mapping[str, int], workers: Counter[str], supervisor: Supervisor) -> bool:
    """Return whether some workers are there and no others need to be waited for.

    Raises:
        ProcessFailed: no worker can be expected any more.
    """
    failing = {report.backend for report in supervisor.reports() if report.failing}
    hopeless = {backend for backend in failing if not workers[backend]}
    supervisor.check(spared=() if hopeless.issuperset(wanted) else failing - {""})
    settled = all(workers[name] >= count or name in failing for name, count in wanted.items())
    return settled and any(workers[name] for name in wanted)


async def _workers_seen(url: str, redis_url: str) -> Counter[str]:
    """Return the number of workers of each backend, once the frontend sees some.

    The frontend says that to anybody, but which they are only to those with an API key.
    """
    try:
        await asyncio.to_thread(_check_ready, url)
        async with async_redis_client(redis_url, socket_timeout=PROBE_S) as client:
            directory = SharedDirectory(RedisConnection(client), WORKERS, Presence)
            present = await directory.read()
    except (OSError, RedisUnavailable):  # also every answer but a success
        return Counter()
    return Counter(worker.backend for worker in present.values())


def _check_ready(url: str) -> None:
    open_directly(f"{url}/ready", PROBE_S).close()
