"""What the loss detector decides from ledger, queues and clock."""

import msgspec
import pytest
from msgspec.structs import replace

from backend_queues.errors import NoWorker, RedisFull, RedisUnavailable
from backend_queues.registry import registry
from frontend.protocol.outcomes import FallbackReason, RetryReason
from frontend.streaming.delivery.decisions import (
    Decision,
    Enqueue,
    FallBack,
    GiveUp,
    Heal,
    KeepAlive,
    Queues,
    Retry,
    RetryPolicy,
)
from frontend.streaming.delivery.ledger import Entry, Ledger
from frontend.streaming.delivery.loss_detector import (
    LOOK_AFTER_S,
    LOOK_AGAIN_S,
    LossDetector,
)
from tests.support.segment_tasks import TASK

POLICY = RetryPolicy(
    heartbeat_timeout_s=3,
    hedge_after_s=1.8,
    stall_limit_s=60,
    worker_wait_s=30,
    redis_wait_s=20,
    keep_alive_s=10,
    again_priority=0,
)
ABSENT = Queues({"tone": set()}, {"tone": NoWorker("nobody")})
NOT_QUEUED = Queues({"tone": set()})
LATE = LOOK_AFTER_S + 0.01  # after a segment was enqueued its task is looked for


@pytest.fixture
def entry() -> Entry:
    return Entry(TASK, registry().get("tone"), 0)


@pytest.fixture
def detector(entry: Entry) -> LossDetector:
    ledger = Ledger()
    ledger.record(entry)
    return LossDetector(ledger, POLICY, 0)


def due(detector: LossDetector, now: float) -> list[Decision]:
    return list(detector.due(now))


def test_what_is_not_enqueued_is_due(detector: LossDetector, entry: Entry) -> None:
    assert due(detector, 0) == [Enqueue(entry.task)]
    entry.enqueued = True
    assert due(detector, 0) == []


@pytest.mark.parametrize("enqueued", [True, False])
def test_what_a_lost_server_has_is_made_again_by_another_name(
    detector: LossDetector, entry: Entry, enqueued: bool
) -> None:
    """Also what may not have reached its queue: an attempt is never on two servers."""
    entry.task = msgspec.structs.replace(entry.task, server="a")
    entry.enqueued = enqueued
    lost = Retry(entry.task, RetryReason.REDIS_LOST)
    assert list(detector.due(0, {"a"})) == [lost]
    assert lost not in detector.due(0, {"b"})
    entry.next_attempt(0, 0)
    assert list(detector.due(0, {"a"})) == [Enqueue(entry.task)]
    assert entry.task.attempt == 2


def test_the_utterance_is_kept_alive_now_and_then(detector: LossDetector, entry: Entry) -> None:
    entry.enqueued = True
    assert due(detector, 10) == []
    assert due(detector, 10.1) == [KeepAlive()]
    assert due(detector, 20) == []
    assert due(detector, 20.3) == [KeepAlive()]


def test_only_enqueued_segments_are_looked_for_and_not_at_once(
    detector: LossDetector, entry: Entry
) -> None:
    assert detector.backends_to_look_at(LATE) == set()
    entry.enqueued = True
    assert detector.backends_to_look_at(LOOK_AFTER_S) == set()
    assert detector.backends_to_look_at(LATE) == {"tone"}
    entry.progress(LATE)
    assert detector.backends_to_look_at(LATE) == set()


def test_a_segment_is_looked_for_by_the_time_that_it_was_enqueued() -> None:
    ledger, entry = Ledger(), Entry(TASK, registry().get("tone"), 50)
    ledger.record(entry)
    entry.enqueued = True
    detector = LossDetector(ledger, POLICY, 50)
    assert detector.backends_to_look_at(50.5) == set()
    assert detector.backends_to_look_at(50 + LATE) == {"tone"}
    queued = msgspec.structs.replace(ABSENT, tasks={"tone": {entry.task.task_id}})
    assert detector.losses(queued, 80, healed=False) == []
    [decision] = detector.losses(queued, 80.1, healed=False)
    assert isinstance(decision, GiveUp)


