"""An item is over when all of its segments are there, or one has failed and no other is out."""

from frontend.jobs.reading import Reading
from tasks.errors import SegmentFailed
from tests.frontend.jobs.making import items_of, segment_of

[ITEM] = items_of("One. Two.")


def test_all_segments_make_the_record() -> None:
    reading = Reading(0, ITEM)
    reading.begin("a")
    reading.begin("b")
    reading.end(segment_of("Two.", 2.0))
    reading.end_text()
    assert not reading.over
    reading.end(segment_of("One.", 1.5))
    assert reading.over
    record = reading.record()
    assert (record.segments, record.audio_s, record.failure) == (("a", "b"), 3.5, None)


def test_the_first_reason_counts_and_others_are_waited_for() -> None:
    reading = Reading(0, ITEM)
    reading.begin("a")
    reading.begin("b")
    reading.fail(SegmentFailed("the first"))
    reading.end(None)
    assert not reading.over
    reading.fail(SegmentFailed("the second"))
    reading.end(None)
    assert reading.over
    record = reading.record()
    assert record.failure and record.failure.message == "the first"
    assert (record.segments, record.audio_s) == ((), 0.0)


def test_nothing_to_say_is_a_failure() -> None:
    reading = Reading(0, ITEM)
    reading.end_text()
    failure = reading.record().failure
    assert reading.over and failure and failure.code == "nothing_to_speak"
