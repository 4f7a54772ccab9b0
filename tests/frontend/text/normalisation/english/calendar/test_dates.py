"""Dates, years and decades."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

DATES = """
Jan. 5 => January fifth
on Jan. 5; he came => on January fifth; he came
March 3rd => March third
July 4, 1776 => July fourth, seventeen seventy-six
Dec 31 1999 => December thirty-first nineteen ninety-nine
5 July 2021 => the fifth of July twenty twenty-one
the 26th May => the twenty-sixth of May
the 4th of July => the fourth of July
May 3–5, 2020 => May third to fifth, twenty twenty
2024-01-05 => January fifth, twenty twenty-four
2009/11/30 => November thirtieth, two thousand nine
07/04/1976 => July fourth, nineteen seventy-six
25/12/2023 => the twenty-fifth of December, twenty twenty-three
02.10.2010 => February tenth, twenty ten
on 3/14 => on March fourteenth
Feb-12-2021 => February twelfth twenty twenty-one
June 1815 => June eighteen fifteen
in Sept. we met => in September we met
Sat. 5 May => Saturday the fifth of May
Of those, 15 may go. => Of those, fifteen may go.
The 5 march on. => The five march on.
july,1998 => july,nineteen ninety-eight
3Q21 => the third quarter of twenty-one
Q3 2024 => Q three twenty twenty-four
31/31/2020 => thirty-one, thirty-one, two thousand twenty
"""
YEARS = """
in 1984 => in nineteen eighty-four
in 2005 => in two thousand five
in 1066 => in ten sixty-six
in 1900 => in nineteen hundred
In 1990 prices rose. => In nineteen ninety prices rose.
since 2000 => since two thousand
by 2035 => by twenty thirty-five
1500 people => one thousand five hundred people
1200 new cars => one thousand two hundred new cars
the 1980s => the nineteen eighties
the 1900s => the nineteen hundreds
the 2000s => the two thousands
the 2010s => the twenty tens
the '90s => the nineties
the mid-80s => the mid-eighties
in 1939/40 => in nineteen thirty-nine to forty
90's kids => nineties kids
in her 30s => in her thirties
1960s-80s => nineteen sixties to eighties
the class of '99 => the class of ninety-nine
44 BC => forty-four BC
300 B.C. => three hundred BC.
476 AD => four seventy-six AD
AD 79 => AD seventy-nine
10,000 BC => ten thousand BC
1914-1918 => nineteen fourteen to nineteen eighteen
1914–18 => nineteen fourteen to eighteen
(1618–1648) => (sixteen eighteen to sixteen forty-eight)
c. 1850 => circa eighteen fifty
"""
TIMES = """
9:00am => nine AM
8:05 PM => eight oh five PM
9 p.m. => nine PM.
At 9 p.m. Friday we left. => At nine PM Friday we left.
We left at 9 p.m. => We left at nine PM.
13:30 => thirteen thirty
07:15 => seven fifteen
12:00 => twelve o'clock
00:00 => midnight
10:45 a.m. EST => ten forty-five AM EST
14:20 GMT => fourteen twenty GMT
7.30pm => seven thirty PM
9-5pm => nine to five PM
10am–4pm => ten AM to four PM
9:30-10:45 => nine thirty to ten forty-five
2:03:04 => two hours three minutes and four seconds
until 0830 hours => until oh eight thirty hours
UTC+2 => UTC plus two
5 o'clock => five o'clock
"""


@pytest.mark.parametrize(("written", "said"), readings(DATES + YEARS + TIMES))
def test_dates_and_times_are_read_as_americans_say_them(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


BRITISH = """
03/04/2021 => the third of April, twenty twenty-one
12/25/2021 => December twenty-fifth, twenty twenty-one
2024-01-05 => the fifth of January, twenty twenty-four
January 5 => January the fifth
in 2005 => in two thousand and five
"""


@pytest.mark.parametrize(("written", "said"), readings(BRITISH))
def test_in_britain_the_day_goes_first(written: str, said: str) -> None:
    assert normalise(written, "en-GB").text == said
