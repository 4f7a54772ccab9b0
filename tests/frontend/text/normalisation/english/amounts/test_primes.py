"""Feet and inches by their marks, which end quotations elsewhere, and ranges of amounts."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

PRIMES = """
A 55" TV, a 65" TV => A fifty-five inch TV, a sixty-five inch TV
24" wide => twenty-four inches wide
a 12" pizza and 12" pizzas => a twelve inch pizza and twelve inch pizzas
The TV is 65", the monitor 27". => The TV is sixty-five inches, the monitor twenty-seven inches.
He said "about 12" and left. => He said "about twelve" and left.
"Catch 22" and "Area 51" and a 9" pan => "Catch twenty-two" and "Area fifty-one" and a nine inch pan
1–2" of rain => one to two inches of rain
a 1–2" layer => a one to two inch layer
6–10" => six to ten inches
10'–12' waves => ten to twelve foot waves
6'–8' tall => six to eight feet tall
'5-6' or 'Terminator 2' => 'five-six' or 'Terminator two'
"""
RANGES = """
HR 60-100/min => HR sixty to one hundred per minute
12–20/min => twelve to twenty per minute
3-5/day => three to five per day
1.5–2M people => one point five to two million people
20–30K users => twenty to thirty thousand users
32°–40° => thirty-two to forty degrees
20°–30°C => twenty to thirty degrees Celsius
75°/58° => seventy-five degrees/fifty-eight degrees
"""


@pytest.mark.parametrize(("written", "said"), readings(PRIMES + RANGES))
def test_marks_of_feet_and_inches_are_told_from_quotes(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
