"""Money, with short forms and minor units."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

MONEY = """
$4 => four dollars
$1 => one dollar
$1.00 => one dollar
$7.25 => seven dollars twenty-five cents
$0.99 => ninety-nine cents
$.05 => five cents
$1.01 => one dollar one cent
$3.499 => three point four nine nine dollars
$12.5 => twelve dollars fifty cents
$0 => zero dollars
$0.00 => zero dollars
$1,234,567 => one million two hundred thirty-four thousand five hundred and sixty-seven dollars
£3.50 => three pounds fifty pence
£0.01 => one penny
€9.99 => nine euros ninety-nine cents
¥5000 => five thousand yen
₹500 => five hundred rupees
₩900 => nine hundred won
$1.5M => one point five million dollars
$7.2bn => seven point two billion dollars
€20k => twenty thousand euros
£2m => two million pounds
$5.3 billion => five point three billion dollars
$21.5tn => twenty-one point five trillion dollars
US$5 => five US dollars
US$2.5 million => two point five million US dollars
A$10 => ten Australian dollars
CA$20 => twenty Canadian dollars
10 USD => ten US dollars
EUR 5.50 => five euros fifty cents
CHF 40 => forty Swiss francs
20€ => twenty euros
15 £ => fifteen pounds
-$5 => minus five dollars
50¢ => fifty cents
1¢ => one cent
$20/mo => twenty dollars per month
€15/hr => fifteen euros per hour
$3/lb => three dollars per pound
$5-10 => five to ten dollars
$5–$10 => five dollars to ten dollars
$3-4 million => three to four million dollars
$100k-$150k => one hundred thousand dollars to one hundred and fifty thousand dollars
a $5 bill => a five dollar bill
an $8 million deal => an eight million dollar deal
the $5 that fell => the five dollars that fell
It cost $5. => It cost five dollars.
Is it $5? => Is it five dollars?
We paid $5, he $6. => We paid five dollars, he six dollars.
4 million yuan => four million yuan
~$500 => about five hundred dollars
£5 10s. 6d. => five pounds ten shillings and six pence
€1.000,50 => one thousand euros fifty cents
1,50 € => one euro fifty cents
Rs. 500 => five hundred Indian rupees
₹2 lakh => two lakh rupees
test$ => test dollar
revenue of 5bn and 3.2 mn => revenue of five billion and three point two million
2-3tn => two to three trillion
100 kr or kr 50 => one hundred kroner or fifty kroner
50 zł, 20 Kč => fifty zlotys, twenty korunas
"""


@pytest.mark.parametrize(("written", "said"), readings(MONEY))
def test_amounts_of_money_are_read_with_their_currency(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


def test_in_britain_p_is_pence() -> None:
    assert normalise("It is 50p.", "en-GB").text == "It is fifty pence."
