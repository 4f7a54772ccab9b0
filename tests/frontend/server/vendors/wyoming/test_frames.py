"""The frames of Wyoming are read within bounds of size and time."""

import asyncio

import pytest

from backend_queues.errors import InvalidRequest
from frontend.server.connections.limits import Limits
from frontend.server.vendors.wyoming.frames import (
    HELD,
    LINE_BYTES,
    PAYLOAD_BYTES,
    Frame,
    FrameReader,
    encoded_event,
)
from frontend.server.vendors.wyoming.messages import AudioFormat

QUICK = Limits(header_s=0.01, body_s=0.01)


def reader(*parts: bytes, ended: bool = True, limits: Limits | None = None) -> FrameReader:
    stream = asyncio.StreamReader(limit=LINE_BYTES)
    for part in parts:
        stream.feed_data(part)
    if ended:
        stream.feed_eof()
    return FrameReader(stream, max_text_chars=1_000, limits=limits)


async def test_what_is_written_is_read() -> None:
    audio = encoded_event("audio-chunk", AudioFormat(24_000, 7), b"1234")
    frames = reader(audio, encoded_event("describe"), encoded_event("ping", {"text": "a\nb"}))
    data = {"rate": 24_000, "timestamp": 7, "width": 2, "channels": 1}
    assert await frames.read() == Frame("audio-chunk", data)
    assert await frames.read() == Frame("describe", {})
    assert await frames.read() == Frame("ping", {"text": "a\nb"})
    assert await frames.read() is None


async def test_data_behind_the_line_goes_before_that_in_it() -> None:
    line = b'{"type": "ping", "data": {"text": "a", "b": 1}, "data_length": 13}\n{"text": "c"}'
    assert await reader(line).read() == Frame("ping", {"text": "c", "b": 1})


@pytest.mark.parametrize(
    "begun",
    [
        b'{"type"',
        b'{"type": "ping", "data_length": 9}\n{',
        b'{"type": "a", "payload_length": 9}\n1',
    ],
)
async def test_an_event_that_is_cut_off_is_none(begun: bytes) -> None:
    assert await reader(begun).read() is None


@pytest.mark.parametrize(
    "begun",
    [b"{", b'{"type": "ping", "data_length": 9}\n{', b'{"type": "a", "payload_length": 9}\n1'],
)
async def test_an_event_that_comes_slowly_is_an_error(begun: bytes) -> None:
    with pytest.raises(InvalidRequest, match="too slowly"):
        await reader(begun, ended=False, limits=QUICK).read()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"type": "a", "data_length": 28385}\n', "28,384 bytes; this one says 28,385"),
        (b'{"type": "a", "payload_length": %d}\n' % (PAYLOAD_BYTES + 1), "1,000,000 bytes"),
        (b'{"type": "%s"}\n' % (b"a" * LINE_BYTES), "65,536 bytes"),
    ],
)
async def test_an_event_that_is_too_large_is_refused_before_it_is_read(
    line: bytes, said: str
) -> None:
    with pytest.raises(InvalidRequest, match=said):
        await reader(line, ended=False).read()


async def test_the_memory_of_an_event_is_counted_until_it_has_come() -> None:
    before = HELD.count
    stream = asyncio.StreamReader()
    stream.feed_data(b'{"type": "ping", "data_length": 13}\n{"text"')
    reading = asyncio.create_task(FrameReader(stream, 1_000).read())
    await asyncio.sleep(0)  # it takes what there is in one go
    assert HELD.count == before + 7  # what is only announced takes none
    stream.feed_data(b': "c"}')
    assert await reading == Frame("ping", {"text": "c"})
    assert HELD.count == before


def test_an_event_is_written_as_clients_read_it() -> None:
    assert encoded_event("describe") == b'{"type":"describe","version":"1.10.2"}\n'
    assert encoded_event("a", {"b": 1}, b"cd") == (
        b'{"type":"a","version":"1.10.2","data_length":7,"payload_length":2}\n{"b":1}cd'
    )
