"""What waits at a broker is taken in its order, once, and nothing else leaves its place."""

import heapq
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import redis
from celery import Celery
from kombu.connection import Connection
from kombu.transport import TRANSPORT_ALIASES, memory
from msgspec.structs import replace

from tasks.bus import WorkerBus
from tasks.connection.broker import Broker, queue_keys
from tasks.messages import SYNTHESIZE_TASK, SegmentTask
from tasks.worker.batches import waiting
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.taken_task import TakenTask
from tasks.worker.batches.waiting import AmqpTasks, RedisTasks, WaitingTasks
from tests.support.segment_tasks import TASK

QUEUE = "tts.tone"
MOST = 8
FIRST, LATER, LATEST = 0, 3, 6  # steps of priority


def task(number: int, chars: int = 10) -> SegmentTask:
    return replace(TASK, utterance=f"u{number}", text="x" * chars)


class ByPriority(Queue[Any]):
    """Serves the highest priority first, as RabbitMQ does, and of that the first come."""

    def _init(self, maxsize: int) -> None:
        self.waiting: list[tuple[int, int, Any]] = []
        self._count = itertools.count()

    def _qsize(self) -> int:
        return len(self.waiting)

    def _put(self, item: Any) -> None:
        priority = item["properties"].get("priority") or 0
        heapq.heappush(self.waiting, (-priority, next(self._count), item))

    def _get(self) -> Any:
        return heapq.heappop(self.waiting)[-1]


class AmqpChannel(memory.Channel):
    """kombu's queues in memory, with what a worker counts on of RabbitMQ's."""

    do_restore = True  # what was not acknowledged comes back when the channel ends

    def _new_queue(self, queue: str, **_: Any) -> None:
        self.queues.setdefault(queue, ByPriority())


class AmqpTransport(memory.Transport):
    Channel = AmqpChannel


class Place:
    """A queue at a broker, with a consumer as Celery's worker has one."""

    def __init__(self, app: Celery, connection: Connection, *, is_redis: bool) -> None:
        self._is_redis = is_redis
        self.app = app
        self.connection = connection
        self.channel = connection.channel()
        self.events: list[tuple[str, str]] = []
        dispatcher = SimpleNamespace(
            enabled=True, send=lambda kind, uuid, **_: self.events.append((kind, uuid))
        )
        self.consumer: Any = SimpleNamespace(
            app=app,
            hostname="w",
            event_dispatcher=dispatcher,
            connection_errors=connection.connection_errors,
            channel_errors=connection.channel_errors,
            task_consumer=SimpleNamespace(channel=self.channel, accept={"application/json"}),
        )
        self.waiting: WaitingTasks

    def send(self, it: SegmentTask, step: int, name: str = SYNTHESIZE_TASK, **more: Any) -> None:
        self.app.send_task(
            name,
            kwargs=msgspec.to_builtins(it),
            task_id=it.task_id,
            queue=QUEUE,
            priority=step if self._is_redis else 9 - step,
            connection=self.connection,
            **more,
        )

    def take(self, step: int, most: int = MOST, ratio: float = 1.5) -> list[TakenTask]:
        return self.waiting.take(Joining([task(99)], most - 1, ratio), step)

    def left(self) -> list[str]:
        """Take all that is left, in the order in which it is served."""
        texts = []
        while (message := self.channel.basic_get(QUEUE)) is not None:
            texts.append(message.headers["id"])
            message.ack()
        return texts


def synthesize(**arguments: Any) -> None:
    """What Celery knows of the task; here nobody runs it."""


@contextmanager
def place_at(url: str, *, is_redis: bool, **options: object) -> Iterator[Place]:
    app = Celery("test", broker=url, set_as_current=False)
    app.conf.update(
        broker_transport_options=options, task_acks_late=True, task_queue_max_priority=9
    )
    app.task(name=SYNTHESIZE_TASK, shared=False)(synthesize)
    with app.connection_for_write() as connection:
        yield Place(app, connection, is_redis=is_redis)


@pytest.fixture
def at_redis(redis_url: str) -> Iterator[Place]:
    options = {"priority_steps": list(range(10)), "ack_emulation": False}
    url = redis_url.replace("unix://", "redis+socket://")
    with place_at(url, is_redis=True, **options) as place:
        place.waiting = RedisTasks(place.consumer, WorkerBus(redis_url), QUEUE)
        yield place


