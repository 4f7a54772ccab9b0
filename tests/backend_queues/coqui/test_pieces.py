import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.coqui.pieces import pieces_of

SENTENCES = "The first one ends here. The second, which is longer, ends here! And a third"


@given(st.text(alphabet="ab.,!? 。、\n", max_size=200), st.integers(1, 40))
def test_no_piece_is_over_the_limit_and_joined_they_are_the_text(text: str, limit: int) -> None:
    pieces = list(pieces_of(text, limit))
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("limit", "first"),
    [
        (60, "The first one ends here. "),
        (24, "The first one ends here."),
        (15, "The first one "),
    ],
)
def test_a_piece_ends_with_a_sentence_else_a_word(limit: int, first: str) -> None:
    assert next(pieces_of(SENTENCES, limit)) == first


def test_a_piece_ends_with_a_clause_where_no_sentence_ends() -> None:
    text = "a clause of some words, and another that goes on"
    assert next(pieces_of(text, 40)) == "a clause of some words, "


def test_a_number_is_not_cut_at_its_comma() -> None:
    assert next(pieces_of("they had 1,000 cats", 12)) == "they had "


def test_text_without_spaces_is_cut_after_its_own_marks() -> None:
    assert list(pieces_of("今日は晴れ。明日は雨、風も強い。", 10)) == [
        "今日は晴れ。",
        "明日は雨、風も強い。",
    ]
