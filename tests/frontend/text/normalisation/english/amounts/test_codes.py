"""Codes and what is filed by a number, which are no amounts from one to the other."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

CODES = """
Your code is 123-456. => Your code is one two three, four five six.
Sort code 12-34-56 => Sort code one two, three four, five six
Sort code: 12-11-10 => Sort code: one two, one one, one zero
PIN 12-34 => PIN one two, three four
Confirmation number 123-456 => Confirmation number one two three, four five six
Case No. 23-939 => Case number twenty-three, nine three nine
Policy no. 44-887-22 => Policy number forty-four, eight eight seven, twenty-two
docket 22-451 => docket twenty-two, four five one
Invoice 2024-17 => Invoice twenty twenty-four, seventeen
status code 200-299 => status code two hundred to two hundred and ninety-nine
The area code is 3-4 digits. => The area code is three to four digits.
The code was 10-12 lines long. => The code was ten to twelve lines long.
order 10-12 pizzas => order ten to twelve pizzas
"""


@pytest.mark.parametrize(("written", "said"), readings(CODES))
def test_codes_are_read_digit_by_digit(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
