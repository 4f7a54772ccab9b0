"""GET|POST /sse: speech as server-sent events, whose data is JSON.

    start    utterance, backend, voice, sample_rate_hz
    segment  segment_index, text, start_s
    words    segment_index, words: [[text, start_s, end_s], ...]
    audio    segment_index, pcm: base64 of mono little-endian int16
    done     segments, audio_s
    error    code, message, retryable, segment_index (null if no segment is to blame)

The id of an event is <utterance>:<segment>:<sample>, up to which the client then has everything.
"""

import logging
from collections.abc import AsyncGenerator

import msgspec
from sse_starlette import EventSourceResponse
from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from frontend.events import Audio, Done, Event, Failure, Opened, SegmentBegan, SpokenWords
from frontend.routes.errors import error_response
from frontend.routes.leaving import unless_left
from frontend.routes.requests import open_stream
from frontend.settings import Settings

log = logging.getLogger(__name__)

# Streams under way are told of a shutdown; this long they may take to pass it on.
SHUTDOWN_GRACE_S = 1.5

EVENT_NAMES = {
    Opened: "start",
    SegmentBegan: "segment",
    SpokenWords: "words",
    Audio: "audio",
    Done: "done",
    Failure: "error",
}

_encode_json = msgspec.json.Encoder().encode


class _AudioData(msgspec.Struct, frozen=True):
    segment_index: int
    pcm: bytes  # msgspec writes bytes as base64


async def sse(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    events = await open_stream(request)
    if request.method == "HEAD":
        return Response(media_type="text/event-stream")
    first = await unless_left(request, anext(events))
    if isinstance(first, Failure):
        await events.aclose()
        return error_response(first)
    assert isinstance(first, Opened)
    return SpeechEvents(
        _encoded(first, events),
        send_timeout=settings.send_timeout_s,
        shutdown_grace_period=SHUTDOWN_GRACE_S,
    )


class SpeechEvents(EventSourceResponse):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except SendTimeoutError:
            log.info("A client of /sse took nothing for too long and was left.")


async def _encoded(opened: Opened, events: AsyncGenerator[Event]) -> AsyncGenerator[bytes]:
    """Encode the events that this protocol has; ready bytes cost sse-starlette the least."""
    position = f"{opened.utterance}:0:0"
    try:
        yield _encode(opened, position)
        async for event in events:
            if isinstance(event, Audio):
                position = f"{opened.utterance}:{event.segment_index}:{event.end_sample}"
            if type(event) in EVENT_NAMES:
                yield _encode(event, position)
    finally:
        await events.aclose()


def _encode(event: Event, position: str) -> bytes:
    data = _AudioData(event.segment_index, event.pcm) if isinstance(event, Audio) else event
    return b"id: %b\r\nevent: %b\r\ndata: %b\r\n\r\n" % (
        position.encode(),
        EVENT_NAMES[type(event)].encode(),
        _encode_json(data),
    )