def test_a_task_is_lost_when_it_is_twice_not_in_its_queue(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    again = LATE + LOOK_AGAIN_S + 0.001
    assert detector.losses(NOT_QUEUED, LATE, healed=False) == []
    assert detector.losses(NOT_QUEUED, again - 0.01, healed=False) == []
    assert detector.losses(NOT_QUEUED, again, healed=False) == [Heal()]
    lost = Retry(entry.task, RetryReason.TASK_LOST)
    assert detector.losses(NOT_QUEUED, again, healed=True) == [lost]


def test_a_task_that_waits_in_its_queue_is_not_lost(detector: LossDetector, entry: Entry) -> None:
    entry.enqueued = True
    queued = Queues({"tone": {entry.task.task_id}})
    assert detector.losses(NOT_QUEUED, 10, healed=False) == []
    assert detector.losses(queued, 11, healed=False) == []
    assert detector.losses(NOT_QUEUED, 12, healed=False) == []  # it may just have been taken


def test_a_queue_that_was_not_looked_at_says_nothing(detector: LossDetector, entry: Entry) -> None:
    entry.enqueued = True
    assert detector.losses(Queues(), 10, healed=False) == []
    assert entry.missed_at is None


@pytest.fixture
def speaking(entry: Entry) -> Entry:
    """Return an entry whose worker was heard of at 0."""
    entry.enqueued = True
    entry.progress(0)
    return entry


def looked_often(detector: LossDetector, until: float, since: float = 0) -> None:
    for quarter in range(1, 1 + round(4 * (until - since))):
        assert detector.losses(Queues(), since + quarter / 4, healed=False) == []


def test_a_silent_worker_is_a_suspicion_until_the_log_was_read(
    detector: LossDetector, speaking: Entry
) -> None:
    looked_often(detector, until=3)
    assert detector.losses(Queues(), 3.1, healed=False) == [Heal()]
    silent = Retry(speaking.task, RetryReason.WORKER_SILENT)
    assert detector.losses(Queues(), 3.1, healed=True) == [silent]
    speaking.progress(3.1)  # the log had something of it
    assert detector.losses(Queues(), 3.1, healed=True) == []


@pytest.fixture
def idle() -> list[int]:
    """How many workers are idle, as the detector is told."""
    return [1]


@pytest.fixture
def hedging(speaking: Entry, idle: list[int]) -> LossDetector:
    ledger = Ledger()
    ledger.record(speaking)
    return LossDetector(ledger, POLICY, 0, lambda _: idle[0])


def test_a_silent_worker_is_not_waited_for_if_another_is_idle_and_the_listener_is_dry(
    hedging: LossDetector, speaking: Entry
) -> None:
    looked_often(hedging, until=1.75)
    silent = Retry(speaking.task, RetryReason.WORKER_SILENT)
    assert hedging.losses(Queues(), 1.9, healed=True) == [silent]


def test_a_silent_worker_is_waited_for_while_nobody_is_idle(
    hedging: LossDetector, idle: list[int]
) -> None:
    idle[0] = 0
    looked_often(hedging, until=3)
    assert hedging.losses(Queues(), 3.1, healed=False) == [Heal()]


def test_a_silent_worker_is_waited_for_while_its_listener_has_speech(
    hedging: LossDetector, speaking: Entry
) -> None:
    speaking.need(2.0)
    speaking.audio_s = 1.5
    assert speaking.heard_by == 3.5
    looked_often(hedging, until=2.5)
    assert hedging.losses(Queues(), 2.51, healed=False) == [Heal()]  # less than a second is left


def test_a_segment_is_hedged_once(hedging: LossDetector, speaking: Entry) -> None:
    """Whoever is merely slow is not given up again and again, for there are three attempts."""
    speaking.left.append(("tone-1", 0))
    looked_often(hedging, until=3)
    assert hedging.losses(Queues(), 3.1, healed=False) == [Heal()]


def test_a_short_silence_means_nothing_to_who_has_not_looked(
    hedging: LossDetector, speaking: Entry
) -> None:
    looked_often(hedging, until=1)
    assert hedging.losses(Queues(), 1.9, healed=False) == []  # what was sent may not be read yet
    speaking.hear(1.95)
    looked_often(hedging, since=1.9, until=3.65)
    assert hedging.losses(Queues(), 3.8, healed=False) == [Heal()]


def test_a_worker_that_has_ended_is_a_suspicion_at_once(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    entry.progress(0)
    entry.worker = "tone-1"
    entry.worker_ended("tone-2")
    assert detector.losses(Queues(), 0.1, healed=True) == []
    entry.worker_ended("tone-1")
    assert detector.losses(Queues(), 0.1, healed=False) == [Heal()]
    ended = Retry(entry.task, RetryReason.WORKER_ENDED)
    assert detector.losses(Queues(), 0.1, healed=True) == [ended]
    entry.next_attempt(0, 0.1)
    entry.progress(0.2)
    assert detector.losses(Queues(), 0.3, healed=True) == []


def test_what_waits_when_a_worker_ends_is_looked_for_sooner(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    assert detector.backends_to_look_at(0.5) == set()
    entry.worker_ended("tone-1")
    assert detector.backends_to_look_at(0.5) == {"tone"}
    assert detector.losses(NOT_QUEUED, 0.5, healed=False) == []
    lost = Retry(entry.task, RetryReason.TASK_LOST)
    assert detector.losses(NOT_QUEUED, 1.0, healed=True) == [lost]


def test_what_is_found_in_its_queue_is_doubted_no_longer(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    entry.worker_ended("tone-1")
    queued = Queues({"tone": {entry.task.task_id}})
    assert detector.losses(queued, 0.5, healed=False) == []
    assert detector.backends_to_look_at(0.6) == set()


def test_a_worker_that_lives_and_sends_nothing_has_stalled(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    entry.progress(5)
    entry.hear(65)
    assert detector.losses(Queues(), 65, healed=False) == []
    stalled = Retry(entry.task, RetryReason.WORKER_STALLED)
    assert detector.losses(Queues(), 65.1, healed=False) == [stalled]


def test_a_worker_just_heard_of_in_time_has_stalled(detector: LossDetector, entry: Entry) -> None:
    entry.enqueued = True
    entry.progress(0)
    entry.hear(58)
    stalled = Retry(entry.task, RetryReason.WORKER_STALLED)
    assert detector.losses(Queues(), 61, healed=True) == [stalled]


def test_a_worker_that_stalls_and_falls_silent_is_retried_once(
    detector: LossDetector, speaking: Entry
) -> None:
    silent = Retry(speaking.task, RetryReason.WORKER_SILENT)
    detector.losses(Queues(), 99, healed=True)
    assert detector.losses(Queues(), 100, healed=True) == [silent]


def test_a_worker_is_not_silent_while_redis_is_away_nor_just_after(
    detector: LossDetector, speaking: Entry
) -> None:
    looked_often(detector, until=2)
    detector.redis_failed(RedisUnavailable("away"), 4)
    assert detector.losses(Queues(), 4.9, healed=False) == []
    assert detector.losses(Queues(), 5, healed=False) == [Heal()]


def test_a_worker_is_not_silent_because_this_process_stood_still(
    detector: LossDetector, speaking: Entry
) -> None:
    looked_often(detector, until=1)
    assert detector.losses(Queues(), 3.5, healed=False) == []
    looked_often(detector, since=3.5, until=4.0)
    speaking.hear(4.05)
    looked_often(detector, since=4.0, until=7.0)
    assert detector.losses(Queues(), 7.25, healed=False) == [Heal()]


def test_where_looks_are_always_rare_a_silent_worker_is_found_all_the_same(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    found = [bool(detector.losses(Queues(), now, healed=False)) for now in range(2, 11, 2)]
    assert not any(found)  # it waits, as far as is known
    entry.progress(10)
    found = [bool(detector.losses(Queues(), now, healed=False)) for now in range(12, 21, 2)]
    assert found == [False, False, True, True, True]


def test_an_attempt_after_another_is_looked_for_soon(detector: LossDetector, entry: Entry) -> None:
    entry.next_attempt(0, 10)
    entry.enqueued = True
    assert detector.backends_to_look_at(10.2) == set()
    assert detector.backends_to_look_at(10.4) == {"tone"}


def test_a_backend_without_workers_is_waited_for_but_not_for_ever(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    queued = msgspec.structs.replace(ABSENT, tasks={"tone": {entry.task.task_id}})
    assert detector.losses(queued, 30, healed=False) == []
    [decision] = detector.losses(queued, 30.1, healed=False)
    assert isinstance(decision, GiveUp)
    assert (type(decision.error), decision.error.message) == (NoWorker, "nobody")


def test_a_lost_task_is_retried_before_the_backend_is_given_up(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    detector.losses(ABSENT, 30.1, healed=False)
    assert detector.losses(ABSENT, 31, healed=False) == [Heal()]


def test_redis_is_waited_for_but_not_for_ever(detector: LossDetector, entry: Entry) -> None:
    error = RedisUnavailable("away")
    assert detector.redis_failed(error, 0) == []
    assert detector.redis_failed(error, 20) == []
    [decision] = detector.redis_failed(error, 20.1)
    assert isinstance(decision, GiveUp) and isinstance(decision.error, RedisUnavailable)
    assert (decision.task, decision.error.message) == (entry.task, "away")


def test_redis_that_is_full_is_waited_for_for_five_seconds(detector: LossDetector) -> None:
    error = RedisFull("full")
    assert detector.redis_failed(error, 0) == []
    assert detector.redis_failed(error, 5) == []
    [decision] = detector.redis_failed(error, 5.1)
    assert isinstance(decision, GiveUp) and isinstance(decision.error, RedisFull)


def test_the_wait_for_redis_ends_once_everything_is_enqueued(
    detector: LossDetector, entry: Entry
) -> None:
    error = RedisUnavailable("away")
    detector.redis_failed(error, 0)
    detector.redis_answered()  # for something else
    assert detector.redis_failed(error, 20.1)
    entry.enqueued = True
    detector.redis_answered()
    assert detector.redis_failed(error, 20.1) == []


def waiting(now: float) -> tuple[LossDetector, Entry]:
    """Return an entry that waits in its queue, and what looks after it."""
    ledger, entry = Ledger(), Entry(TASK, registry().get("tone"), now)
    entry.enqueued = True
    ledger.record(entry)
    return LossDetector(ledger, replace(POLICY, fallback_wait_s=5), now), entry


QUEUED_ABSENT = Queues({"tone": {TASK.task_id}}, {"tone": NoWorker("nobody")})
QUEUED = Queues({"tone": {TASK.task_id}})


def test_without_a_worker_a_fallback_goes_on_long_before_it_is_given_up() -> None:
    detector, entry = waiting(0)
    fallback = FallBack(entry.task, FallbackReason.NO_WORKER)
    assert detector.losses(QUEUED_ABSENT, 20, healed=False) == []  # since when is it away?
    assert detector.losses(QUEUED_ABSENT, 24.9, healed=False) == []
    assert detector.losses(QUEUED_ABSENT, 25, healed=False) == [fallback]


def test_a_worker_that_was_seen_again_has_its_time_anew() -> None:
    detector, _ = waiting(0)
    detector.losses(QUEUED_ABSENT, 10, healed=False)
    assert detector.losses(QUEUED, 14, healed=False) == []
    assert detector.losses(QUEUED_ABSENT, 16, healed=False) == []
    assert detector.losses(QUEUED_ABSENT, 20, healed=False) == []
    assert len(detector.losses(QUEUED_ABSENT, 21, healed=False)) == 1


def test_where_no_fallback_is_wanted_none_is_looked_for(
    detector: LossDetector, entry: Entry
) -> None:
    entry.enqueued = True
    for now in range(2, 30):
        assert detector.losses(QUEUED_ABSENT, now, healed=False) == []
