"""Whatever the text, it is read, what no rule has read stays, and it takes its time once."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.text.normalisation import Spoken, normalise
from frontend.text.normalisation.english import BRITISH, LANGUAGE

WRITTEN = (
    "0 1 12 123 1984 0.5 1,234 3/4 10:30 2024-01-05 $ € % °C kg km/h - – . , : / ( ) ' \" I IV "
    "Henry Chapter Jan. May St. Dr. THE OLD FBI am p.m. @ # & + = ² ½ ₂ ^ www. a.com x s th st"
)
PIECES = st.sampled_from([*WRITTEN.split(), ""])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
)


def parts_between(spoken: Spoken) -> tuple[str, str]:
    """Return what is not replaced, as it is written and as it is spoken."""
    written, said = list(spoken.written), list(spoken.text)
    for one in reversed(spoken.replaced):
        written[one.written_start : one.written_end] = []
        said[one.start : one.end] = []
    return "".join(written), "".join(said)


@given(text=TEXTS, language=st.sampled_from(["en", "en-GB"]))
def test_what_is_not_replaced_is_spoken_as_it_is_written(text: str, language: str) -> None:
    spoken = normalise(text, language)
    assert spoken.written == text
    written, said = parts_between(spoken)
    assert written.replace(" ", "") == said.replace(" ", "")


@given(text=TEXTS)
def test_what_is_replaced_is_in_order(text: str) -> None:
    spoken = normalise(text, "en")
    end = written_end = 0
    for one in spoken.replaced:
        assert end <= one.start <= one.end <= len(spoken.text)
        assert written_end <= one.written_start < one.written_end <= len(text)
        end, written_end = one.end, one.written_end


@given(text=TEXTS)
def test_no_rule_fails(text: str) -> None:
    """A rule that fails is logged and passed over, so the rules are asked themselves."""
    for rule in (*LANGUAGE.rules, *BRITISH.rules):
        for match in rule.pattern.finditer(text):
            said = rule.read(match)
            assert said is None or isinstance(said, str)


NASTY = [
    "1", "1.", ".", "1,", "1,000", "1-", "1/", "1:", "A", "AB ", "A.", "I", "IV ", "a.", "a@", "@",
    "$", "$1", "$1-", "#", "#a", "1:00 ", "9 a.m. ", "Henry I ", "St. ", "Jan. ", "x=", "x+", "²",
    '"', '5"', "1 ", "1 1/2 ", "0 ", "/a", "a/", "http://", "www.", "THE OLD ", "’", "1 St ", "c. ",
]  # fmt: skip
LONG = 8_000  # characters
MOST_S = 100e-6  # for each; it takes a few


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", NASTY)
def test_it_takes_time_in_proportion_to_the_text(piece: str) -> None:
    text = piece * (LONG // len(piece))
    began = time.thread_time()
    normalise(text, "en")
    assert time.thread_time() - began < MOST_S * LONG
