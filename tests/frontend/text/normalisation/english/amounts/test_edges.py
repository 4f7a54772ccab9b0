"""English amounts where one way to say them ends and another begins."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

LENGTHS = """
He is 5'11". => He is five foot eleven.
99'5" => ninety-nine foot five
5'0" => five feet
1'0" => one foot
1'1" => one foot one
a 10'×12' room => a ten by twelve feet room
3840×2160 => thirty-eight forty by twenty-one sixty
720x480 => seven hundred and twenty by four hundred and eighty
10x12 => ten by twelve
4x4 => four by four
a 2x4 => a two by four
10 x 12 = 120 => ten times twelve equals one hundred and twenty
40°26′46″N => forty degrees twenty-six minutes forty-six seconds north
1°2′1″S => one degree two minutes one second south
1° => one degree
2° => two degrees
10 st 1 lb => ten stone one pound
11 st 2 lb => eleven stone two pounds
a 1" pipe => a one inch pipe
a 2" pipe => a two inch pipe
1 ft => one foot
2 ft => two feet
1½ miles => one and a half miles
2 1/2 miles => two and a half miles
"""
MEASURES = """
5 s => five s
5.5 s => five point five seconds
1.0 kg => one point zero kilograms
0 kg => zero kilograms
0.5 kg => zero point five kilograms
1 kg => one kilogram
1.5 kg => one point five kilograms
999 bps => nine hundred and ninety-nine basis points
1000 bps => one thousand bits per second
a 5-mile run => a five-mile run
a 1-mile run => a one-mile run
1 m tall => one meter tall
1% => one percent
1‰ => one per mille
5-10% => five to ten percent
-5% => minus five percent
"""
COUNTS = """
No. 5 => number five
12345 => one two three four five
1234 => twelve thirty-four
100000 => one zero zero zero zero zero
call 911 => call nine one one
911 people => nine hundred and eleven people
1st, 2nd, 3rd, 4th => first, second, third, fourth
11th, 12th, 13th, 21st, 22nd, 23rd => eleventh, twelfth, thirteenth, twenty-first, twenty-second, twenty-third
101st, 111th, 112th, 113th, 121st => one hundred first, one hundred eleventh, one hundred twelfth, one hundred thirteenth, one hundred twenty-first
120/80 => one hundred and twenty over eighty
a blood pressure of 130/85 => a blood pressure of one hundred and thirty over eighty-five
12/13 => twelve thirteenths
9/10 => nine tenths
rated 9/10 => rated nine out of ten
10/10 => ten out of ten
100/100 => one hundred out of one hundred
24/7 => twenty-four seven
9/11 => nine eleven
"""  # noqa: E501 - a line is a reading
MONEY = """
$0 => zero dollars
$0.00 => zero dollars
$0.01 => one cent
$0.10 => ten cents
$1 => one dollar
$1.00 => one dollar
$1.01 => one dollar one cent
$1.10 => one dollar ten cents
$1.99 => one dollar ninety-nine cents
$2.05 => two dollars five cents
$1.005 => one point zero zero five dollars
$1.5 => one dollar fifty cents
$1M => one million dollars
$1.5M => one point five million dollars
$2.5 billion => two point five billion dollars
$5-$10 => five dollars to ten dollars
$5-10 => five to ten dollars
$5-10M => five to ten million dollars
1¢ => one cent
5¢ => five cents
£1 => one pound
£2 => two pounds
£1.01 => one pound one penny
£2.02 => two pounds two pence
€1 => one euro
€2.50 => two euros fifty cents
¥1 => one yen
¥2 => two yen
1 USD => one US dollar
2 USD => two US dollars
"""
RANGES = """
10-20 => ten to twenty
20-10 => twenty-ten
101-3 => one hundred and one-three
pages 101-3 => pages one hundred and one to three
pages 9-10 => pages nine to ten
1-0 => one-zero
won 3-1 => won three to one
5-50 => five-fifty
5-51 => five-fifty-one
"""
NUMBERS = """
0 => zero
10 => ten
11 => eleven
19 => nineteen
20 => twenty
99 => ninety-nine
100 => one hundred
101 => one hundred and one
110 => one hundred and ten
999 => nine hundred and ninety-nine
1000 => one thousand
1001 => one thousand and one
1099 => one thousand and ninety-nine
1100 => eleven hundred
1101 => eleven oh-one
1110 => eleven ten
1999 => nineteen ninety-nine
9999 => nine thousand nine hundred and ninety-nine
10001 => one zero zero zero one
1,000 => one thousand
1,001 => one thousand and one
1,099 => one thousand and ninety-nine
1,100 => one thousand one hundred
1,101 => one thousand one hundred and one
12,345 => twelve thousand three hundred and forty-five
100,000 => one hundred thousand
999,999 => nine hundred ninety-nine thousand nine hundred and ninety-nine
1,000,000 => one million
1,000,001 => one million one
1,000,101 => one million one hundred and one
1,001,001 => one million one thousand and one
1,000,000,000,000,000,000 => one quintillion
1,000,000,000,000,000,001 => one quintillion one
3.0 => three point zero
3.05 => three point zero five
3.14 => three point one four
.5 => point five
-3 => minus three
+3 => plus three
x² => x squared
x³ => x cubed
x⁴ => x to the power of four
10² => ten squared
"""
TELEPHONES = """
555-1234 => five five five, one two three four
(212) 555-1234 => two one two, five five five, one two three four
+1 212 555 1234 => plus one, two one two, five five five, one two three four
ext. 5 => extension five
ext. 12 => extension twelve
ext. 99 => extension ninety-nine
ext. 100 => extension one zero zero
"""
CASES = [
    pair
    for table in (LENGTHS, MEASURES, COUNTS, MONEY, RANGES, NUMBERS, TELEPHONES)
    for pair in readings(table)
]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_they_are_said_as_people_say_them(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
