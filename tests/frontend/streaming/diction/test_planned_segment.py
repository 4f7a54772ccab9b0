"""What is cut and not spoken yet is taken in its order, and counted."""

from frontend.streaming.diction.planned_segment import Plan, PlannedSegment
from frontend.text import Segment
from frontend.text.segment import Ending
from tests.support.core import VOICE


def planned(text: str) -> PlannedSegment:
    return PlannedSegment.as_written(Segment.of(text, Ending.SENTENCE), VOICE)


def test_segments_are_taken_in_their_order_and_their_characters_counted() -> None:
    plan, one, two = Plan(), planned("One."), planned("Number two.")
    assert (plan.chars, len(plan), plan.text()) == (0, 0, "")
    plan.add(one)
    plan.add(two)
    assert (plan.chars, len(plan), plan.text()) == (15, 2, "One. Number two.")
    assert (plan.next, plan.pop()) == (one, one)
    assert (plan.chars, len(plan), plan.next) == (11, 1, two)
    plan.pop()
    assert (plan.chars, len(plan)) == (0, 0)
