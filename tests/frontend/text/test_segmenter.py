from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.text.script import weight
from frontend.text.segment import Ending, Segment, SegmentLimits
from frontend.text.segmenter import Segmenter
from tests.frontend.text.texts import LONG_TEXTS, letters, push_sizes, pushes

SPOKEN = "This is the first sentence of all. "


def cut(text: str, sizes: Sequence[int] = (4,), **how: Any) -> list[Segment]:
    segmenter = Segmenter(**how)
    segments = [s for push in pushes(text, list(sizes)) for s in segmenter.push(push)]
    return segments + segmenter.flush()


def texts(segments: list[Segment]) -> list[str]:
    return [segment.text for segment in segments]


@pytest.mark.parametrize(("language", "text"), LONG_TEXTS)
@settings(max_examples=10, deadline=None)
@given(sizes=push_sizes)
def test_segments_do_not_depend_on_the_pushes(language: str, text: str, sizes: list[int]) -> None:
    assert cut(text, sizes, language=language) == cut(text, (len(text),), language=language)


nasty = st.text(
    st.sampled_from("aA b1.!?…\"'”»),;:-—\n\t。！，「」“你한.  [pause 0.5]"), max_size=60
)


@settings(max_examples=300, deadline=None)
@given(text=nasty, sizes=push_sizes)
def test_segments_of_odd_text_do_not_depend_on_the_pushes(text: str, sizes: list[int]) -> None:
    limits = SegmentLimits(min_chars=4, max_chars=25)
    whole = cut(text, (len(text) + 1,), limits=limits)
    assert cut(text, sizes, limits=limits) == whole


@pytest.mark.parametrize(("language", "text"), LONG_TEXTS)
@pytest.mark.parametrize("max_chars", [400, 30])
def test_no_letter_is_lost_and_no_segment_is_too_long(
    language: str, text: str, max_chars: int
) -> None:
    segments = cut(text, language=language, limits=SegmentLimits(max_chars=max_chars))
    assert letters("".join(texts(segments))) == letters(text)
    assert all(0 < weight(segment.text) <= max_chars for segment in segments)


def test_sentences_are_not_cut_at_their_clauses() -> None:
    text = "Once upon a time, in a village, there was a clock. It was old, but it ran."
    assert cut(text) == [
        Segment("Once upon a time, in a village, there was a clock.", Ending.SENTENCE, 0.3),
        Segment("It was old, but it ran.", Ending.SENTENCE, 0.3),
    ]


def test_a_sentence_of_sixteen_characters_does_not_wait() -> None:
    assert texts(cut(SPOKEN + "This is sixteen. Then it ends."))[1] == "This is sixteen."
    assert texts(cut(SPOKEN + "This one is ok. Then."))[1] == "This one is ok. Then."


def test_a_segment_is_as_long_as_the_limit_and_no_longer() -> None:
    limits = SegmentLimits(max_chars=30)
    assert texts(cut("a" * 29 + ".", limits=limits)) == ["a" * 29 + "."]
    assert texts(cut("a" * 30 + ".", limits=limits)) == ["a" * 30, "."]


def test_a_list_of_numbers_is_no_clause() -> None:
    assert texts(cut("They counted 1,000,000 sheep in all. Then they slept."))[0].endswith("all.")


def test_short_sentences_wait_for_the_next_one() -> None:
    assert texts(cut(SPOKEN + "Yes. No. OK. That is all there is.")) == [
        SPOKEN.strip(),
        "Yes. No. OK. That is all there is.",
    ]


def test_short_sentences_do_not_wait_beyond_their_line() -> None:
    segments = cut(SPOKEN + "Yes.\nNo.\n\nThat is all.")
    assert texts(segments) == [SPOKEN.strip(), "Yes.", "No.", "That is all."]
    assert [s.ending for s in segments[1:3]] == [Ending.PARAGRAPH] * 2


def test_a_short_cjk_sentence_is_released_by_the_line_end_after_its_space() -> None:
    assert texts(cut("好。 \n我们开始吧。", language="zh")) == ["好。", "我们开始吧。"]


def test_a_segment_over_the_limit_ends_at_its_last_clause() -> None:
    text = SPOKEN + "Word " * 60 + "word, " + "word " * 40
    segments = cut(text)
    assert segments[1].text == "Word " * 60 + "word,"
    assert segments[1].ending is Ending.CLAUSE


def test_a_segment_over_the_limit_without_marks_ends_at_a_space_and_else_anywhere() -> None:
    assert [s.ending for s in cut("word " * 100)] == [
        Ending.CUT,
        Ending.SENTENCE,
    ]
    assert [len(text) for text in texts(cut("a" * 900))] == [400, 400, 100]
    assert [len(text) for text in texts(cut("あ" * 170, language="ja"))] == [160, 10]


def test_white_space_within_a_segment_is_tidied() -> None:
    assert texts(cut("He  said\tthat , once.")) == ["He said that, once."]


@pytest.mark.parametrize(
    ("tag", "pause_s"),
    [
        ("[pause 0.5]", 0.5),
        ("[pause 500ms]", 0.5),
        ("[PAUSE 2 s]", 2.0),
        ("[pause .25]", 0.25),
        ("[pause 10ms]", 0.01),
        ("[pause 9ms]", 0.0),
        ("[pause]", 0.5),
        ("[pause 3600]", 10.0),
    ],
)
def test_a_pause_tag_ends_the_segment_before_it(tag: str, pause_s: float) -> None:
    expected = [Segment("Wait", Ending.PAUSE, pause_s), Segment("now.", Ending.SENTENCE, 0.3)]
    for size in (1, 3, 50):
        assert cut(f"Wait {tag} now.", (size,)) == expected


def test_a_pause_with_no_text_before_it_is_a_segment_of_its_own() -> None:
    silence = Segment("", Ending.PAUSE, 1.0)
    assert cut("[pause 1][pause 1]Yes") == [silence, silence, Segment("Yes", Ending.SENTENCE, 0.3)]
    assert cut("[pause 0]") == []


def test_a_pause_ends_short_sentences_too() -> None:
    assert cut("Yes. No. [pause 1] Then.")[0] == Segment("Yes. No.", Ending.PAUSE, 1.0)


@pytest.mark.parametrize(
    "text", ["[pause", "[pause x]", "[paused 1]", "[[pause1 1]", "[pause 1e3]"]
)
def test_what_is_no_pause_tag_is_text(text: str) -> None:
    assert texts(cut(text)) == [text]


def test_text_goes_on_after_a_flush() -> None:
    segmenter = Segmenter()
    segmenter.push("Hello there")
    assert texts(segmenter.flush()) == ["Hello there"]
    assert segmenter.flush() == []
    assert texts(segmenter.push("And again.\n")) == ["And again."]
