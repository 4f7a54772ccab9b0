"""An item is over when all of its segments are there, or one has failed and no other is out."""

from backend_queues.errors import SegmentFailed
from frontend.jobs.running.item_progress import ItemProgress
from tests.frontend.jobs.making import items_of, segment_of

[ITEM] = items_of("One. Two.")


def test_all_segments_make_the_record() -> None:
    item_progress = ItemProgress(0, ITEM)
    item_progress.begin("a")
    item_progress.begin("b")
    item_progress.end(segment_of("Two.", 2.0))
    item_progress.end_text()
    assert not item_progress.over
    item_progress.end(segment_of("One.", 1.5))
    assert item_progress.over
    record = item_progress.record()
    assert (record.segments, record.audio_s, record.failure) == (("a", "b"), 3.5, None)


def test_the_first_reason_counts_and_others_are_waited_for() -> None:
    item_progress = ItemProgress(0, ITEM)
    item_progress.begin("a")
    item_progress.begin("b")
    item_progress.fail(SegmentFailed("the first"))
    item_progress.end(None)
    assert not item_progress.over
    item_progress.fail(SegmentFailed("the second"))
    item_progress.end(None)
    assert item_progress.over
    record = item_progress.record()
    assert record.failure and record.failure.message == "the first"
    assert (record.segments, record.audio_s) == ((), 0.0)


def test_nothing_to_say_is_a_failure() -> None:
    item_progress = ItemProgress(0, ITEM)
    item_progress.end_text()
    failure = item_progress.record().failure
    assert item_progress.over and failure and failure.code == "nothing_to_speak"
