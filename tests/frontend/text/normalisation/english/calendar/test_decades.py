"""Decades among others, which are no seconds, and seconds, which are no decades."""

import pytest

from frontend.text.normalisation import normalise

CASES = [
    ("the 1970s and 1980s", "the nineteen seventies and nineteen eighties"),
    ("in the 1990s and 2000s", "in the nineteen nineties and two thousands"),
    ("from 1970s to 1990s", "from nineteen seventies to nineteen nineties"),
    ("80s and 90s music", "eighties and nineties music"),
    ("in her 20s and 30s", "in her twenties and thirties"),
    ("their 20s, 30s and 40s", "their twenties, thirties and forties"),
    ("in the upper 80s to low 90s", "in the upper eighties to low nineties"),
    ("the roaring 20s", "the roaring twenties"),
    ("wait 30s", "wait thirty seconds"),
    ("wait 30s and 40s", "wait thirty seconds and forty seconds"),
    ("a 90s timeout", "a ninety second timeout"),
    ("3 minutes and 20s", "three minutes and twenty seconds"),
    ("COP28 was held", "COP twenty-eight was held"),
    ("COP 28,000", "twenty-eight thousand Colombian pesos"),
]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_decades_and_seconds(written: str, said: str) -> None:
    assert normalise(written, "en-US").text == said
