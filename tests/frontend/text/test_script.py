import pytest

from frontend.text.script import has_word_spaces, is_cjk, weight


@pytest.mark.parametrize(("char", "expected"), [("好", True), ("か", True), ("𠀀", True)])
def test_ideographs_and_kana_need_no_spaces(char: str, expected: bool) -> None:
    assert is_cjk(char) is expected


@pytest.mark.parametrize("char", ["", "a", "é", "한", "。"])
def test_other_characters_do(char: str) -> None:
    assert not is_cjk(char)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ten words", True), ("dix mots à compter", True), ("열 단어", True), ("好 a", False)]
    + [("สิบคำ", False)],
)
def test_words_are_counted_by_spaces_where_the_script_has_some(text: str, expected: bool) -> None:
    assert has_word_spaces(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("é!", 2), ("好a", 3.5), ("한", 2.5)])
def test_a_cjk_character_weighs_two_and_a_half_letters(text: str, expected: float) -> None:
    assert weight(text) == expected
