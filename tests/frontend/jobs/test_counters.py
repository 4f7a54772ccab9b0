"""What a job tells of itself, from its records and from what is in the making."""

from frontend.jobs.counters import OF_LATE_S, SHOWN_FAILURES, JobCounters
from frontend.jobs.job import ItemRecord
from frontend.protocol.jobs import Counts, Reason, State
from tests.frontend.jobs.making import items_of, job_of, record_of, segment_of

ITEMS = items_of("0123456789" * 2, "0123456789" * 3)
FAILED = ItemRecord(
    id="item 1", characters=30, segments=(), audio_s=0.0, failure=Reason("a_code", "A reason.")
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_records_alone_give_the_counters() -> None:
    counters = JobCounters(job_of(ITEMS))
    counters.add_record(0, record_of(ITEMS[0], "a", "b", audio_s=2.5))
    counters.add_record(1, FAILED)
    progress = counters.progress(State.PARTIAL)
    assert progress.items == Counts(2, 1, 1)
    assert progress.characters == Counts(50, 20, 30)
    assert (progress.segments, progress.audio_s) == (2, 2.5)
    assert [(failure.id, failure.code) for failure in progress.failures] == [("item 1", "a_code")]


def test_a_chapter_has_ended_with_its_last_item() -> None:
    items = items_of(*["text"] * 4, chapters="aabc")
    counters = JobCounters(job_of(items))
    told = []
    for index, record in ((1, record_of(items[1], "a")), (0, FAILED), (3, record_of(items[3]))):
        told.append(counters.progress(State.RUNNING).chapters)
        counters.add_record(index, record)
    told.append(counters.progress(State.RUNNING).chapters)
    assert told == [Counts(3, 0, 0), Counts(3, 0, 0), Counts(3, 0, 1), Counts(3, 1, 1)]


def test_what_has_no_chapters_counts_none() -> None:
    assert JobCounters(job_of(ITEMS)).progress(State.RUNNING).chapters is None


def test_a_record_takes_the_place_of_what_was_in_the_making() -> None:
    counters = JobCounters(job_of(ITEMS))
    counters.add_segment(0, segment_of("0123456789"), synthesised=True)
    assert counters.progress(State.RUNNING).characters.done == 10
    assert counters.progress(State.RUNNING).audio_s == 1.0
    counters.add_record(0, record_of(ITEMS[0], "a", "b", audio_s=2.0))
    assert counters.progress(State.RUNNING).characters.done == 20
    assert counters.progress(State.RUNNING).audio_s == 2.0
    counters.add_segment(1, segment_of("0123456789"), synthesised=True)
    counters.add_record(1, FAILED)
    assert counters.progress(State.RUNNING).audio_s == 2.0


def test_rate_and_time_left_are_of_late() -> None:
    clock = Clock()
    counters = JobCounters(job_of(ITEMS), clock)
    assert counters.progress(State.RUNNING).rate is None
    for _ in range(2):
        clock.now += 5
        counters.add_segment(0, segment_of("01234", seconds=2.0), synthesised=True)
    progress = counters.progress(State.RUNNING)
    assert progress.rate == 0.4  # 4 s of speech in 10 s
    assert progress.time_left_s == 40.0  # 40 characters at one a second
    clock.now += OF_LATE_S + 1
    assert counters.progress(State.RUNNING).rate == 0.0
    assert counters.progress(State.RUNNING).time_left_s is None


def test_what_lay_in_the_storage_is_not_of_late() -> None:
    clock = Clock()
    counters = JobCounters(job_of(ITEMS), clock)
    counters.add_segment(0, segment_of("0123456789"), synthesised=False)
    clock.now += 2
    progress = counters.progress(State.RUNNING)
    assert (progress.rate, progress.time_left_s, progress.audio_s) == (0.0, None, 1.0)


def test_not_all_failures_are_told() -> None:
    items = items_of(*["text"] * (SHOWN_FAILURES + 5))
    counters = JobCounters(job_of(items))
    for index in range(len(items)):
        counters.add_record(index, FAILED)
    progress = counters.progress(State.FAILED)
    assert progress.items.failed == SHOWN_FAILURES + 5
    assert len(progress.failures) == SHOWN_FAILURES


def test_what_is_noted_on_the_way_stands_behind_what_was_said_at_first() -> None:
    counters = JobCounters(job_of(ITEMS))
    counters.warn("One item is late.")
    assert counters.progress(State.DONE).warnings == ("One item is late.",)
