"""Tables are read row by row, each cell with its heading."""

import pytest

from frontend.text import SpeakableFilter
from frontend.text.markup.table import HEADING_CHARS, MOST_CELLS
from tests.frontend.text.texts import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| Name | Age |\n|---|---:|\n| Ada | 36 |\n| Bob | 40 |\n\nDone.",
         "Name: Ada. Age: 36. Name: Bob. Age: 40. Done."),
        ("| **Name** | [Age](u) |\n| :-: | --- |\n| *Ada* | `36` |", "Name: Ada. Age: 36."),
        ("|Q|A|\n|-|-|\n|Why?|So.|\n||x|", "Q: Why? A: So. A: x."),
        ("| | B |\n|---|---|\n| row | 1 |", "row. B: 1."),
        ("| A |\n|---|\n| 1 | 2 |", "A: 1. 2."),
        ("| 名前 | 年 |\n|---|---|\n| 太郎 | 五 |", "名前：太郎。年：五。"),
        ("A | B\n---|---\n1 | 2", "A, B A: 1. B: 2"),
        ("| a | b |\n| c | d |", "a, b c, d"),
        ("| a | b |\n|---|---|\n\nText.", "a, b Text."),
        ("| a | b |\n|---|---|", "a, b"),
        ("|a|b|\n\n|---|---|\nc", "a, b c"),
        ("| Name | Age |\n|---|---|\n| Ada | 36 |\nAfter it, text.\n| x | y |",
         "Name: Ada. Age: 36. After it, text. x, y"),
    ],
)  # fmt: skip
def test_rows_are_read_with_their_headings(text: str, expected: str) -> None:
    assert words(text) == expected


def test_a_first_row_is_held_only_so_long() -> None:
    for row in ("| " + "word " * 200, "|x" * (MOST_CELLS + 10)):
        speech, said = SpeakableFilter(), ""
        for char in row:
            said += speech.push(char)
            assert speech.held_chars <= HEADING_CHARS + 10
        said += speech.flush()
        assert said.count("word") == row.count("word") and said.count("x") == row.count("x")
