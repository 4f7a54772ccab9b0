"""What every European language reads by the same rule, each in its own words."""

import pytest

from frontend.text.normalisation import normalise
from frontend.text.normalisation.european.units import SIGNS

DECEMBER = {
    "de": "fünfter Dezember",
    "es": "cinco de diciembre",
    "fr": "cinq décembre",
    "it": "cinque dicembre",
    "nl": "vijf december",
    "pl": "piątego grudnia",
    "pt": "cinco de dezembro",
}
POWERS = {
    "de": ("fünf hoch drei", "fünf hoch vier"),
    "es": ("cinco al cubo", "cinco elevado a cuatro"),
    "fr": ("cinq au cube", "cinq puissance quatre"),
    "it": ("cinque al cubo", "cinque alla quattro"),
    "nl": ("vijf tot de derde", "vijf tot de macht vier"),
    "pl": ("pięć do sześcianu", "pięć do potęgi cztery"),
    "pt": ("cinco ao cubo", "cinco elevado a quatro"),
}
# "3° posto" is a third place where the degree sign is written for "º", elsewhere it is degrees.
DEGREES = {
    "de": "drei Grad posto",
    "es": "tercero posto",
    "fr": "trois degrés posto",
    "it": "terzo posto",
    "nl": "drie graden posto",
    "pl": "trzy stopnie posto",
    "pt": "terceiro posto",
}
MAY = {
    "de": "dreizehnter Mai",
    "es": "trece de mayo",
    "fr": "treize mai",
    "it": "tredici maggio",
    "nl": "dertien mei",
    "pl": "trzynastego maja dwa tysiące dwudziestego czwartego roku",
    "pt": "treze de maio",
}
LANGUAGES = sorted(DECEMBER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["05.12.2024", "05/12/2024", "5.12.2024"])
def test_the_day_is_before_the_month_in_december_too(language: str, written: str) -> None:
    assert normalise(written, language).text.startswith(DECEMBER[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["13/05/2024", "5/13/2024"])
def test_a_thirteenth_month_is_a_day(language: str, written: str) -> None:
    assert normalise(written, language).text.startswith(MAY[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_powers(language: str) -> None:
    assert (normalise("5³", language).text, normalise("5⁴", language).text) == POWERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_degree_sign_before_a_word(language: str) -> None:
    assert normalise("3° posto", language).text == DEGREES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_divided_by_nothing(language: str) -> None:
    said = normalise("3/0", language).text
    assert not any(char.isdecimal() for char in said)
    assert said != normalise("3/1", language).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_each_sign_of_a_currency_is_said_in_words(language: str, sign: str) -> None:
    said = normalise(f"20 {sign}", language).text
    assert not any(char in said for char in "20$€£¥￥₹₽₩₺₴₪₫₱₡₦₧฿")
