"""What Celery's client raises when the broker, Redis or RabbitMQ, is away or refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from kombu.exceptions import OperationalError
from kombu.transport.pyamqp import Transport

from backend_queues.errors import RedisFull, RedisUnavailable
from tasks.connection.translation import FULL, REDIS_ERRORS, is_full

UNREACHABLE: tuple[type[Exception], ...] = (
    *REDIS_ERRORS,
    OperationalError,
    *Transport.connection_errors,  # RabbitMQ's
    *Transport.channel_errors,
)


@contextmanager
def broker_errors_translated(what: str) -> Iterator[None]:
    """Raise RedisUnavailable, with a sentence that begins with `what`, for all of these."""
    try:
        yield
    except UNREACHABLE as error:
        if is_full(error):
            raise RedisFull(FULL) from error
        reason = str(error) or "no answer in time"
        raise RedisUnavailable(f"{what}: {reason}") from error
