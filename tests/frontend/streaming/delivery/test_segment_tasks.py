"""A task says what is spoken of a part of a segment and how, but not whose a recording is."""

from dataclasses import replace

import msgspec
import pytest

from backend_queues.base import VoiceSample
from frontend.streaming.delivery.ledger import Part
from frontend.streaming.delivery.segment_tasks import SegmentTasks
from frontend.streaming.delivery.spoken_before import NoCache
from frontend.streaming.diction.diction import Diction
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.text import Ending, Segment
from frontend.text.normalisation import Spoken
from frontend.voices.voice_settings import VoiceSettings
from tasks.messages import SegmentTask
from tests.support.core import VOICE

LAUGHING = replace(VOICE, tags=("laugh",))
SAMPLE = VoiceSample("anna", "d" * 64, 5.0, owner="me")
TEXT = "One [laugh] is 1."


class Cache(NoCache):
    """Names what is spoken by who speaks it, and whose voice it is."""

    def name(self, task: SegmentTask, backend: str, owner: str) -> str:
        return f"{task.text} by {backend} of {owner}"


def part_of(text: str, settings: VoiceSettings, spoken: str) -> Part:
    """Return a part that is to be spoken so by whoever was asked for."""
    said = Spoken(text, spoken)
    return Part(PlannedSegment(Segment(text, Ending.SENTENCE, 0.3), settings, said), said)


@pytest.fixture
def tasks() -> SegmentTasks:
    return SegmentTasks("u", "f", 7, Diction("on"), Cache())


def test_who_was_asked_for_says_what_was_planned(tasks: SegmentTasks) -> None:
    part = part_of(TEXT, LAUGHING, "as planned")
    assert tasks.spoken_by(LAUGHING, part).spoken.text == "as planned"


def test_another_one_says_it_in_its_own_way(tasks: SegmentTasks) -> None:
    part = part_of(TEXT, LAUGHING, "as planned")
    assert tasks.spoken_by(VOICE, part).spoken.text == "One is one."


def test_of_a_rest_nobody_says_what_was_planned_for_the_whole(tasks: SegmentTasks) -> None:
    part = msgspec.structs.replace(part_of(TEXT, LAUGHING, "as planned"), begins=4)
    assert tasks.spoken_by(LAUGHING, part).spoken.text == "[laugh] is one."
    assert tasks.spoken_by(VOICE, part).spoken.text == "is one."


def test_what_cannot_be_said_is_not_spoken(tasks: SegmentTasks) -> None:
    part = msgspec.structs.replace(part_of("One ...", VOICE, "One ..."), begins=4)
    assert tasks.spoken_by(VOICE, part).spoken.text == ""


def test_a_task_is_the_first_attempt_from_the_first_sample_unless_it_is_said(
    tasks: SegmentTasks,
) -> None:
    part = part_of("One.", VOICE, "Wun.")
    task = tasks.task(3, part, VOICE)
    assert (task.attempt, task.resume_sample, task.takes_silence) == (1, 0, True)
    assert (task.segment_index, task.text, task.pause_s, task.seed) == (3, "Wun.", 0.3, 7)
    again = tasks.task(3, part, VOICE, attempt=2, resume_sample=480)
    assert (again.attempt, again.resume_sample) == (2, 480)


def test_workers_are_not_told_whose_a_recording_is(tasks: SegmentTasks) -> None:
    cloned = replace(VOICE, voice_sample=SAMPLE)
    task = tasks.task(0, part_of("One.", cloned, "One."), cloned)
    assert task.voice_sample == msgspec.structs.replace(SAMPLE, owner="")


def test_what_is_kept_is_named_by_who_speaks_it(tasks: SegmentTasks) -> None:
    task = tasks.task(0, part_of("One.", VOICE, "One."), VOICE)
    assert tasks.cache_name(task, VOICE) == "One. by tone of "
    assert tasks.cache_name(task, replace(VOICE, voice_sample=SAMPLE)) == "One. by tone of me"


def test_nothing_is_kept_where_it_is_not_wanted_or_cannot_be(tasks: SegmentTasks) -> None:
    task = tasks.task(0, part_of("One.", VOICE, "One."), VOICE)
    assert tasks.cache_name(task, replace(VOICE, cache=False)) == ""
    assert SegmentTasks("u", "f", 7).cache_name(task, VOICE) == ""
