"""Roman numerals."""

import pytest

from frontend.text.normalisation.common.roman import value


@pytest.mark.parametrize(
    ("numeral", "number"), [("I", 1), ("IV", 4), ("XIX", 19), ("XL", 40), ("MCMLXXXIV", 1984)]
)
def test_a_numeral_has_its_value(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("letters", ["", "IIII", "VX", "IC", "ABC", "xii", "MIX" + "I" * 90])
def test_other_letters_have_none(letters: str) -> None:
    assert value(letters) is None
