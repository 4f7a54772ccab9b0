"""Segments of a job: whole sentences, named by what they are made from."""

from types import MappingProxyType

import msgspec

from backend_queues.base import VoiceSample
from backend_queues.registry import BackendEntry, BackendSpec
from frontend.jobs.cutting import cut
from frontend.jobs.digests import digest_of
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.text import Ending, Segment
from frontend.text.normalisation import Replaced, Spoken
from frontend.voices.voice_settings import VoiceSettings

SPEC = BackendSpec("engine", BackendEntry("module:Class"))
STYLE = VoiceSettings(SPEC, "anna", "en-US", MappingProxyType({"speed": 1.0}), tags=())
SEGMENT = Segment("One.", Ending.SENTENCE, 0.3)
LONG = "A sentence that goes on and on, with many words in it, and none of them the last one. "


def digest(index: int, segment: Segment, voice_settings: VoiceSettings, seed: int) -> str:
    return digest_of(index, PlannedSegment.as_written(segment, voice_settings), seed)


async def texts_of(text: str) -> list[str]:
    return [planned.segment.text async for planned in cut(text, STYLE)]


async def test_the_first_segment_is_a_whole_sentence() -> None:
    assert await texts_of(LONG * 2) == [LONG.strip()] * 2


async def test_short_sentences_are_spoken_together() -> None:
    assert await texts_of("Yes. No. " + LONG) == ["Yes. No. " + LONG.strip()]


async def test_nothing_to_say_gives_no_segment() -> None:
    assert await texts_of(" *** \n ") == []


async def test_the_last_segment_has_no_pause() -> None:
    pauses = [planned.segment.pause_s async for planned in cut(LONG * 3, STYLE)]
    assert pauses == [0.3, 0.3, 0.0]


async def test_a_text_may_be_longer_than_a_stream_takes_at_once() -> None:
    assert len(await texts_of(LONG * 3000)) == 3000


def test_all_that_a_segment_depends_on_gives_its_name() -> None:
    replace = msgspec.structs.replace
    sample = VoiceSample("anna", "digest", 5.0, "en")
    voice_settings_list = [
        VoiceSettings(SPEC, "max", "en-US", STYLE.options, ()),
        VoiceSettings(SPEC, "anna", "en-GB", STYLE.options, ()),
        VoiceSettings(SPEC, "anna", "en-US", {"speed": 1.1}, ()),
        VoiceSettings(SPEC, "anna", "en-US", STYLE.options, (), sample),
        VoiceSettings(BackendSpec("other", SPEC.entry), "anna", "en-US", STYLE.options, ()),
    ]
    digests = [
        digest(0, SEGMENT, STYLE, 0),
        digest(1, SEGMENT, STYLE, 0),
        digest(0, SEGMENT, STYLE, 1),
        digest(0, replace(SEGMENT, text="Two."), STYLE, 0),
        digest(0, replace(SEGMENT, pause_s=0.0), STYLE, 0),
        *(digest(0, SEGMENT, voice_settings, 0) for voice_settings in voice_settings_list),
    ]
    assert len(set(digests)) == len(digests)
    assert digest(0, SEGMENT, STYLE, 0) == digests[0]


def test_what_is_spoken_for_it_gives_its_name_too() -> None:
    spoken = Spoken("5 men", "five men", (Replaced(0, 4, 0, 1),))
    segment = Segment("5 men", Ending.SENTENCE, 0.3)
    as_words = digest_of(0, PlannedSegment(segment, STYLE, spoken), 0)
    assert as_words != digest(0, segment, STYLE, 0)


def test_the_order_of_options_means_nothing() -> None:
    one = VoiceSettings(SPEC, "anna", "en-US", {"a": 1, "b": 2}, ())
    other = VoiceSettings(SPEC, "anna", "en-US", {"b": 2, "a": 1}, ())
    assert digest(0, SEGMENT, one, 0) == digest(0, SEGMENT, other, 0)
