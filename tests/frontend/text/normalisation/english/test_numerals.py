"""Roman numerals: what is one, and what is a letter or a word."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

NUMERALS = """
Chapter I => Chapter one
Chapter IV => Chapter four
chapter ii => chapter two
Louis XIV => Louis the fourteenth
Henry V => Henry the fifth
Henry VIII was => Henry the eighth was
World War I => World War one
World War II => World War two
Type I => Type one
Type II => Type two
LVIII => fifty-eight
XLI => forty-one
Act I, scene ii => Act one, scene two
Part II => Part two
Book IX => Book nine
Volume XC => Volume ninety
"""
LETTERS = """
Part C => Part C
Malcolm X => Malcolm X
Vitamin C => Vitamin C
MD => MD
XL => XL
DVD => DVD
CD => CD
I am => I am
Plan C => Plan C
MIX => MIX
Did => Did
"""
CASES = [pair for table in (NUMERALS, LETTERS) for pair in readings(table)]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_they_are_said_as_people_say_them(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
