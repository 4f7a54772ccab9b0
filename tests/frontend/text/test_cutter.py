from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend.text import Ending, Segment, SegmentLimits, TextCutter
from tests.frontend.text.texts import LONG_TEXTS, letters, push_sizes, pushes


def cut(text: str, sizes: Sequence[int] = (4,), language: str = "en") -> list[Segment]:
    cutter = TextCutter(language)
    segments = [s for push in pushes(text, list(sizes)) for s in cutter.push(push)]
    return segments + cutter.flush()


@pytest.mark.parametrize(("language", "text"), LONG_TEXTS)
@settings(max_examples=10, deadline=None)
@given(sizes=push_sizes)
def test_segments_do_not_depend_on_the_pushes(language: str, text: str, sizes: list[int]) -> None:
    assert cut(text, sizes, language) == cut(text, (len(text),), language)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("aAé好1 .,!?;:'\"()-\n\t")), sizes=push_sizes)
def test_no_letter_of_plain_text_is_lost(text: str, sizes: list[int]) -> None:
    assert letters("".join(s.text for s in cut(text, sizes))) == letters(text)


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=80), sizes=push_sizes)
def test_no_text_whatever_raises_and_each_segment_can_be_spoken(
    text: str, sizes: list[int]
) -> None:
    for segment in cut(text, sizes):
        segment.text.encode()
        assert letters(segment.text) or (segment.ending is Ending.PAUSE and segment.pause_s)


def test_an_answer_of_a_chat_is_spoken_without_its_markdown() -> None:
    text = (
        "Sure! Here's **how**, step by step:\n\n1. Open the `app`.\n- [x] Done 🎉\n\n---\n"
        "```python\nprint('hi')\n```\nSee [the docs](https://a.b) [laugh]."
    )
    assert [(s.text, s.ending) for s in cut(text)] == [
        ("Sure! Here's how, step by step:", Ending.PARAGRAPH),
        ("1. Open the app.", Ending.PARAGRAPH),
        ("Done", Ending.PARAGRAPH),
        ("See the docs [laugh].", Ending.SENTENCE),
    ]


@pytest.mark.parametrize("text", ["!!!", "—", "***", "👍", "...\n\n", "```py\nx = 1\n```"])
def test_what_cannot_be_said_gives_no_segment(text: str) -> None:
    assert cut(text) == []


def test_a_tag_alone_is_a_segment() -> None:
    assert cut("[laugh]") == [Segment("[laugh]", Ending.SENTENCE, 0.3)]


def test_of_marks_before_a_pause_only_the_pause_is_left() -> None:
    assert cut("— [pause 0.4] Yes") == [
        Segment("", Ending.PAUSE, 0.4),
        Segment("Yes", Ending.SENTENCE, 0.3),
    ]


def test_idle_speaks_what_the_filter_held_back() -> None:
    cutter = TextCutter()
    assert cutter.push("Stop that at once!") == []
    assert cutter.idle(0.1) == []
    assert [s.text for s in cutter.idle(0.2)] == ["Stop that at once!"]


def test_what_the_filter_holds_back_is_pending_too() -> None:
    cutter = TextCutter()
    cutter.push("Hi there!")
    assert cutter.pending_chars == len("Hi there!")


@pytest.mark.parametrize("unit", ["a", "[a", "word ", "<a ", "你", "\ud800", "Dr. ", "[pause "])
def test_what_is_pending_is_bounded(unit: str) -> None:
    cutter, spoken = TextCutter(limits=SegmentLimits(max_chars=100)), ""
    for push in pushes(unit * 700, [3, 1, 7]):
        spoken += "".join(segment.text for segment in cutter.push(push))
        assert cutter.pending_chars <= 100 + 300 + 20
    spoken += "".join(segment.text for segment in cutter.flush())
    assert letters(spoken) == letters(unit * 700)
    assert cutter.pending_chars == 0


@pytest.mark.parametrize(
    ("language", "written"),
    [("ja", "利益は▲5%です。"), ("ja-JP", "利益は▲5%です。"), ("en", "利益は5%です。")],
)
def test_the_minus_of_japanese_accounts_is_no_ornament(language: str, written: str) -> None:
    assert [segment.text for segment in cut("★利益は▲5%です。", language=language)] == [written]
