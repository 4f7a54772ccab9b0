"""What waits in the queue of a worker that could speak it at once: looked at, and taken.

Only what is spoken is taken, in the order in which it would be served. What is not stays in its
place, or comes back to it, and nothing is waited for.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec
from celery.worker.consumer import Consumer
from kombu.message import Message

from backend_queues.errors import RedisUnavailable
from tasks.bus import WorkerBus
from tasks.connection.broker import broker, queue_keys
from tasks.connection.outage import Outage
from tasks.priority import urgency_of
from tasks.process.logs import get_logger
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.taken_task import TakenTask

log = get_logger(__name__)


class WaitingTasks(Protocol):
    """A backend's queue as its worker sees it."""

    looks_on: bool  # without taking, so that it may be looked at again and again

    def take(self, joining: Joining, step: int) -> list[TakenTask]:
        """Take what may be spoken with the segment in hand, which had this priority step."""


def waiting_tasks(consumer: Consumer, bus: WorkerBus, queue: str) -> WaitingTasks:
    """Return what waits at the broker that the environment names."""
    return RedisTasks(consumer, bus, queue) if broker().is_redis else AmqpTasks(consumer, queue)


class RedisTasks:
    """Lists: a look, and then those out of them that another worker has not taken meanwhile."""

    looks_on = True

    def __init__(self, consumer: Consumer, bus: WorkerBus, queue: str) -> None:
        self._consumer = consumer
        self._bus = bus
        self._lists = queue_keys(queue)
        self._outage = Outage()

    def take(self, joining: Joining, step: int) -> list[TakenTask]:
        try:
            taken = self._take(joining, urgency_of(step))
        except RedisUnavailable as error:
            if self._outage.worth_logging(error):
                log.warning("Segments are spoken one by one: %s", error.message)
            return []
        self._outage.over()
        return taken

    def _take(self, joining: Joining, steps: range) -> list[TakenTask]:
        seen = self._bus.look(self._lists[: steps.stop], steps.start, joining.looked_at)
        read = [(place, self._read(place[1])) for place in seen]
        joined = [(place, it) for place, it in read if it and joining.admits(it.task)]
        if not joined:
            return []
        places, tasks = zip(*joined, strict=True)
        return [task for task, own in zip(tasks, self._bus.take(places), strict=True) if own]

    def _read(self, raw: bytes) -> TakenTask | None:
        """Read a message as kombu wrote it. No broker waits for its acknowledgement."""
        try:
            channel: Any = self._consumer.task_consumer.channel
            return TakenTask(self._consumer, channel.message_to_python(msgspec.json.decode(raw)))
        except Exception:  # noqa: BLE001 - whatever it is, Celery gets it, and logs what is wrong
            return None


class AmqpTasks:
    """A queue of RabbitMQ, where a message must be taken to be looked at, and comes back.

    Whoever counts the queue meanwhile does not find it there.
    """

    looks_on = False

    def __init__(self, consumer: Consumer, queue: str) -> None:
        self._consumer = consumer
        self._queue = queue

    def take(self, joining: Joining, step: int) -> list[TakenTask]:
        errors = (*self._consumer.connection_errors, *self._consumer.channel_errors)
        try:
            return self._take(joining, urgency_of(step))
        except errors as error:  # RabbitMQ puts back what was taken and not acknowledged
            log.warning("A segment is spoken alone; RabbitMQ does not answer: %s", error)
            return []

    def _take(self, joining: Joining, steps: range) -> list[TakenTask]:
        taken: list[TakenTask] = []
        back: list[Message] = []
        for message in self._next(joining.room):
            step = broker().priority(message.properties.get("priority") or 0)
            task = self._read(message) if step in steps else None
            if task and joining.admits(task.task):
                taken.append(task)
            else:
                back.append(message)
            if step not in steps:
                break  # as is all that comes after it, or more urgent than what is in hand
        for message in reversed(back):
            message.requeue()  # type: ignore[no-untyped-call]
        return taken

    def _next(self, most: int) -> Iterator[Message]:
        channel: Any = self._consumer.task_consumer.channel
        for _ in range(most):
            message = channel.basic_get(self._queue)
            if message is None:
                return
            yield channel.message_to_python(message)

    def _read(self, message: Message) -> TakenTask | None:
        try:
            return TakenTask(
                self._consumer,
                message,
                on_ack=message.ack_log_error,
                on_reject=message.reject_log_error,
            )
        except Exception:  # noqa: BLE001 - as above
            return None
