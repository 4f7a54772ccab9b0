"""Send segments to the queues of their backends, as Celery tasks by name."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import msgspec
from kombu import pools
from kombu.exceptions import OperationalError

from backend_queues.errors import RedisUnavailable
from frontend.cluster.broker_errors import broker_errors_translated
from frontend.cluster.connection import RedisConnection
from frontend.cluster.task_message import shown, task_message
from tasks.app import app
from tasks.connection.broker import broker, queue_keys
from tasks.messages import SYNTHESIZE_TASK, SegmentTask

log = logging.getLogger(__name__)

SEND_TIMEOUT_S = 3.0


class Dispatcher(Protocol):
    """The way to the broker that the environment names."""

    async def warm_up(self) -> None:
        """Connect, so that the first text does not wait for it."""

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        """Enqueue one attempt.

        Raises:
            RedisUnavailable: the broker does not take it; it may or may not have been enqueued.
        """

    def close(self) -> None:
        """Let go of what is not Redis."""


def dispatcher_of(connection: RedisConnection) -> Dispatcher:
    """Return the way to the broker, whose queues are Redis' own lists if it is Redis."""
    return RedisDispatcher(connection) if broker().is_redis else CeleryDispatcher()


class RedisDispatcher:
    """Puts tasks into the lists that workers take them from."""

    def __init__(self, connection: RedisConnection) -> None:
        self._connection = connection

    async def warm_up(self) -> None:
        """It connects with its first command, which others send before the first text comes."""

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        message = task_message(task, queue, priority)
        await self._connection.send(("LPUSH", queue_keys(queue)[priority], message))

    def close(self) -> None:
        """The connection is another's."""


class CeleryDispatcher:
    """Publishes tasks from a thread of its own: Celery's client blocks, the event loop must not."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="dispatch")

    async def warm_up(self) -> None:
        """Connect and load what Celery loads late, so that the first text does not wait for it."""
        try:
            with broker_errors_translated("The broker does not answer yet"):
                await self._run(_connect)
        except RedisUnavailable as error:
            log.warning("%s", error.message)

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        with broker_errors_translated("The broker does not take tasks"):
            await self._run(_send, task, queue, priority)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[..., None], *arguments: object) -> None:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await loop.run_in_executor(self._executor, work, *arguments)


def _connect() -> None:
    app.finalize(auto=True)
    with app.producer_or_acquire() as producer:
        producer.connection.ensure_connection(max_retries=1)
        producer.revive(producer.channel)  # opens it


def _send(task: SegmentTask, queue: str, priority: int) -> None:
    try:
        _publish(task, queue, priority)
    except AttributeError as error:
        # kombu goes on with a channel whose connection it has closed at an earlier failure.
        pools.reset()  # type: ignore[no-untyped-call]
        app.amqp._producer_pool = app._pool = None
        raise OperationalError("its connection was closed") from error


def _publish(task: SegmentTask, queue: str, priority: int) -> None:
    app.send_task(
        SYNTHESIZE_TASK,
        kwargs=msgspec.to_builtins(task),
        # What flower shows; Celery would otherwise spend a quarter of the time on making it.
        argsrepr="",
        kwargsrepr=shown(task),
        task_id=task.task_id,
        queue=queue,
        priority=broker().priority(priority),
        confirm_timeout=SEND_TIMEOUT_S,  # of RabbitMQ
    )
