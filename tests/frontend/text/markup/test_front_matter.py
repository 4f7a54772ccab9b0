"""The fields that notes in Markdown begin with are not spoken."""

import pytest

from frontend.text import SpeakableFilter
from frontend.text.markup.front_matter import MAX_CHARS, FrontMatterFilter

NOTE = (
    "---\ntitle: A walk\ntags:\n  - wood\n- river\n# a remark\n\ndate: 2024-05-01\n---\nThe text.\n"
)


def filtered(text: str, size: int = 0) -> str:
    filter = FrontMatterFilter()
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    return "".join(map(filter.push, pieces)) + filter.flush()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7])
def test_fields_between_dashes_are_taken_out_however_the_text_comes(size: int) -> None:
    assert filtered(NOTE, size) == "The text.\n"
    assert filtered(NOTE.replace("---\nThe", "...\nThe"), size) == "The text.\n"


@pytest.mark.parametrize("size", [0, 1, 2, 5])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "---",
        "---\n",
        "---\n---\nTwo rules.",
        "--- an aside",
        "---\nA sentence, behind a rule.\n\n---\nAnother.",
        "---\n- one\n- two\n---\nA list.",
        "---\ntitle: It is never closed\n\nThe text.",
        "One.\n---\ntitle: Later\n---\nTwo.",
        "---\ntitle: x\nThis: one is: a sentence that begins otherwise, https://a.b\n!\n---\n",
    ],
)
def test_all_else_is_text(text: str, size: int) -> None:
    assert filtered(text, size) == text


def test_a_rule_holds_nothing_back_once_its_next_line_is_no_field() -> None:
    filter = FrontMatterFilter()
    assert filter.push("---\nWe went ") == ""
    assert filter.push("home, all") == "---\nWe went home, all"
    assert filter.held_chars == 0


def test_no_more_is_held_than_notes_begin_with() -> None:
    filter = FrontMatterFilter()
    text = "---\n" + "key: value\n" * (MAX_CHARS // 10)
    assert filter.push(text) == text


def test_it_is_taken_out_of_what_is_spoken_but_not_later_in_the_text() -> None:
    filter = SpeakableFilter()
    assert (
        filter.push(f"\ufeff{NOTE}".replace("\n", "\r\n")) + filter.flush()
    ).strip() == "The text."
    said = filter.push(NOTE) + filter.flush()
    assert "A walk" in said
