"""The ledger knows which attempt counts, and when it was last heard of."""

import msgspec

from backend_queues.registry import registry
from frontend.streaming.delivery.ledger import Entry, Ledger, Part
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.text import Ending, Segment
from frontend.text.normalisation import Spoken
from tasks.messages import MAX_ATTEMPTS, Started
from tests.support.core import VOICE
from tests.support.segment_tasks import TASK
from tests.support.spelled import SPECS

SEGMENT = Segment("One two three.", Ending.SENTENCE, 0.3)
PART = Part(PlannedSegment.as_written(SEGMENT, VOICE), Spoken.as_written(SEGMENT.text))
STARTED = Started(utterance="u", segment_index=0, attempt=1, sequence=0, worker="w")


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
    entry.progress(1)
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


def test_a_sign_of_life_is_no_progress_and_counts_after_the_beginning_only() -> None:
    entry = entry_at(0)
    assert not entry.hear(1)
    assert (entry.started, entry.heard_at) == (False, 0)
    entry.progress(1)
    assert entry.hear(5)
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


def test_what_is_taken_back_is_in_reading_order() -> None:
    ledger, entries = Ledger(), [entry_at(0, index) for index in range(4)]
    for entry in entries:
        ledger.record(entry)
    for entry in (entries[2], entries[1]):  # by quick workers, while the first one is spoken
        ledger.remove(entry)
        ledger.spoken(entry)
    assert ledger.take_back(lambda entry: True) == [entries[2], entries[1]]
    assert list(ledger) == entries
    ledger.remove(entries[0])
    assert ledger.first is entries[1]


def test_a_part_is_all_of_a_segment_of_which_nobody_has_heard_anything() -> None:
    assert (PART.text, PART.start_s, PART.had_s) == (SEGMENT.text, 0.0, 0.0)
    assert (PART.words, PART.known_words) == (0, 0)


def test_words_of_earlier_parts_are_not_those_of_a_later_one() -> None:
    rest = msgspec.structs.replace(PART, begins=4, words=1)
    assert rest.text == "two three."
    assert msgspec.structs.replace(rest, had_words=1).known_words == 0
    assert msgspec.structs.replace(rest, had_words=3).known_words == 2


def test_all_that_a_worker_makes_of_a_segment_is_kept_if_it_has_a_name() -> None:
    entry = entry_at(0)
    entry.make(STARTED)
    assert entry.take_made() == []
    entry.cache_name = "name"
    entry.make(STARTED)
    assert entry.take_made() == [STARTED]
    assert entry.take_made() == []


def test_of_a_segment_that_is_not_spoken_from_its_beginning_nothing_is_kept() -> None:
    entry = entry_at(0)
    entry.cache_name = "name"
    entry.make(STARTED)
    entry.next_attempt(resume_sample=480, now=1)
    entry.make(STARTED)
    assert entry.take_made() == []


def test_what_comes_from_the_cache_is_not_kept_again() -> None:
    entry = entry_at(0)
    entry.cache_name = "name"
    assert not entry.cached
    entry.take_from_cache()
    entry.make(STARTED)
    assert entry.cached
    assert entry.take_made() == []


def test_another_backend_begins_with_nothing_and_has_three_attempts_too() -> None:
    entry = entry_at(0)
    entry.cache_name, entry.audio_s = "name", 2.5
    entry.take_from_cache()
    entry.attempts_lost, entry.held_until = 1, 9.0
    for _ in range(MAX_ATTEMPTS):
        entry.next_attempt(resume_sample=0, now=1)
    entry.enqueued = True
    entry.progress(2)
    task = msgspec.structs.replace(TASK, attempt=entry.task.attempt + 1)
    entry.hand_over(task, SPECS["second"], PART, now=5)
    assert (entry.task, entry.backend, entry.part) == (task, SPECS["second"], PART)
    assert (entry.audio_s, entry.cached, entry.cache_name) == (0.0, False, "")
    assert (entry.enqueued, entry.started) == (False, False)
    assert entry.waiting_since == entry.held_until == 5
    for _ in range(MAX_ATTEMPTS - 1):
        assert not entry.exhausted
        entry.next_attempt(resume_sample=0, now=6)
    assert entry.exhausted
