"""Japanese numbers are read with what they count as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.kokoro.languages.counters import kana_of, readings, value


def read(text: str) -> str:
    """Return the text with its readings in their places."""
    for reading in reversed(readings(text)):
        text = text[: reading.start] + reading.kana + text[reading.end :]
    return text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("十月一日", "じゅーがつついたち"),
        ("五月三日", "ごがつみっか"),
        ("四月七日", "しがつなのか"),
        ("七月十日", "しちがつとーか"),
        ("九月十四日", "くがつじゅーよっか"),
        ("十二月二十日", "じゅーにがつはつか"),
        ("一月十九日", "いちがつじゅーくにち"),
        ("四時十分", "よじじゅっぷん"),
        ("九時三分", "くじさんぷん"),
        ("七時四十六分", "しちじよんじゅーろっぷん"),
        ("十分間", "じゅっぷんかん"),
        ("四時間", "よじかん"),
        ("二千二十四年", "にせんにじゅーよねん"),
        ("三本", "さんぼん"),
        ("一本と十本", "いっぽんとじゅっぽん"),
        ("百本", "ひゃっぽん"),
        ("三百本", "さんびゃっぽん"),
        ("千本", "せんぼん"),
        ("六匹", "ろっぴき"),
        ("八杯", "はっぱい"),
        ("三階", "さんがい"),
        ("十階", "じゅっかい"),
        ("六回", "ろっかい"),
        ("八歳", "はっさい"),
        ("二十歳", "はたち"),
        ("三足", "さんぞく"),
        ("四人", "よにん"),
        ("一人と二人", "ひとりとふたり"),
        ("三か月", "さんかげつ"),
        ("六ヶ月", "ろっかげつ"),
        ("一週間", "いっしゅーかん"),
        ("四円", "よえん"),
        ("三百八十円", "さんびゃくはちじゅーえん"),
        ("六千八百円", "ろくせんはっぴゃくえん"),
        ("一千万円", "いっせんまんえん"),
        ("八兆円", "はっちょーえん"),
        ("零時", "れーじ"),
    ],
)
def test_a_number_is_read_with_what_it_counts(written: str, said: str) -> None:
    assert read(written) == said


@pytest.mark.parametrize(
    "text",
    [
        "一日中",
        "三日月",
        "一人前",
        "十分な時間",
        "三分の一",
        "六本木",
        "二日酔い",
        "五月雨",
        "一三八円",
    ],
)
def test_what_is_another_word_is_left_to_the_dictionary(text: str) -> None:
    assert readings(text) == []


@given(st.integers(0, 10**16 - 1))
def test_every_number_has_kana(number: int) -> None:
    assert kana_of(number).replace("ー", "").isalpha()


@pytest.mark.parametrize(
    ("numerals", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("百五", 105),
        ("千九百七十二", 1972),
        ("一億二千三百万四千", 123_004_000),
        ("百万", 1_000_000),
        ("一三八", None),
        ("二零", None),
    ],
)
def test_numerals_have_values_unless_they_are_digits_in_a_row(
    numerals: str, number: int | None
) -> None:
    assert value(numerals) == number
