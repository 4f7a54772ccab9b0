"""Whatever a text in German, Dutch or Polish is made of: no rule fails on it, none takes long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.text.normalisation import normalise
from frontend.text.normalisation.languages import language_of

LANGUAGES = ("de", "nl", "pl")
_PIECES = (
    "0 1 2 3. 10. 15 21 30 99 100 1998 2024 1.000 3,5 3.14 0,05 1/2 10:30 14h 14.30 8-17 ½ ² "
    "31.12. 3.10.2024 2024-10-03 - – + = / . , : ; ' ’ ( ) % ‰ ° § €  zł $ £ Mio. Mrd. mln tys. k "
    "EUR PLN kg km/h °C m² h min Uhr uur godz. Std. S. Nr. nr z. B. d.w.z. m.in. Dr. dr św. ul. "
    "v. Chr. XIV. XIV II Ludwig Willem Jan Kapitel hoofdstuk rozdział w do am der im dem bis od "
    "Mai mei maja Okt. wieku w. r. roku lata 80. 1980er 90er '80 2e 21ste 121tem 5-ty 20-jährig "
    "20-jarig 10-letni 3D 3x 3 x 4 @ a@b.de www.a.nl #a1 v1.2 192.168.1.1 +49 (0) tel ISBN A B2 "
    "Mo.–Fr. 45,- Kto.-Nr. ABC ^ \u202f \u00a0 ٣ 0000000"
)
PIECES = _PIECES.split(" ")
TEXTS = st.lists(st.sampled_from([*PIECES, " ", "  ", "\n"]), max_size=12).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=10
).map(" ".join)
NASTY = (
    "1",
    "1.",
    "1. ",
    "am 1. und ",
    "1,-",
    "1 1/2 ",
    "1-1.",
    "1.1.",
    "1:1 Uhr ",
    "8-9 uur ",
    "1 Mio. ",
    "+49 1 ",
    "Kto-",
    "A.-Nr. 1 ",
    "Ludwig I",
    "XX i XX ",
    "1 zł ",
    "od 1 ",
    "lata 80. i ",
    "godz. 1 ",
    "1 maja ",
    "z. B. ",
    "m.in.",
    "½ ",
    "3 x ",
    "3x3x",
    "A ",
    "Mo-",
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
        assert 0 <= one.start <= one.end <= len(spoken.text)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", NASTY)
def test_a_text_that_repeats_itself_takes_no_longer_than_others(language: str, piece: str) -> None:
    began = time.thread_time()
    normalise((piece * CHARS)[:CHARS], language)
    assert time.thread_time() - began < MOST_S


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_absurd_number_is_read_digit_by_digit_amid_its_sentence(language: str) -> None:
    text = normalise("Also " + "10" * 180 + " ende.", language).text
    assert text.startswith("Also ")
    assert text.endswith(" ende.")
    assert len(text.split()) == 362
