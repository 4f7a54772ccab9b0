"""The values of attributes, from the least to the most that each may be."""

import pytest

from frontend.text.pauses import MAX_PAUSE_S
from frontend.text.ssml.values import (
    FASTEST,
    MAX_SEEN,
    SLOWEST,
    breaks_s,
    pause_s,
    rate,
    said_as,
    with_phonemes,
)

PAUSES = [
    ("", "none", 0.0),
    ("", "x-weak", 0.1),
    ("", "weak", 0.25),
    ("", "medium", 0.5),
    ("", "", 0.5),
    ("", "strong", 0.75),
    ("", "x-strong", 1.0),
    ("", "very strong", None),
    ("0s", "strong", 0.0),
    ("1ms", "", 0.001),
    ("250ms", "", 0.25),
    ("+1.5s", "", 1.5),
    (" 2S ", "", 2.0),
    (".5s", "", 0.5),
    ("10s", "", MAX_PAUSE_S),
    ("11s", "", MAX_PAUSE_S),
    ("-1s", "", None),
    ("1", "", None),
    ("1 s", "", None),
    ("soon", "weak", None),
]
RATES = [
    ("x-slow", 0.5),
    ("slow", 0.75),
    ("medium", 1.0),
    ("default", 1.0),
    ("fast", 1.25),
    ("x-fast", 1.5),
    ("Fast ", 1.25),
    ("1", 1.0),
    ("2", 2.0),
    ("0.5", 0.5),
    (".5", 0.5),
    ("100%", 1.0),
    ("80%", 0.8),
    ("+20%", 1.2),
    ("-20%", 0.8),
    ("+1", 2.0),
    ("-0.5", 0.5),
    ("0", SLOWEST),
    ("-100%", SLOWEST),
    ("10", FASTEST),
    ("11", FASTEST),
    ("1.5x", None),
    ("quick", None),
    ("", None),
]
SILENCES = [
    ("a break of work", 0.0),
    ("one two", 0.0),
    ("<break/>", 1.0),
    ('<break time="2s"/>', 2.0),
    ("<break time='500ms'/><s:break time = \"1s\"/>", 1.5),
    ('<break strength="weak"/>', 1.0),
    ('<break time="soon"/>', 1.0),
    ('<break time="&#50;s"/>', 1.0),
    ("<break time=2s/>", MAX_PAUSE_S),
    (f"<break{' ' * MAX_SEEN}/>", MAX_PAUSE_S),
    (f'<break time="2s"{" " * (MAX_SEEN - 12)}/>', 2.0),
]
ORDINALS = {
    "st": ("1", "21", "101", "121"),
    "nd": ("2", "22", "1,002"),
    "rd": ("3", "23"),
    "th": ("0", "4", "9", "10", "11", "12", "13", "14", "19", "20", "24", "100", "110", "1,011")
    + ("111", "112", "113", "119", "120"),
}


@pytest.mark.parametrize(("time", "strength", "seconds"), PAUSES)
def test_a_break_lasts_as_long_as_it_says(time: str, strength: str, seconds: float | None) -> None:
    assert pause_s(time, strength) == seconds


@pytest.mark.parametrize(("value", "factor"), RATES)
def test_a_rate_is_a_factor_of_the_usual_one(value: str, factor: float | None) -> None:
    assert rate(value) == (factor and pytest.approx(factor))


@pytest.mark.parametrize(("text", "seconds"), SILENCES)
def test_the_silence_of_a_document_is_never_underrated(text: str, seconds: float) -> None:
    assert breaks_s(text) == seconds


@pytest.mark.parametrize("ending", sorted(ORDINALS))
def test_a_number_becomes_its_place(ending: str) -> None:
    for number in ORDINALS[ending]:
        assert said_as(number, "ordinal", "en-GB") == f"{number}{ending}"
        assert said_as(number, "ordinal", "") == f"{number}{ending}"
        assert said_as(number, "ordinal", "de") == number


@pytest.mark.parametrize("text", ["", "third", "1.5", "-1"])
def test_what_is_no_number_has_no_place(text: str) -> None:
    assert said_as(text, "ordinal", "en") == text


@pytest.mark.parametrize(
    ("word", "phonemes", "said"),
    [
        ("a", "ə", "[a](/ə/)"),
        ("a [b]", "/ə/", "[a b](/ə/)"),
        ("a", "", "a"),
        ("a", "()", "a"),
        ("", "ə", ""),
    ],
)
def test_a_word_carries_its_phonemes(word: str, phonemes: str, said: str) -> None:
    assert with_phonemes(word, phonemes) == said
