"""A mark is heard with the word behind it, whoever speaks that."""

from backend_queues.base import Word
from frontend.protocol.events import Marked
from frontend.streaming.mark_times import SegmentMarks
from frontend.streaming.scheduling.marking import PlacedMark, letters

TEXT = "One two three four."
MARK = PlacedMark("here", letters("One two three"))


def test_words_that_another_voice_says_again_bring_no_mark_forward() -> None:
    marks = SegmentMarks(0, TEXT, [MARK])
    first = [Word("One", 0, 1), Word("two", 1, 2), Word("three", 2, 3)]
    assert list(marks.spoken(first, is_resumed=False)) == []
    marks.go_on(letters("One two"))
    assert list(marks.spoken([Word("three", 5, 6)], is_resumed=False)) == []
    assert list(marks.spoken([Word("four.", 6, 7)], is_resumed=False)) == [Marked(0, "here", 6)]
