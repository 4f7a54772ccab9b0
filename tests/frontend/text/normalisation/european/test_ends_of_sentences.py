"""Abbreviations at a sentence's end, which may be words there, and keep its point."""

import pytest

from frontend.text.normalisation import normalise

WORDS = [
    ("fr", "Elle a revu son ex.", "Elle a revu son ex."),
    ("fr", "Elle a revu son ex. Il dort.", "Elle a revu son ex. Il dort."),
    ("fr", "Par ex. Paris (ex. Lyon)", "Par exemple Paris (exemple Lyon)"),
    ("fr", "C’est Max. Il dort.", "C’est Max. Il dort."),
    ("fr", "la vitesse max.", "la vitesse maximum."),
    ("de", "Das ist Max.", "Das ist Max."),
    ("de", "Max. 5 Personen, gem. Vertrag", "Maximal fünf Personen, gemäß Vertrag"),
    ("nl", "Dat is Max.", "Dat is Max."),
    ("it", "Ha scritto gli es. Poi dorme.", "Ha scritto gli es. Poi dorme."),
    ("it", "ad es. Roma", "ad esempio Roma"),
    ("pt", "Silva et al. (2019), al. Santos", "Silva et al. (dois mil e dezenove), alameda Santos"),
]
ENDS = [
    ("fr", "le chat, etc. Ensuite il", "le chat, et cetera. Ensuite il"),
    ("fr", "un village de 500 hab. Il y", "un village de cinq cents habitants. Il y"),
    ("de", "Hunde usw. Dann kam", "Hunde und so weiter. Dann kam"),
    ("de", "Hunde u. v. m. Dann kam", "Hunde und vieles mehr. Dann kam"),
    ("de", "z. B. Berlin", "zum Beispiel Berlin"),
    ("es", "perros, etc. Luego", "perros, etcétera. Luego"),
    ("it", "cani, ecc. Poi", "cani, eccetera. Poi"),
    ("nl", "honden enz. Daarna", "honden enzovoort. Daarna"),
    ("nl", "o.a. Rotterdam", "onder andere Rotterdam"),
    ("pl", "psy itd. Potem", "psy i tak dalej. Potem"),
]


@pytest.mark.parametrize(("language", "written", "said"), WORDS)
def test_what_is_a_word_as_well_is_one_at_the_end(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said


@pytest.mark.parametrize(("language", "written", "said"), ENDS)
def test_what_ends_a_sentence_keeps_its_point(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said
