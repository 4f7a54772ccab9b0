"""Two numbers with a slash between, which are a fraction, a mark, a step or just two numbers."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

FRACTIONS = """
3/4-inch pipe => three-quarter-inch pipe
1/2-inch cubes => half-inch cubes
1/4-mile => quarter-mile
1/8-inch => one-eighth-inch
2 1/2-inch => two and a half-inch
a 1/4-lb burger => a one quarter pound burger
Pain 8/10 => Pain eight out of ten
Overall: 8/10 => Overall: eight out of ten
Overall, 3/4 of people => Overall, three quarters of people
7/10 => seven tenths
Step 2/5 => Step two of five
Page 3/10 => Page three of ten
lap 34/57 => lap thirty-four of fifty-seven
287/6 => two hundred and eighty-seven six
a 7/11 store => a seven eleven store
5/11 of the votes => five elevenths of the votes
ports 80/443 => ports eighty four hundred and forty-three
1999/2000 => nineteen ninety-nine to two thousand
the 2023/2024 season => the twenty twenty-three to twenty twenty-four season
2019/2021 => twenty nineteen twenty twenty-one
22/7 => twenty-two sevenths
140/90 => one hundred and forty over ninety
1/365 => one three hundred sixty-fifth
"""
CALLS = """
call or text 988 => call or text nine eight eight
dial 311 => dial three one one
call 911 or 112 => call nine one one or one one two
call 200 people => call two hundred people
"""


@pytest.mark.parametrize(("written", "said"), readings(FRACTIONS + CALLS))
def test_what_a_slash_stands_for_is_told_apart(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
