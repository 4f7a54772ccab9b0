"""The health checks of containers: exit code 0 and nothing else, or 1 and a sentence on stderr.

    python -m tasks.health http://127.0.0.1:8000/health     the server answers there with success
    python -m tasks.health worker kokoro                    a worker of it on this host is ready

A worker is ready once its backend is loaded, and as long as Redis has its presence. So it is also
not ready while Redis is away, which a restart would not mend.
"""

import socket
import sys

import msgspec

from backend_queues.errors import InvalidConfiguration, RedisUnavailable
from backend_queues.registry import registry
from tasks.bus import WorkerBus
from tasks.connection.broker import redis_url
from tasks.directory import Directory
from tasks.keys import WORKERS
from tasks.process.direct_http import open_directly

ANSWER_S = 3.0
USAGE = "python -m tasks.health URL, or python -m tasks.health worker BACKEND"


class Place(msgspec.Struct, frozen=True):
    """The part of a Presence that is checked; the rest may be of another version."""

    backend: str
    host: str


def main(arguments: list[str]) -> str:
    """Return what is wrong, "" if nothing is; `sys.exit` prints it and exits with code 1."""
    match arguments:
        case [url] if url.startswith("http"):
            return frontend_problem(url)
        case ["worker", backend]:
            return worker_problem(backend, redis_url())
    return f"Usage: {USAGE}"


def frontend_problem(url: str) -> str:
    """Ask a URL of the frontend, without any proxy that the environment names."""
    try:
        open_directly(url, ANSWER_S).close()
    except OSError as error:  # also every answer but a success
        return f"{url}: {error}"
    return ""


def worker_problem(backend: str, redis_url: str) -> str:
    """Look for presence of one of the backend's workers on this host."""
    host = socket.gethostname()
    try:
        backend = registry().current(backend)
        live = WorkerBus(redis_url).read(Directory(WORKERS, Place))
    except (RedisUnavailable, InvalidConfiguration) as error:
        return error.message
    if Place(backend, host) in live.values():
        return ""
    return f"No worker of {backend} on {host} is ready."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
