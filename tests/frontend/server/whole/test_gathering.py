"""A stream's events until it ends, or until that takes too long."""

import asyncio
import io
import wave
from collections.abc import AsyncGenerator

import pytest

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.audio.wav import wav_header
from frontend.protocol.events import Done, Failure
from frontend.server.http.buffered_stream import BufferedStream
from frontend.server.whole.audio import ROOM, WholeAudio
from frontend.server.whole.gathering import Gathered, gather

WAV = Encoding("wav", 24_000)
FIRST = EncodedAudio(0, 2, wav_header(24_000) + b"abcd", 2)
REST = EncodedAudio(0, 4, b"efgh", 4)
DONE = Done(1, 0.0)


class Speech:
    """A stream whose second part comes when a test says so."""

    def __init__(self, *events: EncodedEvent) -> None:
        self.events = events
        self.may_go_on = asyncio.Event()
        self.is_waiting = asyncio.Event()
        self.closed = False

    def stream(self) -> BufferedStream:
        return BufferedStream([FIRST], self._following())

    async def _following(self) -> AsyncGenerator[EncodedEvent]:
        try:
            self.is_waiting.set()
            await self.may_go_on.wait()
            for event in self.events:
                yield event
        finally:
            self.closed = True


async def all_of(gathered: Gathered) -> list[EncodedEvent]:
    return [event async for event in gathered.stream().events()]


async def test_what_ends_is_gathered_and_knows_its_length() -> None:
    speech = Speech(REST, DONE)
    speech.may_go_on.set()
    gathered = await gather(speech.stream(), None)
    audio = await gathered.whole(WAV)
    assert audio
    with wave.open(io.BytesIO(audio.data)) as file:
        assert file.readframes(4) == b"abcdefgh"
        assert file.getnframes() == 4
    assert await all_of(gathered) == [FIRST, REST, DONE]
    assert speech.closed


async def test_what_takes_too_long_goes_on_as_a_stream() -> None:
    speech = Speech(REST, DONE)
    gathered = await gather(speech.stream(), 0.0)
    assert await gathered.whole(WAV) is None
    speech.may_go_on.set()
    assert await all_of(gathered) == [FIRST, REST, DONE]


async def test_pieces_that_keep_coming_are_waited_for_no_longer_than_one() -> None:
    async def pieces() -> AsyncGenerator[EncodedEvent]:
        while True:
            await asyncio.sleep(0.01)
            yield REST

    gathered = await gather(BufferedStream([FIRST], pieces()), 0.1)
    assert gathered.following
    assert len(gathered.events) <= 12
    await gathered.close()


async def test_what_is_too_large_goes_on_as_a_stream() -> None:
    speech = Speech(*[REST] * 100, DONE)
    speech.may_go_on.set()
    gathered = await gather(speech.stream(), None, most=60)
    assert len(gathered.events) < 20
    assert await gathered.whole(WAV) is None
    assert len(await all_of(gathered)) == 102


async def test_a_failure_is_told() -> None:
    failure = Failure("segment_failed", "No.", retryable=False)
    speech = Speech(REST, failure)
    speech.may_go_on.set()
    gathered = await gather(speech.stream(), None)
    assert gathered.failure == failure
    assert await gathered.whole(WAV) is None


async def test_a_client_that_leaves_while_it_is_gathered_ends_the_stream() -> None:
    speech = Speech(REST, DONE)
    gathering = asyncio.create_task(gather(speech.stream(), None))
    await speech.is_waiting.wait()
    gathering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gathering
    assert speech.closed


@pytest.mark.parametrize("heard", [0, 1])
async def test_a_client_that_leaves_later_ends_it_too(heard: int) -> None:
    speech = Speech(REST, DONE)
    gathered = await gather(speech.stream(), 0.0)
    events = gathered.stream().events()
    for _ in range(heard):
        await anext(events)
    if heard:
        await events.aclose()
    else:
        await gathered.close()
    assert speech.closed


async def test_without_room_it_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ROOM, "count", 256_000_000)
    speech = Speech(DONE)
    speech.may_go_on.set()
    gathered = await gather(speech.stream(), None)
    assert await gathered.whole(WAV) is None


async def test_the_room_lives_as_long_as_the_audio() -> None:
    before = ROOM.count
    audio = WholeAudio(bytes(100), WAV)
    assert ROOM.count == before + 100
    del audio
    assert ROOM.count == before
