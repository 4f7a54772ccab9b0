"""Plain numbers, fractions and what is between two numbers."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

AMOUNTS = """
0 => zero
7 => seven
19 => nineteen
108 => one hundred and eight
-3 => minus three
−14 => minus fourteen
He had 3 cats and 12 dogs. => He had three cats and twelve dogs.
It has 4,096 rows. => It has four thousand and ninety-six rows.
Some 62,000 came. => Some sixty-two thousand came.
They sold 12500 tickets. => They sold twelve thousand five hundred tickets.
2,718,281 => two million seven hundred eighteen thousand two hundred and eighty-one
It took 3.7 million years. => It took three point seven million years.
About 250 million => About two hundred and fifty million
0.75 => zero point seven five
.25 => point two five
3.14159 => three point one four one five nine
6.0 => six point zero
1,250.5 => one thousand two hundred and fifty point five
007 => zero zero seven
2 500 000 people => two million five hundred thousand people
1.500.000 people => one million five hundred thousand people
30,000,000,000,000,000,000 => thirty quintillion
It weighs (5) or "6". => It weighs (five) or "six".
-- ordinals
1st => first
the 2nd and 3rd => the second and third
12th => twelfth
42nd => forty-second
113th => one hundred thirteenth
1,000th => one thousandth
The 19th-century house => The nineteenth-century house
a 5th-7th grader => a fifth-seventh grader
3th => three th
-- fractions
1/2 => one half
3/4 => three quarters
1-1/2 cups => one and a half cups
2/3rds => two thirds
1,00,000 => one hundred thousand
2/3 of it => two thirds of it
5/8 => five eighths
7/16 => seven sixteenths
1 1/2 cups => one and a half cups
3 3/4 => three and three quarters
4½ => four and a half
½ => one half
2¾ => two and three quarters
⅓ of them => one third of them
It is 50/50. => It is fifty fifty.
in 4/4 time => in four four time
He rated it 7/10. => He rated it seven out of ten.
A pressure of 130/85 => A pressure of one hundred and thirty over eighty-five
-- percent
12% => twelve percent
0.5 % => zero point five percent
-3% => minus three percent
5–10% => five to ten percent
10%-20% => ten to twenty percent
3‰ => three per mille
"""
RANGES = """
40–60 => forty to sixty
pp. 12–19 => pages twelve to nineteen
pp. 101-3 => pages one hundred and one to three
Read chapters 3-5. => Read chapters three to five.
It takes 3-4 days. => It takes three to four days.
for 10-12 people => for ten to twelve people
ages 5–12 => ages five to twelve
between 20-30 => between twenty to thirty
She works 9-5. => She works nine to five.
100–200 => one hundred to two hundred
They won 4-1. => They won four to one.
a 3-2 victory => a three to two victory
The court ruled 6-3. => The court ruled six to three.
It ended 2–2. => It ended two to two.
odds of 7:2 => odds of seven to two
a ratio of 16:9 => a ratio of sixteen to nine
It is 24/7. => It is twenty-four seven.
Since 9/11 => Since nine eleven
2-5 => two-five
John 3:16 => John three sixteen
1 Cor. 13:4-7 => first Corinthians thirteen four to seven
"""


@pytest.mark.parametrize(("written", "said"), readings(AMOUNTS + RANGES))
def test_numbers_are_read_as_amounts(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


BRITISH = """
123,000 => one hundred and twenty-three thousand
1,001 => one thousand and one
the 121st => the one hundred and twenty-first
"""


@pytest.mark.parametrize(("written", "said"), readings(BRITISH))
def test_in_britain_there_is_an_and_in_each_hundred(written: str, said: str) -> None:
    assert normalise(written, "en-GB").text == said


CODES = """
Your PIN is 48213. => Your PIN is four eight two one three.
the card ending in 8876 => the card ending in eight eight seven six
zip code 94107 => zip code nine four one zero seven
call 911 => call nine one one
48213 => four eight two one three
"""


@pytest.mark.parametrize(("written", "said"), readings(CODES))
def test_codes_are_read_digit_by_digit(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


@pytest.mark.parametrize("digits", ["10" * 153 + "1", "9" * 5000, "0" * 40, "1" * 100_000])
def test_an_absurd_number_is_read_digit_by_digit(digits: str) -> None:
    said = normalise(f"It is {digits} as bits.", "en").text
    assert said.startswith("It is ") and said.endswith(" as bits.")
    assert len(said.split()) == len(digits) + 4


UNCLEAR = "12,34 1,5 1.2.3.4.5.6.7.8 3..5 .0½ 1,23,456 1/0 ٣ ²² 5⁄6"


@pytest.mark.parametrize("unclear", UNCLEAR.split())
def test_what_is_unclear_never_fails(unclear: str) -> None:
    assert normalise(unclear, "en").written == unclear
