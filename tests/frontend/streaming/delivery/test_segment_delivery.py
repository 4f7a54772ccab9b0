"""A segment is launched as a task, and its messages are taken from the log if they are missing."""

from collections.abc import Mapping, Sequence

import pytest

from backend_queues.base import Word
from backend_queues.errors import NoWorker, TextCrashesWorkers
from frontend.protocol.outcomes import RetryReason
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.ledger import Entry
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.delivery.spoken_before import NO_CACHE, NOTHING_MADE, NoCache
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.ports import SegmentCache
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from tasks.messages import AnyNumberedMessage, SegmentTask, Started, Words
from tests.support.core import VOICE
from tests.support.memory_cluster import MemoryCluster

POLICY = RetryPolicy(
    heartbeat_timeout_s=3,
    hedge_after_s=3,
    stall_limit_s=60,
    worker_wait_s=30,
    redis_wait_s=20,
    keep_alive_s=10,
    again_priority=0,
)
SEGMENT = Segment("Hello there.", Ending.SENTENCE, 0.3)
PLANNED = PlannedSegment.as_written(SEGMENT, VOICE)


class Cluster(MemoryCluster):
    """A cluster without a worker and with a clock, which counts how often its log is read."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self.reads = 0
        self.now_s = 100.0

    def time(self) -> float:
        return self.now_s

    async def logged_messages(self, utterance: str) -> list[AnyNumberedMessage]:
        self.reads += 1
        return await super().logged_messages(utterance)


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


class Cache(NoCache):
    """Names everything, and has nothing."""

    def name(self, task: SegmentTask, backend: str, owner: str) -> str:
        return "name"


def delivery_over(
    cluster: Cluster,
    cache: SegmentCache = NO_CACHE,
    made: Mapping[int, Sequence[AnyNumberedMessage]] = NOTHING_MADE,
) -> SegmentDelivery:
    crashes = Crashes(cluster.transport, cluster.time)
    context = DeliveryContext(cluster.transport, Load(cluster), cluster.time, crashes, cache)
    observer = SegmentObserver("u", Metrics(["tone"]))
    return SegmentDelivery(context, "u", POLICY, Signals.for_stream(), observer, made=made)


def words(sequence: int) -> Words:
    said = (Word("Hello", 0, 0.5), Word("there", 0.5, 1))
    return Words(utterance="u", segment_index=0, attempt=1, sequence=sequence, words=said)


def started(attempt: int, worker: str) -> Started:
    return Started(utterance="u", segment_index=0, attempt=attempt, sequence=0, worker=worker)


async def fall_silent(delivery: SegmentDelivery, cluster: Cluster, attempt: int) -> Entry:
    """Have a worker begin the only segment, and be heard of no more."""
    delivery.receive(started(attempt, f"w{attempt}"))
    [entry] = delivery.segments.ledger
    while entry.task.attempt == attempt:
        cluster.now_s += 0.25
        await delivery.watch()
    return entry


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


async def test_where_nothing_is_under_way_the_log_is_not_read(cluster: Cluster) -> None:
    await delivery_over(cluster).heal()
    assert cluster.reads == 0


async def test_the_log_is_read_once_if_it_has_what_is_missing(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    assert not delivery.receive(words(1))
    cluster.log["u"].append(words(0))
    await delivery.heal()
    assert cluster.reads == 1
    assert [delivery.segments.pop(), delivery.segments.pop()] == [words(0), words(1)]


async def test_a_task_that_has_reached_its_queue_is_sent_once(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 3, starts=True)
    await delivery.watch()
    assert [(task.task_id, priority) for task, priority in cluster.sent] == [
        (cluster.sent[0][0].task_id, 3)
    ]


async def test_no_task_waits_before_what_was_made_before(cluster: Cluster) -> None:
    cluster.now_s = 0.0
    delivery = delivery_over(cluster, made={0: [words(0)]})
    assert await delivery.launch(0, PLANNED, 0, starts=True) == 0
    assert delivery.segments.pop() == words(0)
    assert not cluster.sent


async def test_a_text_that_only_the_cache_might_have_fails_if_it_has_it_not(
    cluster: Cluster,
) -> None:
    delivery = delivery_over(cluster, Cache())
    assert await delivery.launch(0, PLANNED, 0, starts=True) == 0
    failure = delivery.segments.failure
    assert failure and isinstance(failure.error, NoWorker)
    assert not cluster.sent


@pytest.mark.parametrize(("index", "resume_sample"), [(0, 480), (1, 0)])
async def test_a_stream_that_is_resumed_waits_for_a_worker(
    cluster: Cluster, index: int, resume_sample: int
) -> None:
    delivery = delivery_over(cluster, Cache())
    await delivery.launch(index, PLANNED, 0, starts=True, resume_sample=resume_sample)
    assert [task.segment_index for task, _ in cluster.sent] == [index]
    assert delivery.segments.failure is None


async def test_a_text_that_has_crashed_two_workers_gets_no_other(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    [(task, _)] = cluster.sent
    for worker in ("w1", "w2"):
        await cluster.count_crash(task, "tts.tone", worker)
    assert await delivery.launch(1, PLANNED, 0, starts=False) == 0
    failure = delivery.segments.failure
    assert failure and isinstance(failure.error, TextCrashesWorkers)
    assert len(cluster.sent) == 1


async def test_what_a_silent_worker_had_is_tried_again_at_once(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    entry = await fall_silent(delivery, cluster, 1)
    assert cluster.reads >= 1  # its messages may only have been lost
    assert (entry.task.attempt, entry.enqueued) == (2, False)
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]


async def test_a_third_worker_gets_a_text_once_it_must_be_known_what_became_of_the_others(
    cluster: Cluster,
) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    await fall_silent(delivery, cluster, 1)
    await delivery.watch()
    await fall_silent(delivery, cluster, 2)
    cluster.now_s += 1.2  # it had ended 1.75 s ago, if it had
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]
    cluster.now_s += 0.2
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2, 3]


async def test_what_follows_is_tried_again_with_the_urgency_that_it_had(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    for index, priority in enumerate((0, 4, 6)):
        await delivery.launch(index, PLANNED, priority, starts=index == 0)
    for entry in delivery.segments.ledger:
        delivery.segments.retry(entry, RetryReason.TASK_LOST)
    cluster.sent.clear()
    await delivery.watch()
    assert [(task.segment_index, step) for task, step in cluster.sent] == [(0, 0), (1, 4), (2, 6)]


async def test_what_redis_did_not_take_keeps_its_urgency(cluster: Cluster) -> None:
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    cluster.redis_is_up = False
    await delivery.launch(1, PLANNED, 5, starts=False)
    cluster.redis_is_up = True
    cluster.sent.clear()
    await delivery.watch()
    assert [(task.segment_index, step) for task, step in cluster.sent] == [(1, 5)]


async def ended_twice(cluster: Cluster) -> SegmentDelivery:
    """Return a delivery whose only segment two workers have begun, and have ended at."""
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    for attempt in (1, 2):
        delivery.receive(started(attempt, f"w{attempt}"))
        delivery.worker_ended(f"w{attempt}")
        await delivery.watch()
        await delivery.watch()
    return delivery


async def test_a_third_worker_gets_a_text_once_the_end_of_the_second_is_explained(
    cluster: Cluster,
) -> None:
    delivery = await ended_twice(cluster)
    cluster.now_s += 2.9
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]
    cluster.ends_are_known, cluster.dead = True, {"w2"}
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2, 3]


async def test_a_third_worker_gets_a_text_once_the_first_is_known_not_to_have_crashed(
    cluster: Cluster,
) -> None:
    """One crash at most is left; nothing has to be known of the second worker."""
    delivery = await ended_twice(cluster)
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]
    cluster.ends_are_known, cluster.dead = True, {"w1"}
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2, 3]


async def test_a_third_worker_gets_a_text_at_once_if_the_first_is_known_not_to_have_crashed(
    cluster: Cluster,
) -> None:
    cluster.ends_are_known, cluster.dead = True, {"w1"}
    await ended_twice(cluster)
    assert [task.attempt for task, _ in cluster.sent] == [1, 2, 3]


async def test_a_crash_that_is_reported_while_a_third_worker_is_waited_for_counts(
    cluster: Cluster,
) -> None:
    delivery = await ended_twice(cluster)
    cluster.ends_are_known = cluster.deaths_are_crashes = True
    cluster.dead = {"w1", "w2"}
    await delivery.watch()
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]
    failure = delivery.segments.failure
    assert failure and isinstance(failure.error, TextCrashesWorkers)


async def test_where_it_is_known_that_they_have_crashed_no_third_gets_it(cluster: Cluster) -> None:
    cluster.deaths_are_crashes = True
    cluster.dead = {"w1", "w2"}
    delivery = delivery_over(cluster)
    await delivery.launch(0, PLANNED, 0, starts=True)
    await fall_silent(delivery, cluster, 1)
    await delivery.watch()
    await fall_silent(delivery, cluster, 2)
    await delivery.watch()  # at once
    assert [task.attempt for task, _ in cluster.sent] == [1, 2]
    failure = delivery.segments.failure
    assert failure and isinstance(failure.error, TextCrashesWorkers)
