"""A segment that another backend went on with is resumed in the part that its listener was in."""

from typing import Any

import pytest

from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.delivery.handing_over import part_of
from frontend.streaming.delivery.ledger import Part
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.journal.entries import Continued, Voice
from frontend.text import Ending, Segment
from frontend.text.normalisation import Spoken
from frontend.voices.voice_settings import VoiceSettings
from tests.support.spelled import ASKED

TEXT = "One two three four five six."
THIRD_WORD, FIFTH_WORD = TEXT.index("three"), TEXT.index("five")
VOICE = Voice.of(ASKED, VoiceSettingsRequest())


def part(**had: Any) -> Part:
    planned = PlannedSegment.as_written(Segment(TEXT, Ending.SENTENCE, 0.3), ASKED)
    return Part(planned, planned.spoken, **had)


def continued(begins: int, start_s: float, words: int, segment: int = 0) -> Continued:
    return Continued(segment, begins, start_s, words, "first", "first", "af_one", VOICE)


def spoken(text: str, settings: VoiceSettings) -> Spoken:
    return Spoken.as_written(text)


# A second voice spoke from the third word on, a third one from the fifth on.
BOTH = [continued(THIRD_WORD, 1.0, 2), continued(FIFTH_WORD, 2.0, 4)]


@pytest.mark.parametrize(
    ("had_s", "noted", "rest"),
    [
        (1.0, BOTH[:1], "three four five six."),
        (1.5, BOTH[:1], "three four five six."),
        (2.0, BOTH, "five six."),
        (9.0, BOTH, "five six."),
    ],
)
def test_who_has_heard_all_before_it_hears_the_last_part(
    had_s: float, noted: list[Continued], rest: str
) -> None:
    last = part_of(part(had_s=had_s), noted, 0, spoken)
    assert last.text == rest
    assert (last.start_s, last.words) == (noted[-1].start_s, noted[-1].words)


@pytest.mark.parametrize(
    ("had_s", "had_words", "rest"),
    [
        (0.0, 0, TEXT),
        (0.6, 1, "two three four five six."),
        (1.4, 2, "three four five six."),
        (1.6, 3, "four five six."),
    ],
)
def test_who_has_not_hears_the_rest_of_that_from_the_new_voice_too(
    had_s: float, had_words: int, rest: str
) -> None:
    last = part_of(part(had_s=had_s, had_words=had_words), BOTH, 0, spoken)
    assert last.text == rest
    assert (last.start_s, last.words) == (had_s, had_words)


@pytest.mark.parametrize("noted", [continued(THIRD_WORD, 1.0, 2, segment=1), continued(0, 0.0, 0)])
def test_what_was_noted_of_another_segment_or_of_a_whole_one_says_nothing(
    noted: Continued,
) -> None:
    whole = part(had_s=1.5)
    assert part_of(whole, [noted], 0, spoken) == whole
