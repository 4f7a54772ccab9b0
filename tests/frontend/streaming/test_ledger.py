"""The ledger knows what is overdue, and when a task is lost rather than waiting."""

import msgspec

from backend_queues.registry import registry
from frontend.streaming.ledger import LOOK_AFTER_S, LOOK_AGAIN_S, Entry, Ledger
from tests.tasks.test_bus import TASK

SILENCE_S = 3.0


def entry_at(now: float, index: int = 0) -> Entry:
    task = msgspec.structs.replace(TASK, segment_index=index)
    return Entry(task, registry().get("tone"), now)


def test_an_entry_is_found_by_the_attempt_that_counts() -> None:
    ledger, entry = Ledger(SILENCE_S, stall_limit_s=60), entry_at(0)
    ledger.record(entry)
    assert ledger.get(0, attempt=1) is entry
    entry.next_attempt(resume_sample=480, now=1)
    assert ledger.get(0, attempt=1) is None
    assert ledger.get(0, attempt=2) is entry
    assert entry.task.resume_sample == 480
    assert not entry.enqueued and not entry.started


def test_a_task_is_lost_when_it_is_twice_not_in_its_queue() -> None:
    entry = entry_at(0)
    assert not entry.look(set(), now=10)
    assert not entry.look(set(), now=10 + LOOK_AGAIN_S / 2)
    assert entry.look(set(), now=10 + LOOK_AGAIN_S)


def test_a_task_that_waits_in_its_queue_is_not_lost() -> None:
    entry = entry_at(0)
    queued = {entry.task.task_id}
    assert not entry.look(set(), now=10)
    assert not entry.look(queued, now=11)
    assert not entry.look(set(), now=12)  # it may just have been taken


def test_only_enqueued_segments_are_looked_for_and_not_at_once() -> None:
    ledger, entry = Ledger(SILENCE_S, stall_limit_s=60), entry_at(0)
    ledger.record(entry)
    assert ledger.not_enqueued() == [entry]
    assert ledger.unstarted(now=100) == []
    entry.enqueued = True
    assert ledger.not_enqueued() == []
    assert ledger.unstarted(now=LOOK_AFTER_S) == []
    assert ledger.unstarted(now=LOOK_AFTER_S + 0.1) == [entry]
    entry.hear(now=2)
    assert ledger.unstarted(now=100) == []


def test_a_started_segment_may_not_be_silent_for_long() -> None:
    ledger, entry = Ledger(SILENCE_S, stall_limit_s=60), entry_at(0)
    ledger.record(entry)
    assert ledger.silent(now=100) == []
    entry.hear(now=100)
    assert ledger.silent(now=100 + SILENCE_S) == []
    assert ledger.silent(now=100.1 + SILENCE_S) == [entry]
    entry.hear(now=103)
    assert ledger.silent(now=100.1 + SILENCE_S) == []


def test_a_worker_that_lives_must_make_progress() -> None:
    ledger, entry = Ledger(SILENCE_S, stall_limit_s=60), entry_at(0)
    ledger.record(entry)
    entry.progress(now=10)
    entry.hear(now=100)
    assert ledger.stalled(now=70) == []
    assert ledger.stalled(now=70.1) == [entry]
    entry.progress(now=71)
    assert ledger.stalled(now=80) == []


def test_the_third_attempt_is_the_last() -> None:
    entry = entry_at(0)
    assert not entry.exhausted
    entry.next_attempt(0, now=1)
    assert not entry.exhausted
    entry.next_attempt(0, now=2)
    assert entry.exhausted
