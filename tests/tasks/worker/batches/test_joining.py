"""Who is spoken together with the segment in hand."""

import pytest
from msgspec.structs import replace

from backend_queues.base import VoiceSample
from tasks.connection.broker import PRIORITIES
from tasks.messages import SegmentTask
from tasks.priority import CROWD_PRIORITY, DOWNLOAD_PRIORITY, URGENCIES, urgency_of
from tasks.worker.batches.joining import Joining, may_join
from tests.support.segment_tasks import TASK


def task(number: int, chars: int) -> SegmentTask:
    return replace(TASK, utterance=f"u{number}", text="x" * chars)


def of(chars: int) -> Joining:
    return Joining([replace(TASK, text="x" * chars)], room=3, ratio=1.5)


def admitted(joining: Joining, *lengths: int) -> list[int]:
    return [it for n, it in enumerate(lengths) if joining.admits(task(n, it))]


def test_no_more_join_than_there_is_room_for() -> None:
    joining = of(10)
    assert admitted(joining, 10, 10, 10, 10) == [10, 10, 10]
    assert joining.room == 0


def test_the_longest_is_no_longer_than_the_ratio_allows_whoever_joined_before() -> None:
    assert admitted(of(10), 16, 15, 9, 11) == [15, 11]
    assert admitted(of(10), 6, 7, 11, 10) == [7, 10]


def test_a_segment_that_waits_twice_joins_once_and_not_itself() -> None:
    joining = of(10)
    assert [joining.admits(task(n, 10)) for n in (1, 1, 2)] == [True, False, True]
    assert not joining.admits(replace(TASK, text="x" * 10))


@pytest.mark.parametrize(
    "alone",
    [
        replace(TASK, text="", pause_s=1.0),
        replace(TASK, attempt=2),
        replace(TASK, voice_sample=VoiceSample("v", "digest of nothing", 3.0)),
    ],
    ids=["a pause", "tried before", "a recording that is not here"],
)
def test_some_are_spoken_alone(alone: SegmentTask) -> None:
    assert not may_join(alone)
    assert may_join(TASK)


def test_every_step_has_its_own_kind_and_first_segments_join_only_each_other() -> None:
    assert [step for steps in URGENCIES for step in steps] == list(PRIORITIES)
    assert urgency_of(0) == urgency_of(CROWD_PRIORITY) != urgency_of(2)
    assert urgency_of(6) != urgency_of(DOWNLOAD_PRIORITY) == urgency_of(9)
