"""The words of a language for numbers, for what they count, and for their signs."""

import pytest

from frontend.text.normalisation.european.french.grammar import GRAMMAR as FRENCH
from frontend.text.normalisation.european.portuguese.grammar import BRAZIL
from frontend.text.normalisation.european.spanish.grammar import GRAMMAR as SPANISH
from frontend.text.normalisation.european.words import Words
from frontend.text.normalisation.european.written import Number

WORDS = {"es": Words(SPANISH), "fr": Words(FRENCH), "pt": Words(BRAZIL)}


@pytest.mark.parametrize(
    ("language", "number", "unit", "said"),
    [
        ("fr", Number("1"), "h", "une heure"),
        ("fr", Number("1", "5"), "kg", "un virgule cinq kilogramme"),
        ("fr", Number("2000000"), "t", "deux millions de tonnes"),
        ("es", Number("21"), "h", "veintiuna horas"),
        ("es", Number("200001"), "mi", "doscientas mil una millas"),
        ("es", Number("3000000"), "m", "tres millones de metros"),
        ("es", Number("1", sign="-"), "m", "menos un metro"),
        ("pt", Number("2"), "h", "duas horas"),
        ("pt", Number("0"), "h", "zero horas"),
        ("pt", Number("2"), "g", "dois gramas"),
    ],
)
def test_a_number_agrees_with_what_it_counts(
    language: str, number: Number, unit: str, said: str
) -> None:
    words = WORDS[language]
    assert words.counted(number, words.units[unit]) == said


@pytest.mark.parametrize(
    ("code", "full", "everyday"),
    [
        ("USD", "dólar estadounidense", "dólar"),
        ("JPY", "yen", "yen"),
        ("MXN", "peso mexicano", "peso"),
    ],
)
def test_a_currency_is_named_in_full_where_others_have_its_name(
    code: str, full: str, everyday: str
) -> None:
    in_full, short = (WORDS["es"].currency(code, everyday=flag) for flag in (False, True))
    assert in_full is not None
    assert short is not None
    assert (in_full.form("one"), short.form("one")) == (full, everyday)


def test_a_code_that_is_none_is_no_currency() -> None:
    assert WORDS["es"].currency("ABC", everyday=False) is None


def test_what_is_too_long_for_an_ordinal_has_none() -> None:
    assert WORDS["fr"].ordinal("1" * 20, "spellout-ordinal") is None
    assert WORDS["fr"].ordinal("007", "spellout-ordinal") is None


def test_units_that_a_slash_joins_are_made_of_both() -> None:
    unit = WORDS["fr"].unit_per("g", "l")
    assert unit is not None
    assert unit.form("other") == "grammes par litre"
    assert WORDS["fr"].unit_per("g", "xyz") is None
