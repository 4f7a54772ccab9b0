"""Several of a number, or seconds; and dashes between what is more than a number."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

PLURALS = """
Two 747s landed. => Two seven forty-sevens landed.
A fleet of Boeing 747s => A fleet of Boeing seven forty-sevens
F-16s and AK-47s => F-sixteens and AK-forty-sevens
MP3s on PS5s => MP threes on PS fives
three 10s and two 20s => three tens and two twenties
100s of people => hundreds of people
1,000s of fans, 10,000s of photos => thousands of fans, tens of thousands of photos
10s of silence => ten seconds of silence
in his 20s and the 1990s => in his twenties and the nineteen nineties
80s music is for 90s kids. => eighties music is for nineties kids.
"""
SECONDS = """
It runs for 5,400s. => It runs for five thousand four hundred seconds.
It came in 3s. => It came in three seconds.
1s later, 20s ago => one second later, twenty seconds ago
from 5s to 7s => from five seconds to seven seconds
It takes 20-30s to load. => It takes twenty to thirty seconds to load.
It takes 5–10s to boot. => It takes five to ten seconds to boot.
"""
UNSURE = """
songs of the 80–90s => songs of the eighty–nineties
My iPhone 6s still works. => My iPhone six s still works.
ThinkPad T480s => ThinkPad T four hundred eighty s
Set TTL 300s. => Set TTL three hundred s.
It takes some 30s to load. => It takes some thirty s to load.
We need two 60s rounds. => We need two sixty s rounds.
404s are up. => four hundred four s are up.
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
Airbus A320–200 => Airbus A three hundred twenty–two hundred
a 3D–2D conversion => a three D–two D conversion
CO2–H2O => CO two–H two O
Octavia 3 - Marin 2 => Octavia three - Marin two
"""


@pytest.mark.parametrize(("written", "said"), readings(PLURALS + SECONDS + UNSURE + DASHES))
def test_what_there_are_several_of(written: str, said: str) -> None:
    assert normalise(written, "en-US").text == said
