"""Several of a number, or seconds; and dashes between what is more than a number."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

PLURALS = """
Two 747s landed. => Two seven forty-sevens landed.
A fleet of Boeing 747s => A fleet of Boeing seven forty-sevens
F-16s and AK-47s => F-sixteens and AK-forty-sevens
MP3s on PS5s => MP threes on PS fives
It has eight RTX 3090s. => It has eight RTX thirty nineties.
Her old 911s rust. => Her old nine elevens rust.
all the 6s => all the sixes
three 10s and two 20s => three tens and two twenties
Count by 2s, then in 5s. => Count by twos, then in five seconds.
100s of people => hundreds of people
1,000s of fans, 10,000s of photos => thousands of fans, tens of thousands of photos
10s of silence => ten seconds of silence
in his 20s and the 1990s => in his twenties and the nineteen nineties
"""
SECONDS = """
It runs 5,400s. => It runs five thousand four hundred seconds.
It came in 3s. => It came in three seconds.
1s later => one second later
from 5s to 7s => from five seconds to seven seconds
Under 2s. In 300s. => Under two seconds. In three hundred seconds.
It has ended. After 12s it began. => It has ended. After twelve seconds it began.
"""
DASHES = """
Jan 3–Feb 7 => January third to February seventh
Jan. 3 - Feb. 7, 2024 => January third to February seventh, twenty twenty-four
3 January–7 February => the third of January to the seventh of February
seats 14A–14C => seats fourteen A to fourteen C
5km–10km => five kilometers to ten kilometers
20°C–25°C => twenty degrees Celsius to twenty-five degrees Celsius
v1.2–v1.4 => version one point two to version one point four
He came - 3 May was cold. => He came - the third of May was cold.
Covid–19 => Covid–nineteen
"""


@pytest.mark.parametrize(("written", "said"), readings(PLURALS + SECONDS + DASHES))
def test_what_there_are_several_of(written: str, said: str) -> None:
    assert normalise(written, "en-US").text == said