@pytest.fixture
def at_rabbitmq(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """kombu's memory transport, which has the same calls; RabbitMQ itself is in tests/broker."""
    amqp = Broker(url="test://", transport_options={}, is_redis=False)
    monkeypatch.setattr(waiting, "broker", lambda: amqp)
    AmqpTransport.global_state.clear()
    AmqpChannel.queues.clear()
    monkeypatch.setitem(TRANSPORT_ALIASES, "test", f"{__name__}:{AmqpTransport.__name__}")
    with place_at("test://", is_redis=False) as place:
        place.channel.queue_declare(QUEUE, arguments={"x-max-priority": 9})
        place.waiting = AmqpTasks(place.consumer, QUEUE)
        yield place


@pytest.fixture(params=["at_redis", "at_rabbitmq"])
def place(request: pytest.FixtureRequest) -> Place:
    place: Place = request.getfixturevalue(request.param)
    return place


def ids(*numbers: int) -> list[str]:
    return [task(number).task_id for number in numbers]


def test_an_empty_queue_gives_nothing(place: Place) -> None:
    assert place.take(FIRST) == []


def test_first_segments_are_taken_in_their_order_and_later_ones_are_not(place: Place) -> None:
    for number, step in enumerate((LATER, 1, FIRST, FIRST, 1, LATEST)):
        place.send(task(number), step)
    assert [it.task for it in place.take(FIRST)] == [task(it) for it in (2, 3, 1, 4)]
    assert place.left() == ids(0, 5)


def test_later_ones_are_taken_by_priority_unless_a_first_one_waits(place: Place) -> None:
    for number, step in enumerate((LATEST, LATER, LATEST)):
        place.send(task(number), step)
    place.send(task(3), FIRST)
    assert place.take(LATER) == []
    place.send(task(4), FIRST)
    assert [it.task for it in place.take(FIRST)] == [task(3), task(4)]
    assert [it.task for it in place.take(LATER)] == [task(1), task(0), task(2)]
    assert place.left() == []


def test_no_more_are_taken_than_may_be(place: Place) -> None:
    for number in range(5):
        place.send(task(number), FIRST)
    assert [it.task for it in place.take(FIRST, most=3)] == [task(0), task(1)]
    assert place.left() == ids(2, 3, 4)


def test_one_of_another_length_is_left(place: Place) -> None:
    for number, chars in enumerate((10, 40, 12, 11)):
        place.send(task(number, chars), FIRST)
    taken = place.take(FIRST)
    assert [len(it.task.text) for it in taken] == [10, 12, 11]
    assert place.left() == ids(1)


def test_what_is_no_task_of_ours_is_left_to_celery(place: Place) -> None:
    place.send(task(0), FIRST, name="another.task")
    place.send(task(1), FIRST, countdown=3600)
    broken = replace(TASK, utterance="broken")
    place.app.send_task(
        SYNTHESIZE_TASK,
        kwargs={"text": "no segment"},
        task_id=broken.task_id,
        queue=QUEUE,
        connection=place.connection,
    )
    place.send(task(2), FIRST)
    place.app.send_task(
        SYNTHESIZE_TASK,
        kwargs=msgspec.to_builtins(task(3)),
        queue=QUEUE,
        serializer="yaml",  # what a worker does not accept it does not read
        priority=0,
        connection=place.connection,
    )
    assert [it.task for it in place.take(FIRST)] in ([task(2)], [])
    assert {*ids(0, 1), broken.task_id} <= set(place.left())


def test_a_task_that_another_worker_takes_meanwhile_is_spoken_by_that_one(
    at_redis: Place, redis_url: str
) -> None:
    class Slow(WorkerBus):
        def look(self, *asked: Any) -> list[tuple[str, bytes]]:
            seen = super().look(*asked)
            redis.Redis.from_url(redis_url).rpop(queue_keys(QUEUE)[0])
            return seen

    for number in range(3):
        at_redis.send(task(number), FIRST)
    at_redis.waiting = RedisTasks(at_redis.consumer, Slow(redis_url), QUEUE)
    assert [it.task for it in at_redis.take(FIRST)] == [task(1), task(2)]


def test_without_redis_a_segment_is_spoken_alone(
    at_redis: Place, caplog: pytest.LogCaptureFixture
) -> None:
    at_redis.waiting = RedisTasks(at_redis.consumer, WorkerBus("unix:///nowhere"), QUEUE)
    assert at_redis.take(FIRST) == [] == at_redis.take(FIRST)
    assert caplog.text.count("Segments are spoken one by one") == 1


def test_each_task_is_told_of_and_acknowledged_when_it_has_ended(place: Place) -> None:
    for number in range(2):
        place.send(task(number), FIRST)
    good, bad = place.take(FIRST)
    assert good.begin() and bad.begin()
    good.end()
    with pytest.raises(ZeroDivisionError) as raised:
        raise ZeroDivisionError("a fault")
    bad.end(raised.value)
    first, second = ids(0, 1)
    assert place.events == [
        *(("task-received", first), ("task-started", first)),
        *(("task-received", second), ("task-started", second)),
        *(("task-succeeded", first), ("task-failed", second)),
    ]
    place.channel.close()  # which puts back what was not acknowledged
    place.channel = place.connection.channel()
    assert place.left() == []


def test_a_worker_of_rabbitmq_that_dies_gives_back_what_it_has_not_ended(
    at_rabbitmq: Place,
) -> None:
    for number in range(2):
        at_rabbitmq.send(task(number), FIRST)
    good, bad = at_rabbitmq.take(FIRST)
    assert good.begin() and bad.begin()
    good.end()
    at_rabbitmq.channel.close()
    at_rabbitmq.channel = at_rabbitmq.connection.channel()
    assert at_rabbitmq.left() == ids(1)
