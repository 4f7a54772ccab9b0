"""A stream's events with its audio encoded: one container, which ends before the stream does."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing

import numpy as np
import pytest
from av.container import OutputContainer

from frontend.audio.encoded import EncodedAudio, EncodedEvent, encoded
from frontend.audio.formats import FORMATS, Encoding, check_encoding
from frontend.protocol.events import Audio, Done, Event, Failure, Queued, SegmentBegan
from tests.frontend.audio.hearing import decode, decoded_hz, likeness
from tests.support.processes import wait_until

FAILED = Failure("segment_failed", "The tone is beyond repair.", False, 1)
BEGAN = SegmentBegan(0, "Hello.", 0.0)


def audio(rate_hz: int, parts: int = 8) -> list[Audio]:
    times = np.arange(parts * rate_hz // 4) / rate_hz
    tone = 0.5 * np.sin(2 * np.pi * (200 + 100 * times) * times)
    pcm = np.rint(32_767 * tone).astype("<i2")
    return [
        Audio(n // 4, (n % 4 + 1) * rate_hz // 4, part.tobytes(), rate_hz)
        for n, part in enumerate(np.split(pcm, parts))
    ]


async def translated(events: list[Event], encoding: Encoding) -> list[EncodedEvent]:
    return [event async for event in encoded(each(events), encoding)]


async def each(events: list[Event]) -> AsyncIterator[Event]:
    for event in events:
        yield event


def data_of(events: list[EncodedEvent]) -> bytes:
    return b"".join(event.data for event in events if isinstance(event, EncodedAudio))


@pytest.mark.parametrize("last", [Done(2, 2.0), FAILED], ids=["done", "failed"])
@pytest.mark.parametrize("format", FORMATS)
async def test_all_audio_is_heard_before_the_end(format: str, last: Event) -> None:
    encoding = check_encoding(format)
    heard = audio(encoding.sample_rate_hz)
    events = await translated([BEGAN, *heard, last], encoding)
    assert (events[0], events[-1]) == (BEGAN, last)
    assert all(isinstance(event, EncodedAudio) and event.data for event in events[1:-1])
    pcm = b"".join(part.pcm for part in heard)
    samples = decode(data_of(events), encoding)
    alike, lag = likeness(samples, decoded_hz(encoding), pcm, encoding.sample_rate_hz)
    assert alike > 0.99
    assert len(samples) / decoded_hz(encoding) >= 2.0 + lag / encoding.sample_rate_hz


async def test_encoded_audio_says_up_to_where_it_goes() -> None:
    events = await translated([*audio(24_000), Done(2, 2.0)], check_encoding("pcm"))
    positions = [(e.segment_index, e.end_sample) for e in events if isinstance(e, EncodedAudio)]
    assert positions == [(part.segment_index, part.end_sample) for part in audio(24_000)]
    assert data_of(events) == b"".join(part.pcm for part in audio(24_000))


@pytest.mark.parametrize("format", FORMATS)
async def test_a_stream_that_fails_before_it_sounds_has_no_container(format: str) -> None:
    queued = Queued(0, "Hello.", 0)
    assert await translated([queued, FAILED], check_encoding(format)) == [queued, FAILED]


async def test_a_codec_that_fails_is_a_failure_of_the_stream() -> None:
    """Only a rate that no client can ask for makes one fail."""
    events = await translated([BEGAN, *audio(24_000), Done(2, 2.0)], Encoding("mp3", 12_345))
    assert [type(event) for event in events] == [SegmentBegan, Failure]
    assert isinstance(events[-1], Failure)
    assert events[-1].code == "encoding_failed"


@pytest.mark.parametrize("format", ["mp3", "opus", "aac"])
async def test_the_event_loop_runs_while_a_slow_codec_works(format: str) -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    turning = asyncio.create_task(turn())
    await translated([*audio(24_000), Done(2, 2.0)], check_encoding(format))
    turning.cancel()
    assert turns > 0


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("format", ["opus", "aac", "mulaw"])
async def test_a_stream_that_is_broken_off_gives_its_encoder_back(format: str) -> None:
    encoding = check_encoding(format)
    for _ in range(5):
        async with aclosing(encoded(each([*audio(encoding.sample_rate_hz)]), encoding)) as events:
            assert isinstance(await anext(events), EncodedAudio)
    wait_until(lambda: not open_containers())


@pytest.mark.usefixtures("no_collector")
async def test_a_listener_that_leaves_while_a_codec_works_costs_nothing() -> None:
    """Its task is cancelled while the thread still has the encoder."""
    encoding = check_encoding("opus")
    for _ in range(20):
        task = asyncio.create_task(translated([*audio(24_000)], encoding))
        await asyncio.sleep(0)
        assert open_containers()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
    wait_until(lambda: not open_containers())


def open_containers() -> int:
    return sum(isinstance(thing, OutputContainer) for thing in gc.get_objects())
