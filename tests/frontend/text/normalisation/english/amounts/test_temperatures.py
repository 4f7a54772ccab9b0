"""Degrees in letters, and letters that are none."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TEMPERATURES = """
98.6F => ninety-eight point six degrees Fahrenheit
a 101.3F fever => a one hundred and one point three degrees Fahrenheit fever
38.6C => thirty-eight point six degrees Celsius
It's 21C => It's twenty-one degrees Celsius
It was 75F today => It was seventy-five degrees Fahrenheit today
a fever of 102F => a fever of one hundred and two degrees Fahrenheit
68-72F => sixty-eight to seventy-two degrees Fahrenheit
-10C => minus ten degrees Celsius
seat 14F => seat fourteen F
My seat is 14C => My seat is fourteen C
rows 12-14F => rows twelve-fourteen F
"""


@pytest.mark.parametrize(("written", "said"), readings(TEMPERATURES))
def test_degrees_in_letters(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
