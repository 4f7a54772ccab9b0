"""The judge itself: numbers, case and punctuation do not count as errors."""

import pytest

from tests.support.recognition import in_words, word_error_rate


def test_the_way_of_writing_does_not_count() -> None:
    assert word_error_rate("It’s Twenty-Five, she said!", "it's 25 she said") == 0


def test_a_wrong_word_counts() -> None:
    assert word_error_rate("one two three four", "one two tree four") == 0.25


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (19, "nineteen"),
        (40, "forty"),
        (100, "one hundred"),
        (999, "nine hundred ninety nine"),
        (12_345, "twelve thousand three hundred forty five"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words
