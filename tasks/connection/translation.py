"""The one place where the errors of Redis become the project's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import RedisError
from redis.exceptions import OutOfMemoryError

from backend_queues.errors import RedisFull, RedisUnavailable

# TimeoutError is an OSError.
REDIS_ERRORS: tuple[type[Exception], ...] = (RedisError, OSError)
FULL = (
    "Redis is full and takes nothing more until memory is freed. Raise its maxmemory, or have "
    "fewer streams at once."
)
OF_ANOTHER = (
    "A key of Voice Server in Redis holds what another program has put there. Delete that key, or "
    "give Voice Server a database of its own"
)
# What uvloop's transports raise, and redis-py passes on, if the other side has just cut them.
CUT = "the handler is closed"


@contextmanager
def redis_errors_translated() -> Iterator[None]:
    """Raise RedisUnavailable, with a sentence, for whatever Redis or the way to it raises."""
    try:
        yield
    except REDIS_ERRORS as error:
        if is_full(error):
            raise RedisFull(FULL) from error
        if "WRONGTYPE" in str(error):
            raise RedisUnavailable(f"{OF_ANOTHER}: {error}") from error
        raise RedisUnavailable(f"Redis does not answer: {error}") from error
    except RuntimeError as error:
        if CUT not in str(error):
            raise
        raise RedisUnavailable("Redis does not answer: its connection was cut") from error


def is_full(error: BaseException | None) -> bool:
    """Return whether Redis refused a command for want of memory; older ones say so of scripts."""
    return isinstance(error, OutOfMemoryError) or "OOM command not allowed" in str(error)
