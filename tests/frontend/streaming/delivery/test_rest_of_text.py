"""Another voice goes on with the first word that was not heard to its end."""

import re

import pytest

from backend_queues.base import Word
from frontend.streaming.delivery.rest_of_text import rest_begins

TEXT = 'Dr. Who said: "Wait, the 5 well-known men are there!" And the end came.'


def timed(text: str, second: float = 0.1) -> list[Word]:
    """Return the words of the text, a tenth of a second for each character."""
    found = re.finditer(r"\w[\w'-]*", text)
    return [Word(it[0], it.start() * second, it.end() * second) for it in found]


@pytest.mark.parametrize("heard", range(1, 14))
def test_after_any_word_the_next_one_comes(heard: int) -> None:
    words = timed(TEXT)
    rest = TEXT[rest_begins(TEXT, words, words[heard - 1].end_s, 99.0) :]
    assert [word.text for word in timed(rest)] == [word.text for word in words[heard:]]


@pytest.mark.parametrize("heard", range(13))
def test_in_a_word_it_is_said_again(heard: int) -> None:
    words = timed(TEXT)
    middle_s = (words[heard].start_s + words[heard].end_s) / 2
    rest = TEXT[rest_begins(TEXT, words, middle_s - 0.06, 99.0) :]
    assert [word.text for word in timed(rest)] == [word.text for word in words[heard:]]


def test_words_that_are_not_told_yet_are_not_taken_for_heard() -> None:
    words = timed(TEXT)[:3]
    assert TEXT[rest_begins(TEXT, words, 99.0, 99.0) :].startswith("Wait, the 5")


def test_a_word_that_is_written_otherwise_costs_no_other() -> None:
    words = [Word("It", 0, 1), Word("cost", 1, 2), Word("five", 2, 3), Word("dollars", 3, 4)]
    text = "It cost $5, no more than the five that he had had in the end of it all."
    assert text[rest_begins(text, words, 4.0, 99.0) :].startswith("$5")


@pytest.mark.parametrize(
    ("share", "rest"),
    [
        (0.0, "One two three four."),
        (0.1, "One two three four."),
        (0.25, "two three four."),
        (0.5, "three four."),
        (0.75, "four."),
        (1.0, "four."),
        (5.0, "four."),
    ],
)
def test_without_words_the_proportion_tells_and_the_word_is_said_again(
    share: float, rest: str
) -> None:
    text = "One two three four."
    assert text[rest_begins(text, (), share, 1.0) :] == rest


def test_chinese_goes_on_at_a_character() -> None:
    text = "今天天气很好我们去公园"
    assert text[rest_begins(text, (), 0.5, 1.0) :] == text[5:]


@pytest.mark.parametrize("text", ["", "a", " ", "..."])
def test_a_text_of_nearly_nothing(text: str) -> None:
    for words in ((), (Word("a", 0.0, 1.0),)):
        assert 0 <= rest_begins(text, words, 1.0, 0.0) <= len(text)
        assert 0 <= rest_begins(text, words, 1.0, 1.0) <= len(text)
