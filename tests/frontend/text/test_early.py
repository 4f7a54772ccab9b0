"""A sentence that its listener waits for is spoken up to its first natural phrase."""

import pytest

from frontend.text.segment import Ending, PhraseLimits, Segment
from frontend.text.segmenter import Segmenter
from tests.frontend.text.texts import letters

LIMITS = PhraseLimits()


def early(text: str, silence_s: float = 0.0, language: str = "en") -> list[Segment]:
    segmenter = Segmenter(language)
    return segmenter.push(text) + segmenter.early(LIMITS, silence_s)


def texts(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments]


def test_it_is_cut_at_a_clause_of_twenty_characters_and_four_words() -> None:
    assert early("Well, once upon a time, ") == [
        Segment("Well, once upon a time,", Ending.CLAUSE, 0.12)
    ]
    assert early("One two three fourth, ") == [
        Segment("One two three fourth,", Ending.CLAUSE, 0.12)
    ]
    assert early("Notwithstanding everything, ") == []


def test_what_follows_goes_on_with_the_sentence() -> None:
    segmenter = Segmenter()
    segmenter.push("It was the best of times, it was the")
    assert texts(segmenter.early(LIMITS, 0.0)) == ["It was the best of times,"]
    assert texts(segmenter.push(" worst of times. And then")) == ["it was the worst of times."]


def test_a_mark_counts_without_the_space_behind_it_once_the_writer_is_slow() -> None:
    assert early("It was the best of times,", 0.05) == []
    assert texts(early("It was the best of times,", 0.06)) == ["It was the best of times,"]
    assert texts(early("And they all counted 1,", 0.06)) == []  # it may become 1,000


def test_what_reads_like_an_end_is_one_once_the_writer_is_slow() -> None:
    assert early("It was the best of times.", 0.05) == []
    assert early("It was the best of times.", 0.06) == [
        Segment("It was the best of times.", Ending.SENTENCE, 0.3)
    ]
    assert early("He went to see his old friend Dr.", 0.06) == []
    assert early("They had paid the sum of 3.", 0.06) == []
    assert early("Yes, sir.", 0.06) == []  # too short to be heard alone


def test_after_twelve_words_it_ends_with_the_next_that_does_not_lead_on() -> None:
    text = "the old man walked down to the sea where he looked at the white ships and left them"
    assert early(text) == [Segment(text.removesuffix(" ships and left them"), Ending.CUT, 0.0)]
    assert early(text.replace("at the white", "at all the new")) == [
        Segment(
            text.replace("at the white", "at all the new").removesuffix(" and left them"),
            Ending.CUT,
            0.0,
        )
    ]


def test_a_number_is_never_cut() -> None:
    text = "they say that in this one town there once lived not less than 1 000 000 people"
    for end in range(len(text)):
        for silence_s in (0.0, 0.06):
            for spoken in texts(early(text[:end], silence_s)):
                assert not spoken[-1].isdigit()


@pytest.mark.parametrize("silence_s", [0.0, 0.06, 0.8])
def test_no_word_is_cut_and_none_is_lost(silence_s: float) -> None:
    text = (
        "He said that after all they would surely go to the 3,000 houses by the sea and see the "
        "mountains, or come back to the harbour."
    )
    words = set(text.split())
    for end in range(len(text)):
        segmenter = Segmenter()
        spoken = segmenter.push(text[:end]) + segmenter.early(LIMITS, silence_s)
        spoken = spoken or segmenter.idle(silence_s)
        assert all(set(segment.text.split()) <= words for segment in spoken)
        rest = segmenter.push(text[end:]) + segmenter.flush()
        assert letters("".join(texts(spoken + rest))) == letters(text)


def test_cjk_text_is_cut_at_its_commas_and_thai_text_at_its_spaces() -> None:
    assert texts(early("それではまずはじめに、アプリを開い", language="ja")) == [
        "それではまずはじめに、"
    ]
    assert texts(early("สวัสดีครับวันนี้อากาศดีมาก ไปเที่ยว", language="th")) == ["สวัสดีครับวันนี้อากาศดีมาก"]


def test_a_sentence_that_may_be_over_waits_for_the_next_word() -> None:
    text = "the old man walked to the sea where he saw all the ships. "
    assert early(text) == []


def test_a_sentence_shorter_than_a_phrase_is_one_after_twice_the_silence() -> None:
    """A quick writer's next words would have come, and been spoken with it."""
    assert early("Certainly!", 0.11) == []
    assert texts(early("Certainly!", 0.12)) == ["Certainly!"]
    assert early("Certainly", 0.12) == []
    assert early("See Dr.", 0.12) == []
