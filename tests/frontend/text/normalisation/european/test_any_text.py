"""Whatever a text is made of: no rule fails on it, no digit is left, and none takes long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.text.normalisation import normalise
from frontend.text.normalisation.languages import language_of

LANGUAGES = ("es", "es-MX", "fr", "fr-CH", "it", "pt", "pt-PT")
_PIECES = (
    "0 1 2 7 10 15 21 30 99 100 1998 2024 1.000 3,5 3.14 0,05 1/2 10:30 14h30 14.30 ½ ² ₂ "
    "- – + = / . , : ; ' ’ ( ) % ‰ ° º ª € $ £ R$ US$ M€ k mil mln M Md EUR USD kg km/h °C m² h "
    "min p. M. Sr. Dr av. a. C. n.º XIV II siglo siècle Louis Felipe le de mai mayo maggio "
    "maio 1er 2e 3a @ a@b.fr www.a.it #a1 v1.2 192.168.1.1 +33 tel ISBN A B2 ABC x ^ \u202f \u00a0"
)
PIECES = _PIECES.split(" ")
TEXTS = st.lists(st.sampled_from([*PIECES, " ", "  ", "\n"]), max_size=12).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=10
).map(" ".join)
NASTY = (
    "0",
    "00 ",
    "+0",
    "1",
    "1.",
    "1,",
    "1 ",
    "100 ",
    "100.",
    "1-",
    "1:1",
    "1/",
    "1/1/",
    "1 1/2 ",
    "$1 ",
    "1€",
    "R$",
    "1 mil ",
    "01 ",
    "+1 ",
    "(01) ",
    "I",
    "XI ",
    "Louis I",
    "a.",
    "a. b. ",
    "M. A",
    "a-",
    "@a.",
    "#a1",
    "1e",
    "1 mai ",
    "mai 1 ",
    "14h30",
    "²",
    "x²+",
    "½ ",
    "A ",
    "km/",
)
CHARS = 2_000
MOST_S = 12  # a hundred times what it takes


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
def test_no_rule_fails(language: str, text: str) -> None:
    known = language_of(language)
    assert known is not None
    for rule in known.rules:
        for match in rule.pattern.finditer(text):
            assert isinstance(rule.read(match), str | None), rule.name


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS)
def test_no_digit_is_left_and_the_written_words_are_known(language: str, text: str) -> None:
    spoken = normalise(text, language)
    assert not re.search("[0-9]", spoken.text)
    for one in spoken.replaced:
        assert 0 <= one.written_start < one.written_end <= len(text)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", NASTY)
def test_a_text_that_repeats_itself_takes_no_longer_than_others(language: str, piece: str) -> None:
    began = time.thread_time()
    normalise((piece * CHARS)[:CHARS], language)
    assert time.thread_time() - began < MOST_S


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_absurd_number_is_read_digit_by_digit_amid_its_sentence(language: str) -> None:
    text = normalise("A " + "10" * 180 + " B.", language).text
    assert text.startswith("A u")
    assert text.endswith(" B.")
    assert len(text.split()) == 362


@pytest.mark.parametrize(
    ("written", "language", "spoken"),
    [
        ("Es sind –3.14 Grad.", "de", "Es sind minus drei Punkt vierzehn Grad."),
        ("1–3,5 km", "fr", "un à trois virgule cinq kilomètres"),
        ("21-1.000", "it", "ventuno a mille"),
        ("1 – 3.14", "pl", "jeden do trzy kropka czternaście"),
        ("100'801.000", "de", "einhunderttausendachthunderteins Punkt null null null"),
    ],
)
def test_signs_and_ranges_of_decimals_are_read(written: str, language: str, spoken: str) -> None:
    assert normalise(written, language).text == spoken
