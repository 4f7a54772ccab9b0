"""GET|POST /sse: speech as server-sent events, whose data is JSON.

    start    utterance, backend, voice, format, sample_rate_hz
    segment  segment_index, text, start_s
    words    segment_index, words: [[text, start_s, end_s], ...]
    audio    segment_index, pcm: base64 of mono audio, little-endian int16 or the G.711 asked for
    done     segments, audio_s
    error    code, message, retryable, segment_index (null if no segment is to blame)

The id of an event is <utterance>:<segment>:<sample>, up to which the client then has everything.
"""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from sse_starlette import EventSourceResponse
from sse_starlette.sse import SendTimeoutError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from frontend.audio.formats import FORMATS, RAW, Encoding, check_encoding
from frontend.door import Door
from frontend.encoded import EncodedAudio, encoded
from frontend.events import Done, Event, Failure, Opened, SegmentBegan, SpokenWords
from frontend.routes.errors import error_response
from frontend.routes.leaving import unless_left
from frontend.routes.requests import open_stream, read_speak_request
from frontend.settings import Settings
from tasks.errors import InvalidOption

log = logging.getLogger(__name__)

# Streams under way are told of a shutdown; this long they may take to pass it on.
SHUTDOWN_GRACE_S = 1.5

DEFAULT_FORMAT = "pcm"


class Start(Opened, frozen=True):
    """The first segment has been enqueued; backend and voice are those it is spoken with."""

    format: Annotated[str, Meta(description=f"Of all audio of the stream: {', '.join(RAW)}.")]


class AudioData(msgspec.Struct, frozen=True):
    """The next part of the stream's audio."""

    segment_index: int
    # msgspec writes bytes as base64
    pcm: Annotated[bytes, Meta(description="Base64 of mono audio: little-endian int16, or G.711.")]


EVENT_NAMES: dict[type[msgspec.Struct], str] = {
    Start: "start",
    SegmentBegan: "segment",
    SpokenWords: "words",
    AudioData: "audio",
    Done: "done",
    Failure: "error",
}

_encode_json = msgspec.json.Encoder().encode


async def sse(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    asked = await read_speak_request(request)
    encoding = _check_raw(asked.format or DEFAULT_FORMAT, asked.sample_rate_hz)
    events = await open_stream(request, asked, Door.SSE, encoding.sample_rate_hz)
    if request.method == "HEAD":
        return Response(media_type="text/event-stream")
    first = await unless_left(request, anext(events))
    if isinstance(first, Failure):
        await events.aclose()
        return error_response(first)
    assert isinstance(first, Opened)
    return SpeechEvents(
        _server_sent(first, events, encoding),
        send_timeout=settings.send_timeout_s,
        shutdown_grace_period=SHUTDOWN_GRACE_S,
    )


def _check_raw(format: str, sample_rate_hz: int | None) -> Encoding:
    """Return the encoding, which must be one whose parts need no container."""
    if format in FORMATS and format not in RAW:
        raise InvalidOption(
            f"The events of /sse carry audio without a container: {', '.join(RAW)}. "
            f"Ask /tts for {format}."
        )
    return check_encoding(format, sample_rate_hz, among=RAW)


class SpeechEvents(EventSourceResponse):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except SendTimeoutError:
            log.info("A client of %s took nothing for too long and was left.", scope["path"])


async def _server_sent(
    opened: Opened, events: AsyncGenerator[Event], encoding: Encoding
) -> AsyncGenerator[bytes]:
    """Say the events that this protocol has; ready bytes cost sse-starlette the least."""
    position = f"{opened.utterance}:0:0"
    async with aclosing(events), aclosing(encoded(events, encoding)) as told:
        yield _server_sent_event(Start(**asdict(opened), format=encoding.format), position)
        async for event in told:
            if isinstance(event, EncodedAudio):
                position = f"{opened.utterance}:{event.segment_index}:{event.end_sample}"
                yield _server_sent_event(AudioData(event.segment_index, event.data), position)
            elif type(event) in EVENT_NAMES:
                yield _server_sent_event(event, position)


def _server_sent_event(data: msgspec.Struct, position: str) -> bytes:
    return b"id: %b\r\nevent: %b\r\ndata: %b\r\n\r\n" % (
        position.encode(),
        EVENT_NAMES[type(data)].encode(),
        _encode_json(data),
    )
