"""Amounts of units, powers and formulas."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

MEASURES = """
5kg => five kilograms
1 kg => one kilogram
2.5 km => two point five kilometers
100 km/h => one hundred kilometers per hour
65 mph => sixty-five miles per hour
20°C => twenty degrees Celsius
-5 °C => minus five degrees Celsius
40–60°C => forty to sixty degrees Celsius
72°F => seventy-two degrees Fahrenheit
90° => ninety degrees
1° => one degree
40.7°N => forty point seven degrees north
3 kWh => three kilowatt hours
230 V => two hundred and thirty volts
60W => sixty watts
16GB => sixteen gigabytes
3.5 GHz => three point five gigahertz
100 Mbps => one hundred megabits per second
5 m/s => five meters per second
9.8 m/s² => nine point eight meters per second squared
30 m² => thirty square meters
2 m3 => two cubic meters
41 km² => forty-one square kilometers
180 lbs. => one hundred and eighty pounds.
5 oz. of gold => five ounces of gold
250 ml milk => two hundred and fifty milliliters milk
5'11" => five foot eleven
6' 2" => six foot two
6 ft 2 in tall => six feet two inches tall
5' tall => five feet tall
a 27" screen => a twenty-seven inch screen
It was "Route 66" => It was "Route sixty-six"
half of 3 1/2 lbs => half of three and a half pounds
½ kg => half a kilogram
3/4 mi => three quarters of a mile
2x8 m² => two by eight square meters
3 x 4 ft => three by four feet
1920x1080 => nineteen twenty by ten eighty
5 l/100 km => five liters per hundred kilometers
12/kg => twelve per kilogram
100 million kg => one hundred million kilograms
a 5 kg bag => a five kilogram bag
the 10-km run => the ten kilometer run
9.58s => nine point five eight seconds
1h 30m => one hour thirty minutes
BP 118/76 mmHg => BP one hundred and eighteen over seventy-six millimeters of mercury
It was 98.6°F. 3 kg more => It was ninety-eight point six degrees Fahrenheit. three kilograms more
in km/h => in kilometers per hour
40° 30' N, 73° W => forty degrees thirty minutes north, seventy-three degrees west
3/8" => three eighths inches
10 µm => ten micrometers
50 dB => fifty decibels
420 ppm => four hundred and twenty parts per million
"""
FORMULAS = """
10² m² => ten squared square meters
2³ => two cubed
10⁶ => ten to the power of six
10⁻³ => ten to the power of minus three
2^10 => two to the power of ten
x^2 => x squared
πr² => pi r squared
v₁ => v one
H₂O => H two O
1+2=3 => one plus two equals three
5 - 3 = 2 => five minus three equals two
5 × 3 => five times three
6 ÷ 2 = 3 => six divided by two equals three
x ≤ 5 => x is less than or equal to five
3 > 2 => three is greater than two
E = mc² => E equals mc squared
a² + b² = c² => a squared plus b squared equals c squared
(a+b)² => (a plus b) squared
±5 => plus or minus five
the > sign and a > b => the > sign and a is greater than b
√(2x) => the square root of (two x)
3:4 = 6:8 => three to four equals six to eight
λ = 3 => lambda equals three
√2 => square root of two
<5% => less than five percent
~3 days => about three days
"""


@pytest.mark.parametrize(("written", "said"), readings(MEASURES + FORMULAS))
def test_units_and_formulas_are_read_by_their_names(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


BRITISH = """
2.5 km => two point five kilometres
250 ml => two hundred and fifty millilitres
5 m/s => five metres per second
"""


@pytest.mark.parametrize(("written", "said"), readings(BRITISH))
def test_units_are_spelled_as_in_britain(written: str, said: str) -> None:
    assert normalise(written, "en-GB").text == said
