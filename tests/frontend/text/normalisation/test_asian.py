"""Chinese, Japanese and Hindi: no text is too odd, and none takes more than its share of time."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.text.normalisation import normalise

LANGUAGES = ["zh", "ja", "hi", "en"]
_WORDS = (
    "0 1 7 12 2024 3.5 1,500 ¥ $ € ₹ % ‰ - ~ 〜 – / : . , ° °C kg km/h m² ² ½ 年 月 日 号 時 分",
    "点 円 元 万 億 第 回 本 人 （ ） ， 。 か は の वीं बजे लाख रुपए में 電話 电话 नंबर a b.com x@y.org",
    "+ = × 〇 ９ Ａ ५ α я 你 か ا \u0301 \u200d \ud83d 😊",
)
PIECES = st.sampled_from(" ".join(_WORDS).split())
TEXTS = st.lists(PIECES | st.just(" ") | st.characters(), max_size=25).map("".join)
NASTY = [
    "1", "1,", "1,500", "1.", "1/", "1:", "1-", "1 ", "9-", "0", "00:", "1年", "5月", "1%", "$",
    "¥1", "電話", "电话1", "नंबर1", "第", "〜", "1〜", "a@", "a.", "a@b.", "http://a.", "/a",
    "1/2 ", "२", "१,", "〇", "二", "x²", "1x", "1.1.", "+1 ", "(0", "ＩＤ", "東", "か", "東か ",
    "я", "α", "ا", "न", "न्", "१वीं", "5'", "-", "1人", "1 रोड ", "か東 a",
]  # fmt: skip
LONG = 4000
PATIENCE_S = 20  # a hundred times of what the slowest take


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=150, deadline=None)
@given(written=TEXTS)
def test_any_text_is_spoken_and_its_readings_stand_where_they_say(
    language: str, written: str
) -> None:
    text = normalise(written, language)
    position = spoken_position = 0
    for one in text.replaced:
        assert position <= one.written_start < one.written_end <= len(written)
        assert spoken_position <= one.start <= one.end <= len(text.text)
        position, spoken_position = one.written_end, one.end
    spoken = [(one.start, one.end) for one in text.replaced]
    read = [(one.written_start, one.written_end) for one in text.replaced]
    assert _rest(text.text, spoken) == _rest(text.written, read)


def _rest(text: str, readings: list[tuple[int, int]]) -> str:
    """Return what is outside the readings, with usual letters and digits, without spaces."""
    ends = [0, *(end for _, end in readings)]
    starts = [*(start for start, _ in readings), len(text)]
    parts = (text[a:b] for a, b in zip(ends, starts, strict=True))
    return "".join(map(_usual, "".join(parts).replace(" ", "")))


def _usual(char: str) -> str:
    is_wide = "\uff10" <= char <= "\uff5a" and char.isalnum()
    is_digit = "\u0966" <= char <= "\u096f"
    if is_digit:
        return str(unicodedata.digit(char))
    return unicodedata.normalize("NFKC", char) if is_wide else char


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=50, deadline=None)
@given(written=st.text("0123456789.,-/:年月日%", max_size=30))
def test_no_digit_is_left_to_be_read(language: str, written: str) -> None:
    if language != "en":
        assert not any("0" <= char <= "9" for char in normalise(written, language).text)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_run_of_anything_takes_no_longer_than_in_proportion(language: str) -> None:
    began = time.thread_time()
    for piece in NASTY:
        normalise(piece * (LONG // len(piece)), language)
    assert time.thread_time() - began < PATIENCE_S


@pytest.mark.parametrize("language", ["zh", "ja", "hi"])
def test_a_number_of_a_thousand_digits_is_read_digit_by_digit(language: str) -> None:
    spoken = normalise("1" * 1000, language).text
    assert not any(map(str.isdecimal, spoken))
    assert len(spoken) >= 1000
