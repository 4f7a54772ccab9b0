"""A text in parts of several voices and backends is one stream, in order."""

from dataclasses import replace

import msgspec
import pytest

from backend_queues.errors import UnknownUtterance
from backend_queues.registry import registry
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Marked, Opened, SegmentBegan
from frontend.streaming.position import Position
from frontend.streaming.resume_records import packed
from frontend.streaming.resumption import Resumable, read_record
from frontend.text.cues.cue import Mark
from frontend.voices.casting.parted_text import Part, PartedText
from tests.support.core import RIGHT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ

OTHER = replace(VOICE, voice="square")
ELSEWHERE = replace(VOICE, backend=registry().get("kokoro"), voice="af_heart")
PCM = Encoding("pcm", RATE_HZ)
TEXT = PartedText(
    VOICE,
    (
        Part("This is the first sentence of all. And this is the second one, ", VOICE),
        Mark("here"),
        Part("which goes on. ", VOICE),
        Part("Here is another voice. ", OTHER, turns=True),
        Part("And here another backend, at", ELSEWHERE, turns=True),
        Part("once", VOICE, turns=True),
        Mark("end"),
    ),
    warnings=("It was only a test.",),
)


def voices(core: Core) -> list[tuple[str, str]]:
    return [(task.voice, task.text) for task, _ in core.cluster.sent]


async def test_each_part_is_spoken_by_its_voice_and_ends_what_is_before(core: Core) -> None:
    events = await collected(core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ))
    assert voices(core) == [
        ("sine", "This is the first sentence of all."),
        ("sine", "And this is the second one, which goes on."),
        ("square", "Here is another voice."),
        ("af_heart", "And here another backend, at"),
        ("sine", "once"),
    ]
    assert [task.pause_s for task, _ in core.cluster.sent] == [0.3, 0.3, 0.3, 0.12, 0.0]
    assert audio_of(events) == core.expected
    assert isinstance(events[0], Opened)
    assert events[0].warnings == TEXT.warnings


async def test_the_next_backend_is_at_work_before_the_first_has_ended(core: Core) -> None:
    """Its worker is idle, whatever waits at the others."""
    events = await collected(core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ))
    sent_at = dict(
        zip((task.text for task, _ in core.cluster.sent), core.cluster.sent_at, strict=True)
    )
    ended = [e.start_s for e in events if isinstance(e, SegmentBegan)][1]  # when it is heard
    spoken_s = ended / core.cluster.speed  # when the worker has made it
    assert sent_at["And here another backend, at"] - min(sent_at.values()) < spoken_s


async def test_a_mark_is_told_with_its_place(core: Core) -> None:
    """Words have no times here, so the place within the sentence is an estimate."""
    events = await collected(core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ))
    here, end = [event for event in events if isinstance(event, Marked)]
    second = next(e for e in events if isinstance(e, SegmentBegan) and e.segment_index == 1)
    share = len("Andthisisthesecondone") / len("Andthisisthesecondonewhichgoeson")
    length_s = len(second.text) * 0.05 + 0.3
    assert (here.name, here.segment_index) == ("here", 1)
    assert here.start_s == pytest.approx(second.start_s + share * length_s, abs=0.01)
    done = events[-1]
    assert isinstance(done, Done)
    assert (end.name, end.start_s) == ("end", done.audio_s)


@pytest.mark.parametrize("chunks", range(1, 14))
async def test_another_frontend_goes_on_in_the_midst_of_it(core: Core, chunks: int) -> None:
    whole = await collected(core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ))
    spoken = {task.segment_index: (task.voice, task.text) for task, _ in core.cluster.sent}
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT)
    heard: list[Event] = []
    async for event in events:
        heard.append(event)
        if sum(isinstance(event, Audio) for event in heard) == chunks:
            break
    assert not isinstance(heard[-1], Done), "it has as many parts"
    _, rest = await core.another_frontend().service.resume(RIGHT, place(heard), Endpoint.SSE)
    await events.aclose()
    following = await collected(rest)
    assert isinstance(following[-1], Done)
    assert audio_of(heard) + audio_of(following) == audio_of(whole)
    assert {(t.segment_index, (t.voice, t.text)) for t, _ in core.cluster.sent} == {*spoken.items()}
    assert marks_of(heard) + marks_of(following) == marks_of(whole)


def marks_of(events: list[Event]) -> list[Marked]:
    return [event for event in events if isinstance(event, Marked)]


def place(heard: list[Event]) -> Position:
    """Return the position as the id of the last event of /sse has it."""
    position = Position()
    for event in heard:
        match event:
            case SegmentBegan() if event.segment_index != position.segment_index:
                start_us = round(event.start_s * 1_000_000)
                position = Position(event.segment_index, 0, start_us, position.sent_samples)
            case Audio():
                sent = position.sent_samples + len(event.pcm) // 2
                place = {"sample": event.end_sample, "sent_samples": sent}
                position = msgspec.structs.replace(position, **place)
    return position


def test_an_older_version_does_not_speak_it_in_one_voice() -> None:
    """It knows a record's text only as a string."""
    record = msgspec.to_builtins(Resumable.of(TEXT, VOICE, PCM, 1, None))
    assert record["text"] is None
    plain = msgspec.to_builtins(Resumable.of("One voice.", VOICE, PCM, 1, None))
    assert (plain["text"], plain.get("parts")) == ("One voice.", None)


def test_a_record_with_a_voice_that_there_is_not_is_as_if_unknown() -> None:
    record = msgspec.to_builtins(Resumable.of(TEXT, VOICE, PCM, 1, None))
    record["parts"]["parts"][0]["voice"] = 9
    with pytest.raises(UnknownUtterance):
        read_record(packed(msgspec.json.encode(record)), "u")
