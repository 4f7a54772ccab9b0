"""Which marks within a line are text, by what stands next to them."""

import pytest

from frontend.text.markup.within.inline import is_literal


@pytest.mark.parametrize(
    ("before", "run", "after"),
    [
        ("2", "*", "x"),
        ("x", "*", "2"),
        ("2", "**", "8"),
        (" ", "*", " "),
        ("a", "_", "b"),
        ("a", "~", "b"),
    ],
)
def test_a_mark_of_a_formula_or_a_name_is_text(before: str, run: str, after: str) -> None:
    assert is_literal(run, before, after)


@pytest.mark.parametrize(
    ("before", "run", "after"),
    [
        ("a", "*", "b"),
        ("2", "**", "x"),
        ("x", "**", "2"),
        (" ", "**", " "),
        (" ", "*", "a"),
        ("a", "_", " "),
        ("2", "~~", "2"),
    ],
)
def test_a_mark_at_a_word_or_within_it_is_emphasis(before: str, run: str, after: str) -> None:
    assert not is_literal(run, before, after)
