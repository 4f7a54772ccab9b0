"""How a worker outlasts its broker: one that was away or full, and a queue with what is no task."""

import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

from celery.exceptions import CPendingDeprecationWarning
from celery.worker.consumer import Consumer
from kombu.message import Message
from redis.exceptions import ResponseError

from tasks.connection.translation import is_full
from tasks.process.logs import get_logger

log = get_logger(__name__)

# Celery waits 2 s before its second try to connect, then 4 s, and so on up to 30 s: a Redis that
# was away for a second would cost listeners several.
FIRST_WAIT_S = 0.1
LONGER_S = 0.05  # so that it is 2 s only after some 40 s
LONGEST_WAIT_S = 2.0
FULL_WAIT_S = 1.0
DROPPED = "It is dropped: what is in the queue is no task of this version."
# What kombu raises on an entry of a list in Redis that is no JSON, or not its own.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class BrokerFull(ConnectionError):
    """Redis refuses a command for want of memory, which passes as a lost connection does."""


class PatientBlueprint(Consumer.Blueprint):  # type: ignore[misc] # Celery has no annotations
    """The steps of the consumer; a full Redis is none of the errors that end the worker."""

    def start(self, parent: Any) -> None:
        """Run the steps. Raises BrokerFull, after which Celery connects again."""
        try:
            super().start(parent)
        except ResponseError as error:
            if not is_full(error):
                raise
            log.warning("Redis is full; the worker waits until it takes commands again.")
            time.sleep(FULL_WAIT_S)
            raise BrokerFull("Redis is full") from error


class QuickConsumer(Consumer):  # type: ignore[misc]
    """Celery's consumer of tasks, with shorter waits, and a line in the log for each loss."""

    Blueprint = PatientBlueprint

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Log the loss, without eight lines more on what a later Celery does by default."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CPendingDeprecationWarning)
            super().on_connection_error_after_connected(exc)

    def ensure_connected(self, conn: Any) -> Any:
        conn.ensure_connection = partial(
            conn.ensure_connection,
            interval_start=FIRST_WAIT_S,
            interval_step=LONGER_S,
            interval_max=LONGEST_WAIT_S,
        )
        return super().ensure_connected(conn)

    def loop_args(self) -> Any:
        """Take tasks from now on, past entries of the queue that cannot be read."""
        handlers = getattr(self.task_consumer.channel, "handlers", {})  # which only Redis' has
        if "BRPOP" in handlers:
            handlers["BRPOP"] = _dropping(handlers["BRPOP"])
        return super().loop_args()

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        """Drop what is no message either, of which Celery's own cannot tell the content's type."""
        if isinstance(message, Message):
            super().on_decode_error(message, exc)
        else:
            log.warning(DROPPED, exc_info=exc)


def _dropping(read: Callable[[], Any]) -> Callable[[], Any]:
    """Return the reading of the queue's next entry that outlasts any entry: it is gone by then."""

    def reading() -> Any:
        try:
            return read()
        except UNREADABLE as error:
            log.warning(DROPPED, exc_info=error)
            return True  # as of an entry that was read

    return reading
