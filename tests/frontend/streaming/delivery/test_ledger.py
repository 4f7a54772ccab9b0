"""The ledger knows which attempt counts, and when it was last heard of."""

import msgspec

from backend_queues.registry import registry
from frontend.streaming.delivery.ledger import Entry, Ledger
from tasks.messages import MAX_ATTEMPTS
from tests.support.segment_tasks import TASK


def entry_at(now: float, index: int = 0) -> Entry:
    task = msgspec.structs.replace(TASK, segment_index=index)
    return Entry(task, registry().get("tone"), now)


def test_an_entry_is_found_by_the_attempt_that_counts() -> None:
    ledger, entry = Ledger(), entry_at(0)
    ledger.record(entry)
    assert ledger.get(0, attempt=1) is entry
    entry.next_attempt(resume_sample=480, now=1)
    assert ledger.get(0, attempt=1) is None
    assert ledger.get(0, attempt=2) is entry
    assert entry.task.resume_sample == 480


def test_the_next_attempt_is_neither_enqueued_nor_started_and_waits_anew() -> None:
    entry = entry_at(0)
    entry.enqueued, entry.missed_at = True, 3.0
    entry.hear(1)
    entry.next_attempt(resume_sample=0, now=5)
    assert not entry.enqueued and not entry.started
    assert entry.waiting_since == 5
    assert entry.missed_at is None


def test_there_are_three_attempts() -> None:
    entry = entry_at(0)
    for _ in range(MAX_ATTEMPTS - 1):
        assert not entry.exhausted
        entry.next_attempt(resume_sample=0, now=1)
    assert entry.exhausted


def test_a_first_sign_counts_as_progress_and_later_ones_do_not() -> None:
    entry = entry_at(0)
    entry.hear(1)
    entry.hear(5)
    assert (entry.heard_at, entry.progress_at) == (5, 1)
    entry.progress(6)
    assert (entry.heard_at, entry.progress_at) == (6, 6)


def test_entries_may_be_removed_while_they_are_gone_through() -> None:
    ledger = Ledger()
    for index in range(3):
        ledger.record(entry_at(0, index))
    for entry in ledger:
        ledger.remove(entry)
    assert len(ledger) == 0
