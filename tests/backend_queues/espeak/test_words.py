"""Each word is yielded once, in order, whatever the library reports about their beginnings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.base import Word
from backend_queues.espeak.words import WordTimer, bare

RATE_HZ = 1000


def timed(text: str, seconds: float, *beginnings: tuple[int, int]) -> list[Word]:
    timer = WordTimer(text, RATE_HZ)
    speech = np.full(round(seconds * RATE_HZ), 0.5, np.float32)
    return [*timer.hear(speech, beginnings), *timer.finish()]


def test_a_word_ends_where_the_next_begins() -> None:
    words = timed("Über Köln.", 1.0, (0, 0), (5, 400))
    assert words == [Word("Über", 0.0, 0.4), Word("Köln", 0.4, 1.0)]


def test_words_that_are_run_together_share_their_time_by_their_lengths() -> None:
    words = timed("out of the sea", 1.2, (0, 0), (4, 300), (11, 800))
    assert [word.text for word in words] == ["out", "of", "the", "sea"]
    assert [word.start_s for word in words] == pytest.approx([0.0, 0.3, 0.5, 0.8])


def test_words_that_begin_at_once_share_their_time_too() -> None:
    words = timed("of it", 0.4, (0, 0), (3, 0))
    assert words == [Word("of", 0.0, 0.2), Word("it", 0.2, 0.4)]


def test_what_is_said_in_several_words_is_one() -> None:
    words = timed("$3.50, please", 2.0, (0, 0), (1, 300), (2, 500), (2, 700), (7, 1500))
    assert words == [Word("$3.50", 0.0, 1.5), Word("please", 1.5, 2.0)]


def test_a_dash_is_no_word() -> None:
    assert [word.text for word in timed("so -- yes", 1.0, (0, 0), (6, 500))] == ["so", "yes"]


def test_a_pause_belongs_to_no_word() -> None:
    timer = WordTimer("Yes. No.", RATE_HZ)
    speech = np.full(1000, 0.5, np.float32)
    speech[300:500] = speech[900:] = 0
    words = [*timer.hear(speech, [(0, 0), (5, 500)]), *timer.finish()]
    assert words == [Word("Yes", 0.0, 0.3), Word("No", 0.5, 0.9)]


def test_punctuation_is_taken_off_the_ends_and_vowel_signs_are_not() -> None:
    assert bare("“(well-known)”…") == "well-known"
    assert bare("$3.50,") == "$3.50"
    assert bare("हैं?") == "हैं"
    assert bare("\u200b—\0") == ""


BEGINNINGS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1000)), max_size=12)


@given(st.text("aß .,—я", max_size=20), BEGINNINGS, st.integers(1, 400))
def test_words_are_in_order_and_within_the_speech(
    text: str, beginnings: list[tuple[int, int]], part: int
) -> None:
    timer = WordTimer(text, RATE_HZ)
    words: list[Word] = []
    for start in range(0, 1000, part):
        end = min(1000, start + part)
        heard = [at for at in sorted(beginnings, key=lambda at: at[1]) if start <= at[1] < end]
        words += timer.hear(np.ones(end - start, np.float32), heard)
    words += timer.finish()
    assert [word.text for word in words] == [w for w in map(bare, text.split()) if w]
    times = [time for word in words for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert all(0 <= word.start_s < word.end_s <= 1.0 for word in words)
