"""What languages write alike is read with the words of one that has few of its own."""

import pytest

from frontend.text.normalisation.common.addresses import address_rules
from frontend.text.normalisation.common.capitals import Capitals, capitals_rule
from frontend.text.normalisation.common.ids import id_rules
from frontend.text.normalisation.common.words import Words
from frontend.text.normalisation.normaliser import read
from frontend.text.normalisation.spelling import SpelledNumbers
from tests.support.readings import readings

NUMBERS = SpelledNumbers("de")
FORM = "spellout-numbering"
GERMAN = Words(
    marks={"@": "ät", ".": "Punkt", "/": "Schrägstrich", "-": "Strich", ":": "Doppelpunkt"},
    point="Punkt",
    plus="plus",
    version="Version",
    hashtag="Hashtag",
    number=lambda digits: NUMBERS.words(digits, FORM),
    digit=lambda digit: NUMBERS.words(digit, FORM),
)
RULES = (
    *address_rules(GERMAN),
    *id_rules(GERMAN),
    capitals_rule(Capitals(frozenset(("DER", "ZU")), pronoun="")),
)
ALIKE = """
info@beispiel.de => info ät beispiel Punkt DE
030 1234567 => null drei null, eins zwei drei vier fünf sechs sieben
06 12 34 56 78 => null sechs, eins zwei, drei vier, fünf sechs, sieben acht
+49 30 1234567 => plus vier neun, drei null, eins zwei drei vier fünf sechs sieben
v2.10 => Version zwei Punkt zehn
DER WEG ZU MORDHAVEN => der weg zu mordhaven
15.01.2020 => 15.01.2020
1.500.000 => 1.500.000
01.02.20 => 01.02.20
Ende.Dann => Ende.Dann
"""


@pytest.mark.parametrize(("written", "said"), readings(ALIKE))
def test_it_is_read_with_the_words_of_the_language(written: str, said: str) -> None:
    assert read(written, RULES).text == said
