"""What is written is taken in small pieces, with what is noted between them."""

from dataclasses import replace

import pytest

from frontend.streaming.journal.entries import Ended, Entry, Marked, Turned, Wrote
from frontend.streaming.scheduling.written_text import Flush, Flushes, WrittenText
from tests.support.core import VOICE

OTHER = replace(VOICE, voice="another")


@pytest.fixture
def noted() -> list[Entry]:
    return []


@pytest.fixture
def written(noted: list[Entry]) -> WrittenText:
    return WrittenText(VOICE, noted.append)


def popped(written: WrittenText) -> list[object]:
    pieces: list[object] = []
    while written:
        pieces.append(written.pop()[0])
    return pieces


def test_a_long_text_is_popped_in_pieces_and_makes_room(written: WrittenText) -> None:
    written.write("a" * 250 + "b")
    assert written.chars == 251
    assert written.pop()[0] == "a" * 250
    assert written.chars == 1
    assert popped(written) == ["b"]
    assert written.chars == 0


def test_what_is_written_is_noted_and_nothing_is_not(
    written: WrittenText, noted: list[Entry]
) -> None:
    written.write("")
    written.write("One.")
    written.mark("here")
    written.turn(VOICE)
    written.flush(1)
    written.end()
    assert noted == [Wrote("One."), Marked("here"), Turned(False), Ended()]
    assert popped(written) == ["One.", Marked("here"), Turned(False), Flush(1)]


def test_a_text_of_white_space_is_blank_until_there_is_more(written: WrittenText) -> None:
    assert written.is_blank
    written.write(" \n")
    assert written.is_blank
    written.write("a")
    assert not written.is_blank
    written.write(" ")
    assert not written.is_blank


def test_a_text_has_marks_from_the_first_one_on(written: WrittenText) -> None:
    written.write("One.")
    assert not written.has_marks
    written.mark("here")
    written.write("Two.")
    assert written.has_marks


def test_each_piece_is_spoken_as_was_said_when_it_was_written(written: WrittenText) -> None:
    assert written.next_voice_settings is VOICE
    written.write("One.")
    written.turn(OTHER)
    assert written.next_voice_settings is VOICE
    assert written.pop() == ("One.", VOICE)
    assert written.next_voice_settings is OTHER
    assert written.pop() == (Turned(), OTHER)
    assert written.next_voice_settings is OTHER  # of the text to come


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("ning of it all", "ning", "of it all"),
        (" of it all", "", "of it all"),
        ("word", "word", ""),
        ("", "", ""),
        ("a \ud800b c", "a", "b c"),
    ],
)
def test_what_was_not_popped_begins_with_the_end_of_a_word(
    written: WrittenText, text: str, word: str, rest: str
) -> None:
    written.write(text)
    written.mark("here")
    assert written.rest() == (word, rest)


def test_what_was_noted_is_taken_again_and_not_noted_again(
    written: WrittenText, noted: list[Entry]
) -> None:
    written.repeat([Wrote("One."), Marked("here"), Turned(True), Ended()], lambda voice: VOICE)
    assert noted == []
    assert written.ended
    assert written.has_marks
    assert popped(written) == ["One.", Marked("here"), Turned(True)]


def test_a_flush_is_told_once_all_before_it_is_heard() -> None:
    flushes = Flushes()
    flushes.note(Flush(1), segments=2)
    flushes.note(Flush(2), segments=2)
    assert flushes.next(head=1) is None
    assert [flushes.next(head=2) for _ in range(3)] == [Flush(1), Flush(2), None]
    assert not flushes
