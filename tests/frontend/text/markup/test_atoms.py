"""What is one atom is never cut, and the same as before once it has been through the cutter."""

from hypothesis import given
from hypothesis import strategies as st

from frontend.text import Ending, PhraseLimits, Segment, parted
from frontend.text.markup.atoms import MOST_CHARS, closed, opened, with_closed_phonemes


@given(st.text(st.characters(exclude_categories=("Co", "Cs")), max_size=MOST_CHARS))
def test_an_atom_opens_to_what_it_was(text: str) -> None:
    assert opened(closed(text)) == text
    assert len(closed(text)) == len(text)


def test_an_atom_has_nothing_that_a_text_is_cut_at() -> None:
    assert not any(
        char.isspace() or char in ".!?,;:()[]。、" for char in closed("a b. (c), [d]。、")
    )


def test_what_is_too_long_for_an_atom_is_cut_as_any_text() -> None:
    assert closed("ab " * MOST_CHARS) == "ab " * MOST_CHARS


def test_a_sentence_in_two_parts_is_not_parted_within_phonemes() -> None:
    phonemes = "[Nguyen](/ŋ ʷ ĩ, ə n, ŋ ʷ ĩ, ə n, ŋ ʷ ĩ, ə n/)"
    text = f"He and she saw {phonemes}, where all of the others had gone before."
    parts = parted(Segment.of(text, Ending.SENTENCE), PhraseLimits())
    assert len(parts) == 2
    assert any(phonemes in part.text for part in parts)
    assert with_closed_phonemes("no [x](y) here") == "no [x](y) here"
