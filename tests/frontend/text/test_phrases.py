"""A complete sentence is parted where its first phrase ends, if both parts are worth it."""

import pytest

from frontend.text import Ending, PhraseLimits, Segment, parted

LIMITS = PhraseLimits()


def sentence(text: str) -> Segment:
    return Segment(text, Ending.SENTENCE, 0.3)


def test_the_rest_keeps_the_ending() -> None:
    assert parted(sentence("Well, once upon a time, there was a clock."), LIMITS) == [
        Segment("Well, once upon a time,", Ending.CLAUSE, 0.12),
        sentence("there was a clock."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There was a clock.",
        "There once was a big clock, it ran.",  # eight characters would be left
        "the old man walked to the sea where he saw all the ships.",  # thirteen words, to its end
    ],
)
def test_what_has_no_phrase_or_no_rest_stays_whole(text: str) -> None:
    assert parted(sentence(text), LIMITS) == [sentence(text)]


@pytest.mark.parametrize(
    ("min_chars", "first"),
    [
        (20, "Once there was a king,"),
        (30, "Once there was a king, who had three daughters,"),
        (
            50,
            "Once there was a king, who had three daughters, and the youngest of them was lovelier",
        ),
    ],
)
def test_the_shortest_phrase_that_is_long_enough_is_taken(min_chars: int, first: str) -> None:
    text = (
        "Once there was a king, who had three daughters, and the youngest of them was lovelier "
        "than the sun itself had ever been."
    )
    assert parted(sentence(text), PhraseLimits(min_chars=min_chars))[0].text == first
