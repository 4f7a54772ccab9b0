"""A lexicon says words as it is told, whole words only, in time by the length of the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.text.normalisation.pronunciations import Lexicon, marked

ENTRIES = {
    "GIF": "jif",
    "nginx": "engine ex",
    "Nguyen": "/ŋʷiən/",
    "New York": "noo york",
    "New": "noo",
    "C++": "see plus plus",
    "上海": "shanghai",
}


def said(text: str, *, phonemes: bool = False, entries: dict[str, str] = ENTRIES) -> str:
    parts, end = [], 0
    for reading in Lexicon(entries.items()).readings(text, phonemes=phonemes):
        parts += [text[end : reading.start], reading.spoken]
        end = reading.end
    return "".join([*parts, text[end:]])


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("A GIF, two GIFs, a gif.", "A jif, two GIFs, a gif."),
        ("The GIF's colours", "The jif's colours"),
        ("Nginx and NGINX", "engine ex and engine ex"),
        ("New York is New.", "noo york is noo."),
        ("Newer", "Newer"),
        ("I like C++.", "I like see plus plus."),
        ("我在上海工作", "我在shanghai工作"),
        ("喜欢GIF吗", "喜欢jif吗"),
        ("https://nginx.org and me@nginx.org", "https://nginx.org and me@nginx.org"),
        ("Nguyen", "Nguyen"),
        ("", ""),
    ],
)
def test_whole_words_are_said_as_told(text: str, spoken: str) -> None:
    assert said(text) == spoken


def test_phonemes_are_for_backends_that_take_them() -> None:
    assert said("Dr. Nguyen, please.", phonemes=True) == "Dr. [Nguyen](/ŋʷiən/), please."


def test_phonemes_in_a_text_are_taken_out_of_what_is_written() -> None:
    written, readings = marked("[Kokoro](/kˈOkəɹO wˈʌn/) is [a word](/x/) [x](y) [](/z/).")
    assert written == "Kokoro is a word [x](y) [](/z/)."
    assert [(written[r.start : r.end], r.spoken) for r in readings] == [
        ("Kokoro", "[Kokoro](/kˈOkəɹO wˈʌn/)"),
        ("a word", "[a word](/x/)"),
    ]


@given(st.text(max_size=200), st.dictionaries(st.text(max_size=8), st.text(max_size=8)))
def test_whatever_is_written_readings_are_of_the_text_and_in_order(
    text: str, entries: dict[str, str]
) -> None:
    end = 0
    for reading in Lexicon(entries.items()).readings(text, phonemes=True):
        assert end <= reading.start < reading.end <= len(text)
        end = reading.end


def test_a_large_lexicon_costs_a_text_no_more() -> None:
    entries = {f"new {n:05d} {'x' * (n % 60)}": "said" for n in range(20_000)}
    lexicon = Lexicon(entries.items())
    text = "new " * 100
    began = time.thread_time()
    assert list(lexicon.readings(text, phonemes=False)) == []
    assert time.thread_time() - began < 0.5  # it takes some 5 ms
