"""Cutting words into parts loses nothing and keeps to the limit."""

from hypothesis import given
from hypothesis import strategies as st

from backend_queues.kokoro.words import bare, parts_of, spoken_word

PHONEMES = st.text("abcˈ,.;— ", min_size=1, max_size=40)


@given(st.lists(PHONEMES), st.integers(1, 60))
def test_no_part_is_too_long_and_no_phoneme_is_lost(phonemes: list[str], limit: int) -> None:
    words = [spoken_word("word", p) for p in phonemes]
    parts = list(parts_of(words, limit))
    assert all(0 < sum(len(w.phonemes) for w in part) <= limit for part in parts)
    assert "".join(w.phonemes for part in parts for w in part) == "".join(phonemes)


def test_a_text_is_cut_where_a_sentence_ends_even_if_a_comma_comes_later() -> None:
    words = [spoken_word(w, w + " ") for w in ["aa", "bb", "cc.", "dd,", "ee", "ff"]]
    parts = [[w.text for w in part] for part in parts_of(words, 16)]
    assert parts == [["aa", "bb", "cc."], ["dd,", "ee", "ff"]]


def test_a_short_sentence_at_the_start_is_no_reason_to_cut_there() -> None:
    words = [spoken_word(w, w + " ") for w in ["a.", "bb", "cc", "dd,", "ee", "ff"]]
    parts = [[w.text for w in part] for part in parts_of(words, 16)]
    assert parts == [["a.", "bb", "cc", "dd,"], ["ee", "ff"]]


def test_a_word_is_heard_without_the_punctuation_around_it() -> None:
    word = spoken_word("really", "(ɹˈiᵊli!) ")
    assert word.phonemes[word.start : word.end] == "ɹˈiᵊli"
    assert spoken_word("—", "— ").end == 0


def test_punctuation_is_taken_off_the_ends_and_vowel_signs_are_not() -> None:
    assert bare("(well-known)…") == "well-known"
    assert bare("$3.50,") == "$3.50"
    assert bare("नमस्ते,") == "नमस्ते"
    assert bare("—") == ""
