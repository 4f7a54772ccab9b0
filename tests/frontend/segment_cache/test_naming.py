"""A name is that of one speech: all that it depends on changes it, and nothing else."""

import pytest
from msgspec.structs import replace

from backend_queues.base import VoiceSample
from frontend.segment_cache.naming import segment_name
from tasks.messages import SegmentTask
from tests.support.segment_tasks import TASK

SAMPLE = VoiceSample("anna", "d" * 64, 5.0)
CLONED = replace(TASK, voice_sample=SAMPLE)
NAME = segment_name(TASK, "tone", "m", "")


@pytest.mark.parametrize(
    "task",
    [
        replace(TASK, text="Hello!"),
        replace(TASK, voice="square"),
        replace(TASK, language="en-GB"),
        replace(TASK, options={"speed": 1.5}),
        replace(TASK, seed=2),
        CLONED,
    ],
)
def test_what_is_asked_for_otherwise_has_another_name(task: SegmentTask) -> None:
    assert segment_name(task, "tone", "m", "") != NAME


def test_another_backend_or_model_has_another_name() -> None:
    assert (
        len({NAME, segment_name(TASK, "sine", "m", ""), segment_name(TASK, "tone", "n", "")}) == 3
    )


def test_who_asks_and_what_follows_is_nothing_to_it() -> None:
    later = replace(TASK, utterance="v", attempt=2, frontend="g", resume_sample=5, pause_s=0.3)
    assert segment_name(later, "tone", "m", "") == NAME


def test_the_order_of_options_is_nothing_to_it() -> None:
    one = replace(TASK, options={"a": 1.0, "b": True})
    other = replace(TASK, options={"b": True, "a": 1.0})
    assert segment_name(one, "tone", "m", "") == segment_name(other, "tone", "m", "")


def test_a_segments_number_counts_only_where_the_backend_says_so() -> None:
    second = replace(TASK, segment_index=1)
    assert segment_name(second, "tone", "m", "") == NAME
    numbered = [segment_name(it, "tone", "m", "", numbered=True) for it in (TASK, second)]
    assert len({NAME, *numbered}) == 3


@pytest.mark.parametrize(
    "sample",
    [
        replace(SAMPLE, digest="e" * 64),
        replace(SAMPLE, transcript="Said."),
        replace(SAMPLE, language="de"),
    ],
)
def test_another_recording_has_another_name(sample: VoiceSample) -> None:
    other = replace(TASK, voice_sample=sample)
    assert segment_name(other, "tone", "m", "") != segment_name(CLONED, "tone", "m", "")


def test_a_private_voice_is_its_owners_alone() -> None:
    names = {segment_name(CLONED, "tone", "m", owner) for owner in ("", "anna's", "max's")}
    assert len(names) == 3
