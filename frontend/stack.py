"""Everything for one machine: Redis, workers and the frontend, as children of this process."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Collection, Mapping
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import msgspec

from backend_queues.process import Child
from backend_queues.registry import DEFAULT_VARIABLE, registry
from backend_queues.supervisor import Supervisor
from backend_queues.workers import worker_children
from frontend.address import url_at
from frontend.redis_server import check_answers, private_redis, private_url
from tasks.errors import InvalidConfiguration, RedisUnavailable

POLL_S = 0.05
PROBE_S = 2.0
WITHOUT_PROXY = build_opener(ProxyHandler({}))


class Stack(msgspec.Struct, frozen=True):
    """What to start. `listener` is bound; without a folder for Redis, REDIS_URL names one."""

    replicas: Mapping[str, int]  # by backend
    listener: socket.socket
    folder: Path | None
    step: Callable[[str], None]


def wanted(backends: tuple[str, ...]) -> dict[str, int]:
    """Read NAME[:REPLICAS] of each backend; without any, one replica of the default backend.

    Raises:
        UnknownBackend: there is no backend of that name.
        InvalidConfiguration: the number of replicas is none.
    """
    replicas: dict[str, int] = {}
    for text in backends or (registry().default,):
        name, _, count = text.partition(":")
        if not (count or "1").isdecimal() or int(count or 1) < 1:
            raise InvalidConfiguration(
                f"--backend {text}: after the colon comes the number of replicas, 1 or more."
            )
        replicas[registry().get(name).name] = int(count or 1)
    return replicas


async def start(stack: Stack, supervisor: Supervisor) -> None:
    """Start everything and return once all workers are there and the frontend is ready.

    Raises:
        RedisUnavailable: REDIS_URL names a server that does not answer.
        ProcessFailed: one of the processes does not get ready.
    """
    redis_url = await _start_redis(stack, supervisor)
    supervisor.start(*_workers(stack.replicas, redis_url))
    supervisor.start(_frontend(stack, redis_url))
    stack.step(f"Loading {', '.join(stack.replicas)} ...")
    url = url_at(*stack.listener.getsockname()[:2])
    await _until(lambda: asyncio.to_thread(_is_ready, url, stack.replicas), supervisor)


async def _start_redis(stack: Stack, supervisor: Supervisor) -> str:
    if stack.folder is None:
        redis_url = os.environ["REDIS_URL"]
        await check_answers(redis_url)
        return redis_url
    redis_url = private_url(stack.folder)
    stack.step("Starting Redis ...")
    supervisor.start(private_redis(stack.folder))
    await _until(lambda: _answers(redis_url), supervisor)
    return redis_url


def _workers(replicas: Mapping[str, int], redis_url: str) -> list[Child]:
    return [
        child
        for backend, count in replicas.items()
        for child in worker_children(registry().get(backend), count, redis_url)
    ]


def _frontend(stack: Stack, redis_url: str) -> Child:
    """The socket is this process's own: while a dead frontend is started again, clients wait."""
    fd = stack.listener.fileno()
    command = (sys.executable, "-m", "frontend.cli", "serve", "--fd", str(fd))
    environment = {"REDIS_URL": redis_url, DEFAULT_VARIABLE: default_of(stack.replicas)}
    return Child("frontend", command, environment, pass_fds=(fd,))


def default_of(backends: Collection[str]) -> str:
    """Return the backend for requests that name none: the registry's, or the first one served."""
    default = registry().default
    return default if default in backends else next(iter(backends))


async def _until(done: Callable[[], Awaitable[bool]], supervisor: Supervisor) -> None:
    while not await done():
        supervisor.check()
        await asyncio.sleep(POLL_S)


async def _answers(redis_url: str) -> bool:
    try:
        await check_answers(redis_url)
    except RedisUnavailable:
        return False
    return True


def _is_ready(url: str, replicas: Mapping[str, int]) -> bool:
    """Ask the frontend, as any client would, whether it can speak and with which workers."""
    try:
        WITHOUT_PROXY.open(f"{url}/ready", timeout=PROBE_S).close()
        with WITHOUT_PROXY.open(f"{url}/v1/backends", timeout=PROBE_S) as answer:
            backends = json.load(answer)["backends"]
    except OSError:  # also every answer but a success
        return False
    workers = {backend["name"]: backend["workers"] for backend in backends}
    return all(workers[backend] >= count for backend, count in replicas.items())
