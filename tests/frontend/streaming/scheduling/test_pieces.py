"""A sentence that another voice goes on with is not ended like one."""

import pytest

from frontend.streaming.scheduling.pieces import PauseAllowance, turned
from frontend.text import Ending, Segment
from frontend.text.segment import PAUSES_S

FIRST = Segment.of("It is said. ", Ending.SENTENCE)


@pytest.mark.parametrize("text", ["And then he said", "And then he said,"])
def test_in_mid_sentence_a_pause_is_that_of_a_clause(text: str) -> None:
    last = Segment.of(text, Ending.SENTENCE)
    assert turned([FIRST, last], is_sentence=False) == [
        FIRST,
        Segment(text, Ending.CLAUSE, PAUSES_S[Ending.CLAUSE]),
    ]


@pytest.mark.parametrize(
    "text", ["It ends.", "Does it?", "“It ends.”", "It ends.)", "完了。", "「完了。」"]
)
def test_after_a_sentence_it_is_that_of_a_sentence(text: str) -> None:
    segments = [FIRST, Segment.of(text, Ending.SENTENCE)]
    assert turned(segments, is_sentence=False) == segments


def test_what_is_known_to_be_one_is_a_sentence_whatever_it_looks_like() -> None:
    segments = [Segment.of("A heading", Ending.SENTENCE)]
    assert turned(segments, is_sentence=True) == segments
    assert turned(segments, is_sentence=False) != segments


def test_what_ends_otherwise_stays_as_it_is() -> None:
    segments = [Segment.of("A line", Ending.PARAGRAPH)]
    assert turned(segments, is_sentence=False) == segments
    assert turned([], is_sentence=False) == []


def test_only_pauses_that_are_asked_for_use_up_what_a_text_may_have() -> None:
    allowance = PauseAllowance(3.0)
    assert allowance.of(FIRST) == PAUSES_S[Ending.SENTENCE]
    asked = Segment("", Ending.PAUSE, 2.0)
    assert [allowance.of(asked) for _ in range(3)] == [2.0, 1.0, 0.0]
