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
tracking 1Z999AA1012 => tracking one Z nine nine nine A A one zero one two
serial SN12345ABC678. => serial S N one two three four five A B C six seven eight.
WINDOWS2000 is no serial number => WINDOWS two thousand is no serial number
a 501(c)(3), Section 8(a)(iv)(B) => a five oh one c three, Section eight A four B
a 403(b), my 401K => a four oh three b, my four oh one k
47 U.S.C. 230(c)(1) => forty-seven USC two thirty c one
Rule 12(b)(C)(d) and 3(a)(vi) => Rule twelve b C D and three A six
2(x+1) is no paragraph => two(x plus one) is no paragraph
Form 990, a 1040EZ and a 1099-K => Form nine ninety, a ten forty EZ and a ten ninety-nine-K
"""


@pytest.mark.parametrize(("written", "said"), readings(CODES))
def test_codes_are_read_digit_by_digit(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
