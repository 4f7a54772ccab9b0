"""The one place where the errors of Redis become the project's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import RedisError

from backend_queues.errors import RedisUnavailable

# TimeoutError is an OSError.
REDIS_ERRORS: tuple[type[Exception], ...] = (RedisError, OSError)
# What uvloop's transports raise, and redis-py passes on, if the other side has just cut them.
CUT = "the handler is closed"


@contextmanager
def redis_errors_translated() -> Iterator[None]:
    """Raise RedisUnavailable, with a sentence, for whatever Redis or the way to it raises."""
    try:
        yield
    except REDIS_ERRORS as error:
        raise RedisUnavailable(f"Redis does not answer: {error}") from error
    except RuntimeError as error:
        if CUT not in str(error):
            raise
        raise RedisUnavailable("Redis does not answer: its connection was cut") from error
