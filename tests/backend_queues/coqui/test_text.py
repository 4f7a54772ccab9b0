import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.coqui.text import bcp47, pieces_of, spellable

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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "in 1990, 12,500 cats", "in 1990, 12,500 cats"),
        ("cs", "mám 12. a 1.5", "mám 12 . a 1.5"),
        ("de", "ich habe 12.", "ich habe 12."),
        ("hi", "मेरे पास 12", "मेरे पास  एक  दो "),
        ("en", "1234567890123456", " 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 "),
    ],
)
def test_what_cannot_be_spelled_out_gets_another_form(
    language: str, text: str, expected: str
) -> None:
    assert spellable(text, language) == expected


@pytest.mark.parametrize(
    ("name", "tag"),
    [("en", "en"), ("zh-cn", "zh-CN"), ("pt_br", "pt-BR"), ("fr-fr-x", "fr-fr-x")],
)
def test_a_language_of_coqui_tts_gets_the_tag_of_bcp_47(name: str, tag: str) -> None:
    assert bcp47(name) == tag
