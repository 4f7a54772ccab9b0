"""A stream that is resumed is, with what came before, the whole one to the sample."""

import asyncio

import msgspec
import pytest

from backend_queues.errors import Overloaded, UnknownUtterance
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Opened, SegmentBegan
from frontend.streaming.position import Position
from tests.support.core import TEXT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ
from tests.support.virtual_time import now

PCM = Encoding("pcm", RATE_HZ)
START = Position()


def opened_of(events: list[Event]) -> Opened:
    opened = events[0]
    assert isinstance(opened, Opened)
    return opened


@pytest.mark.parametrize("chunks", [0, 1, 3, 6, 10])
async def test_it_goes_on_from_the_next_sample(core: Core, chunks: int) -> None:
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE)
    heard: list[Event] = [await anext(events)]
    position = START
    while sum(isinstance(event, Audio) for event in heard) < chunks:
        event = await anext(events)
        heard.append(event)
        position = after(position, event)
    await asyncio.sleep(0)
    utterance = opened_of(heard).utterance
    _, resumed = await core.service.resume(utterance, position, Endpoint.SSE)
    await events.aclose()
    rest = await collected(resumed)
    assert isinstance(rest[-1], Done)
    whole = await core.hear()
    assert audio_of(heard) + audio_of(rest) == audio_of(whole)


def after(position: Position, event: Event) -> Position:
    """Return the position as the id of an event of /sse has it."""
    match event:
        case SegmentBegan() if event.segment_index != position.segment_index:
            start_us = round(event.start_s * 1_000_000)
            return Position(event.segment_index, 0, start_us, position.sent_samples)
        case Audio():
            sent = position.sent_samples + len(event.pcm) // 2
            return msgspec.structs.replace(position, sample=event.end_sample, sent_samples=sent)
    return position


async def test_it_can_be_resumed_for_as_long_as_it_is_spoken(core: Core) -> None:
    text = "A sentence that is spoken for about three seconds or so, with nothing else. " * 30
    events = core.service.speak_resumably(text, VOICE, PCM, Endpoint.SSE)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    async for _ in events:
        pass
    assert now() > 5
    await core.service.resume(opened.utterance, START, Endpoint.SSE)


async def test_what_is_not_known_cannot_be_resumed(core: Core) -> None:
    with pytest.raises(UnknownUtterance, match="Send the text again"):
        await core.service.resume("nobody", START, Endpoint.SSE)


@pytest.mark.parametrize(
    "record", [b"", b"{", b'{"text": 1}', b'{"of": "a later version"}', b"\xff"]
)
async def test_what_another_version_kept_is_as_if_it_were_not_known(
    core: Core, record: bytes
) -> None:
    await core.cluster.remember("u", record, 60)
    with pytest.raises(UnknownUtterance):
        await core.service.resume("u", START, Endpoint.SSE)


async def test_a_stream_is_spoken_though_it_cannot_be_made_resumable(core: Core) -> None:
    core.cluster.remember_fails = True
    events = await collected(core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE))
    assert audio_of(events) == core.expected


async def test_a_text_that_would_start_too_late_is_not_admitted(core: Core) -> None:
    core.cluster.segment_s = 20.0
    core.load.of("another").enqueued("tone", "another", first=True)
    with pytest.raises(Overloaded, match="about 20 s, later than the 15 s"):
        await core.hear()
    core.load.of("another").started("tone", "another")
    assert isinstance((await core.hear())[-1], Done)


async def test_a_text_that_would_start_just_in_time_is_admitted(core: Core) -> None:
    core.cluster.segment_s = 15.0
    core.load.of("another").enqueued("tone", "another", first=True)
    assert isinstance((await core.hear())[-1], Done)


async def test_a_resumed_stream_is_admitted_already(core: Core) -> None:
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    await asyncio.sleep(0)
    core.cluster.segment_s = 1_000.0
    _, resumed = await core.service.resume(opened.utterance, START, Endpoint.SSE)
    assert isinstance((await collected(resumed))[-1], Done)
    await events.aclose()
