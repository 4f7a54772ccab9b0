"""What listeners have reported of servers of this kind, in inputs of our own."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

REPORTED = """
-- Roman numerals as letters
World War II ended under Pope Pius XII. See Chapter IV. Henry VIII left, and so did I. => World War two ended under Pope Pius the twelfth. See Chapter four. Henry the eighth left, and so did I.
-- headings in capitals, spelled
THE OLD MAN WALKED TO MORDHAVEN at dawn. => the old man walked to mordhaven at dawn.
CHAPTER ONE: THE DURSLEYS OF VARROW => chapter one: the dursleys of varrow
The FBI is in the USA. => The FBI is in the USA.
-- short forms of money
The deal was worth $5.3 billion, $1.5M in cash, €20k in fees, ¥5000 for tea; gas is $3.499. => The deal was worth five point three billion dollars, one point five million dollars in cash, twenty thousand euros in fees, five thousand yen for tea; gas is three point four nine nine dollars.
-- times and telephones
Meet at 9:00am or 8:05 PM. Call +1 (800) 555-0199. => Meet at nine AM or eight oh five PM. Call plus one, eight zero zero, five five five, zero one nine nine.
-- ranges and units
Bake at 40–60°C, then drive 100 km/h with 5kg. => Bake at forty to sixty degrees Celsius, then drive one hundred kilometers per hour with five kilograms.
-- exponents and indices
10² m², 2³, 5½, πr², v₁ => ten squared square meters, two cubed, five and a half, pi r squared, v one
-- abbreviations
Prof. Lee met Gov. Brown on St. James St. on Jan. 5; Martin King Jr. came. => Professor Lee met Governor Brown on Saint James Street on January fifth; Martin King Junior came.
"""  # noqa: E501 - a line is a case


@pytest.mark.parametrize(("written", "said"), readings(REPORTED))
def test_a_reported_text_is_read_as_a_person_would(written: str, said: str) -> None:
    assert normalise(written, "en").text == said


def test_a_very_long_number_costs_none_of_what_stands_around_it() -> None:
    said = normalise(f"The number is {'10' * 180} as bits.", "en").text
    assert said == f"The number is {' '.join(['one zero'] * 180)} as bits."


def test_the_written_words_are_known() -> None:
    spoken = normalise("Bake at 40–60°C, then drive 100 km/h with 5kg.", "en")
    pairs = [
        (spoken.written[one.written_start : one.written_end], spoken.text[one.start : one.end])
        for one in spoken.replaced
    ]
    assert pairs == [
        ("40–60°C", "forty to sixty degrees Celsius"),
        ("100 km/h", "one hundred kilometers per hour"),
        ("5kg", "five kilograms"),
    ]
