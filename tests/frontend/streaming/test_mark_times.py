"""A mark is heard with the word behind it, whoever speaks that."""

import pytest

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


def test_a_mark_is_heard_as_the_word_behind_it_begins() -> None:
    places = [PlacedMark("a", 0), PlacedMark("b", 1), PlacedMark("c", 2)]
    marks = SegmentMarks(0, "A b c.", places)
    assert list(marks.begun(1.0, is_resumed=False)) == [Marked(0, "a", 1.0)]
    words = [Word("A", 1.0, 2.0), Word("b", 2.00049, 3.0)]
    assert list(marks.spoken(words, is_resumed=False)) == [Marked(0, "b", 2.0)]
    assert list(marks.spoken([Word("c.", 3.5, 4)], is_resumed=False)) == [Marked(0, "c", 3.5)]
    assert list(marks.finished(1.0, 4.0)) == []


@pytest.mark.parametrize(
    ("text", "place", "heard_s"),
    [("One two four.", 3, 3.5), ("One two four.", 6, 5.0), ("A", 1, 7.0)],
)
def test_without_words_it_is_heard_after_its_share_of_the_letters(
    text: str, place: int, heard_s: float
) -> None:
    marks = SegmentMarks(0, text, [PlacedMark("here", place)])
    assert list(marks.begun(2.0, is_resumed=False)) == []
    assert list(marks.finished(2.0, 7.0)) == [Marked(0, "here", heard_s)]


def test_one_behind_the_last_word_that_was_told_is_heard_at_the_end() -> None:
    marks = SegmentMarks(0, TEXT, [MARK])
    assert list(marks.spoken([Word("One", 0, 1)], is_resumed=False)) == []
    assert list(marks.finished(0.0, 7.0)) == [Marked(0, "here", 7.0)]


def test_of_a_segment_that_is_resumed_those_are_told_that_its_last_words_reach() -> None:
    """Which of its words were said before is known at its end only."""
    places = [PlacedMark("start", 0), PlacedMark("two", 3), PlacedMark("three", 6)]
    marks = SegmentMarks(0, TEXT, [*places, PlacedMark("four", 11)])
    assert list(marks.begun(0.0, is_resumed=True)) == []
    for word in (Word("three", 5, 6), Word("four.", 6, 7)):
        assert list(marks.spoken([word], is_resumed=True)) == []
    assert list(marks.finished(0.0, 7.0)) == [Marked(0, "three", 5), Marked(0, "four", 6)]
