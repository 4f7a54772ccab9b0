"""English times, days and years: the first, the last, and what is none."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

TIMES = """
12:00 am => twelve AM
12:00 => twelve o'clock
0:00 => midnight
0:01 => zero oh one
0:30 => zero thirty
12 pm => twelve PM
12 am => twelve AM
1 pm => one PM
11 pm => eleven PM
23:59 => twenty-three fifty-nine
24:00 => twenty-four o'clock
9:60 => nine to sixty
1:01:01 => one hour one minute and one second
2:00:30 => two hours zero minutes and thirty seconds
2:02:02 => two hours two minutes and two seconds
0:00:05 => zero hours zero minutes and five seconds
UTC+1 => UTC plus one
UTC+5:30 => UTC plus five thirty
9:01 => nine oh one
9:05 => nine oh five
9:09 => nine oh nine
9:10 => nine ten
9:30-10:30 => nine thirty to ten thirty
"""
DAYS = """
Jan 1 => January first
Jan 31 => January thirty-first
Feb 29 => February twenty-ninth
May 1 => May first
Dec 31, 1999 => December thirty-first, nineteen ninety-nine
31 Dec 1999 => the thirty-first of December nineteen ninety-nine
12/31/1999 => December thirty-first, nineteen ninety-nine
31/12/1999 => the thirty-first of December, nineteen ninety-nine
12/13/1999 => December thirteenth, nineteen ninety-nine
13/12/1999 => the thirteenth of December, nineteen ninety-nine
1/2/03 => January second, oh three
1999-01-01 => January first, nineteen ninety-nine
1999-02-02 => February second, nineteen ninety-nine
1999-03-03 => March third, nineteen ninety-nine
1999-04-04 => April fourth, nineteen ninety-nine
1999-05-05 => May fifth, nineteen ninety-nine
1999-06-06 => June sixth, nineteen ninety-nine
1999-07-07 => July seventh, nineteen ninety-nine
1999-08-08 => August eighth, nineteen ninety-nine
1999-09-09 => September ninth, nineteen ninety-nine
1999-10-10 => October tenth, nineteen ninety-nine
1999-11-11 => November eleventh, nineteen ninety-nine
1999-12-12 => December twelfth, nineteen ninety-nine
Q1 2024 => Q one twenty twenty-four
Q4 2024 => Q four twenty twenty-four
H1 2024 => H one twenty twenty-four
H2 2024 => H two twenty twenty-four
"""
YEARS = """
in 1099 => in ten ninety-nine
in 1100 => in eleven hundred
in 1101 => in eleven oh-one
in 1110 => in eleven ten
in 1900 => in nineteen hundred
in 1905 => in nineteen oh-five
in 1909 => in nineteen oh-nine
in 1910 => in nineteen ten
in 2000 => in two thousand
in 2001 => in two thousand one
in 2009 => in two thousand nine
in 2010 => in twenty ten
in 2099 => in twenty ninety-nine
the year 2100 => the year twenty-one hundred
the year 900 => the year nine hundred
the 1900s => the nineteen hundreds
the 1910s => the nineteen tens
the 1990s => the nineteen nineties
the 2000s => the two thousands
the 2010s => the twenty tens
the '90s => the nineties
1990-95 => nineteen ninety to ninety-five
1990–1995 => nineteen ninety to nineteen ninety-five
1999-2000 => nineteen ninety-nine to two thousand
1999/00 => nineteen ninety-nine to two thousand
2008/09 => two thousand eight to oh nine
2023/24 => twenty twenty-three to twenty-four
in 1700 people => in seventeen hundred people
in 1699 people => in one thousand six hundred and ninety-nine people
in 2050 people => in twenty fifty people
in 2051 people => in two thousand and fifty-one people
"""
CASES = [pair for table in (TIMES, DAYS, YEARS) for pair in readings(table)]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_they_are_said_as_people_say_them(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
