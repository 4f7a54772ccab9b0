"""A segment is launched as a task, and its messages are taken from the log if they are missing."""

import pytest

from backend_queues.base import Word
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from tasks.messages import AnyNumberedMessage, Words
from tests.support.core import VOICE
from tests.support.memory_cluster import MemoryCluster

POLICY = RetryPolicy(
    heartbeat_timeout_s=3,
    stall_limit_s=60,
    worker_wait_s=30,
    redis_wait_s=20,
    keep_alive_s=10,
    again_priority=0,
)
SEGMENT = Segment("Hello there.", Ending.SENTENCE, 0.3)
PLANNED = PlannedSegment.as_written(SEGMENT, VOICE)


class Cluster(MemoryCluster):
    """A cluster without a worker, which counts how often its log is read."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self.reads = 0

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        self.reads += 1
        return await super().logged_messages(utterance)


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


def delivery_over(cluster: MemoryCluster) -> SegmentDelivery:
    context = DeliveryContext(
        cluster.transport, Load(cluster), lambda: 0.0, Crashes(cluster.transport, lambda: 0.0)
    )
    observer = SegmentObserver("u", Metrics(["tone"]))
    return SegmentDelivery(context, "u", POLICY, Signals.for_stream(), observer)


def words(sequence: int) -> Words:
    said = (Word("Hello", 0, 0.5), Word("there", 0.5, 1))
    return Words(utterance="u", segment_index=0, attempt=1, sequence=sequence, words=said)


async def test_a_segment_is_spoken_and_told_from_its_beginning(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    assert delivery.segments.head == 0
    assert await delivery.launch(0, PLANNED, 0, starts=True) == 0
    [(task, _)] = cluster.sent
    assert (task.text, task.attempt, task.resume_sample) == ("Hello there.", 1, 0)
    assert (task.seed, task.pause_s) == (delivery.seed, 0.3)
    delivery.receive(words(0))
    assert delivery.segments.pop() == words(0)


async def test_no_task_waits_before_one_that_was_not_sent(cluster: Cluster) -> None:
    cluster.broker_is_up = False
    assert await delivery_over(cluster).launch(0, PLANNED, 0, starts=True) == 0
    assert not cluster.sent


def test_a_seed_has_thirty_one_bits(cluster: Cluster) -> None:
    seeds = [delivery_over(cluster).seed for _ in range(60)]
    assert 2**29 < max(seeds) < 2**31
    assert len(set(seeds)) > 1


async def test_the_log_is_read_twice_before_a_segment_is_tried_again(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    assert not delivery.receive(words(1))  # the message before it is nowhere
    await delivery.heal()
    assert cluster.reads == 2
    [decided] = delivery.segments.ledger
    assert (decided.task.attempt, decided.enqueued) == (2, False)


async def test_the_log_is_read_once_if_it_has_what_is_missing(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    assert not delivery.receive(words(1))
    cluster.log["u"].append(words(0))
    await delivery.heal()
    assert cluster.reads == 1
    assert [delivery.segments.pop(), delivery.segments.pop()] == [words(0), words(1)]
