"""Send segments to the queues of their backends, as Celery tasks by name."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import msgspec
from kombu.exceptions import OperationalError
from kombu.transport.pyamqp import Transport
from redis import RedisError

from backend_queues.errors import RedisUnavailable
from tasks.app import app
from tasks.connection.broker import broker
from tasks.messages import SYNTHESIZE_TASK, SegmentTask

log = logging.getLogger(__name__)

SEND_TIMEOUT_S = 3.0
UNREACHABLE: tuple[type[Exception], ...] = (
    TimeoutError,
    OSError,
    OperationalError,
    RedisError,
    *Transport.connection_errors,  # RabbitMQ's
    *Transport.channel_errors,
)


def task_id_of(task: SegmentTask) -> str:
    """Return the Celery id of an attempt, under which it can be found in its queue."""
    return f"{task.utterance}:{task.segment_index}:{task.attempt}"


class Dispatcher:
    """Publishes tasks from a thread of its own: Celery's client blocks, the event loop must not."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="dispatch")

    async def warm_up(self) -> None:
        """Connect and load what Celery loads late, so that the first text does not wait for it."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await loop.run_in_executor(self._executor, _connect)
        except UNREACHABLE as error:
            log.warning("The broker does not answer yet: %s", error)

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        """Enqueue one attempt.

        Raises:
            RedisUnavailable: the broker does not take it; it may or may not have been enqueued.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await loop.run_in_executor(self._executor, _send, task, queue, priority)
        except UNREACHABLE as error:
            raise RedisUnavailable(f"The broker does not take tasks: {error}") from error

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _connect() -> None:
    app.finalize(auto=True)
    with app.producer_or_acquire() as producer:
        producer.connection.ensure_connection(max_retries=1)
        producer.revive(producer.channel)  # opens it


def _send(task: SegmentTask, queue: str, priority: int) -> None:
    app.send_task(
        SYNTHESIZE_TASK,
        kwargs=msgspec.to_builtins(task),
        # What flower shows; Celery would otherwise spend a quarter of the time on making it.
        argsrepr="",
        kwargsrepr=f"segment {task.segment_index}, attempt {task.attempt}",
        task_id=task_id_of(task),
        queue=queue,
        priority=broker().priority(priority),
        confirm_timeout=SEND_TIMEOUT_S,  # of RabbitMQ
    )
