"""Who is spoken together with the segment in hand."""

import pytest
from msgspec.structs import replace

from backend_queues.base import VoiceSample
from tasks.connection.broker import PRIORITIES
from tasks.priority import CROWD_PRIORITY, DOWNLOAD_PRIORITY, URGENCIES, urgency_of
from tasks.worker.batches.joining import Joining, may_join
from tests.support.segment_tasks import TASK


def of(chars: int) -> Joining:
    return Joining(replace(TASK, text="x" * chars), most=4, ratio=1.5)


def admitted(joining: Joining, *lengths: int) -> list[int]:
    return [it for it in lengths if joining.admits(replace(TASK, text="x" * it))]


def test_no_more_join_than_there_is_room_for() -> None:
    joining = of(10)
    assert admitted(joining, 10, 10, 10, 10) == [10, 10, 10]
    assert joining.room == 0


def test_the_longest_is_no_longer_than_the_ratio_allows_whoever_joined_before() -> None:
    assert admitted(of(10), 16, 15, 9, 11) == [15, 11]
    assert admitted(of(10), 6, 7, 11, 10) == [7, 10]


@pytest.mark.parametrize(
    "task",
    [
        replace(TASK, text="", pause_s=1.0),
        replace(TASK, attempt=2),
        replace(TASK, voice_sample=VoiceSample("v", "digest of nothing", 3.0)),
    ],
    ids=["a pause", "tried before", "a recording that is not here"],
)
def test_some_are_spoken_alone(task: object) -> None:
    assert not may_join(task)  # type: ignore[arg-type]
    assert may_join(TASK)


def test_every_step_has_its_own_kind_and_first_segments_join_only_each_other() -> None:
    assert [step for steps in URGENCIES for step in steps] == list(PRIORITIES)
    assert urgency_of(0) == urgency_of(CROWD_PRIORITY) != urgency_of(2)
    assert urgency_of(6) != urgency_of(DOWNLOAD_PRIORITY) == urgency_of(9)
