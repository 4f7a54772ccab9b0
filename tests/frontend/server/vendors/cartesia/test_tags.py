"""What is to be spelled, however it is spread over tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.server.vendors.cartesia.tags import MAX_SPELLED_CHARS, Spelling

LONG = "a" * MAX_SPELLED_CHARS


def read(*tokens: str) -> str:
    spelling = Spelling()
    return "".join([*map(spelling.push, tokens), spelling.flush()])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Code <spell>ab1</spell>.", "Code A B 1."),
        ("<spell>(123) 456-7890</spell>", "1 2 3, 4 5 6, 7 8 9 0"),
        ("<SPELL>a</SPELL> and <spell>b</spell>", "A and B"),
        ("<spell>me@home.org</spell>", "M E, @, H O M E, O R G"),
        ("<spell></spell>", ""),
        ("a < b and <b>c</b>", "a < b and <b>c</b>"),
        ("<spell>never closed", "never closed"),
        (f"<spell>{LONG}</spell>.", f"{' '.join(LONG.upper())}."),
        (f"<spell>{LONG}a</spell>.", f"{LONG}a</spell>."),
        ("<spel", "<spel"),
        ("x <", "x <"),
    ],
)
def test_a_text_is_read(text: str, said: str) -> None:
    assert read(text) == said
    assert read(*text) == said


def test_only_what_may_be_a_tag_is_held_back() -> None:
    spelling = Spelling()
    assert spelling.push("Hello <") == "Hello "
    assert spelling.push("b> there <sp") == "<b> there "
    assert spelling.push("ell>ok") == ""
    assert spelling.push("</spell>!") == "O K!"


@given(st.lists(st.sampled_from(["<", "<spell>", "</spell>", "sp", "ell>", "/", "a1", " ", LONG])))
def test_it_is_the_same_however_it_is_cut(tokens: list[str]) -> None:
    text = "".join(tokens)
    assert read(*tokens) == read(text) == read(*text)
