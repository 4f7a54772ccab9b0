"""What an amount is for: doses a day, money a month and a user."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

DOSES = """
5 mg/day => five milligrams per day
40 hrs/week => forty hours per week
150 min/week => one hundred and fifty minutes per week
2,000 kcal/day => two thousand kilocalories per day
60 min/hr => sixty minutes per hour
8 ms/second => eight milliseconds per second
300 mg/night => three hundred milligrams per night
5 doses/week => five doses per week
2 visits/yr => two visits per year
5 mg/kg/day => five milligrams per kilogram per day
5 ng/mL => five nanograms per milliliter
3 pg/mL => three picograms per milliliter
40 U/L => forty units per liter
400 IU => four hundred international units
see pg 5 or 12 pg => see pg five or twelve pg
a 2U rack => a two U rack
"""
MONEY = """
$120k/yr => one hundred and twenty thousand dollars per year
$450K/mo => four hundred and fifty thousand dollars per month
$1.5M/year => one point five million dollars per year
£40k/yr => forty thousand pounds per year
$15/mo/user => fifteen dollars per month per user
$3/min => three dollars per minute
$12/sq ft => twelve dollars per square foot
$12/sq. ft., or less => twelve dollars per square foot, or less
$10M/€9M => ten million dollars/nine million euros
$10/$20 => ten dollars/twenty dollars
10k USD/yr => ten thousand US dollars per year
USD 500/month => five hundred US dollars per month
€-12.34 => minus twelve euros thirty-four cents
$-5 => minus five dollars
"""


@pytest.mark.parametrize(("written", "said"), readings(DOSES + MONEY))
def test_what_an_amount_is_for_is_said(written: str, said: str) -> None:
    assert normalise(written, "en").text == said
