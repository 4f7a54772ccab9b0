"""GET|POST /sse: speech as server-sent events, whose data is JSON.

    queued   utterance, position, eta_s; before start, again and again while the workers are busy
    start    utterance, backend, voice, format, sample_rate_hz, warnings
    fallback segment_index, start_s, from, to, voice, reason: another backend speaks from there on,
             and tells words again that were told for later
    segment  segment_index, text, start_s
    words    segment_index, words: [[text, start_s, end_s], ...]
    mark     segment_index, name, start_s: a mark of SSML is heard
    audio    segment_index, pcm: base64 of mono audio, little-endian int16 or the G.711 asked for
    done     segments, audio_s
    error    code, message, retryable, segment_index (null if no segment is to blame), retry_after_s

The id of an event is a secret of the stream and the client's position in it
(`frontend.streaming.position`). A client that reconnects with the last id as Last-Event-ID, as a
browser's EventSource does by itself, gets the rest: from any frontend, and whatever its query or
body, if it has the same key. The rest begins with `start`, and with `segment` for the segment it is
in.

Before `start` nothing can be resumed, so `queued` has no id, nor has a retryable `error` then: an
EventSource asks for the text again. Later, a stream that ended with such an error can be resumed.
After any other last event the response is 204, at which an EventSource stops; so it does at every
status but 200.
"""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing

import msgspec
from msgspec.structs import asdict
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import InvalidOption, TTSError
from frontend.audio.encoded import EncodedAudio, EncodedEvent, encoded
from frontend.audio.formats import FORMATS, RAW, Encoding, check_encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import (
    Done,
    Event,
    Failure,
    FellBack,
    InLine,
    Marked,
    Opened,
    SegmentBegan,
    SpokenWords,
)
from frontend.server.guards.asking import client_of
from frontend.server.http.disconnect import cancel_on_disconnect
from frontend.server.http.errors import error_response
from frontend.server.http.requests import read_speak_request
from frontend.server.http.server_sent import SHUTDOWN_GRACE_S, ServerSentEvents, head_of_events
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.messages.sse import EVENT_NAMES, AudioData, Start
from frontend.server.routes.casting import spoken_text
from frontend.server.routes.once import once
from frontend.streaming.once.spoken import Spoken
from frontend.streaming.position import START, Position, end_id
from frontend.streaming.resume_records import ResumeRight, utterance_of

DEFAULT_FORMAT = "pcm"

LAST_EVENT_ID = "last-event-id"
# How long an EventSource waits before it reconnects. By then a frontend that is shutting down
# accepts no connections; before, it would answer 503, at which an EventSource stops.
RECONNECT_MS = 2000


_encode_json = msgspec.json.Encoder().encode


async def sse(request: Request) -> Response:
    if last_id := request.headers.get(LAST_EVENT_ID):
        return await _resumed(request, last_id)
    state = state_of(request)
    asked = await read_speak_request(request, state.settings.max_text_chars)
    encoding = _check_raw(asked.format or DEFAULT_FORMAT, asked.sample_rate_hz)
    text = await spoken_text(request, asked.text, asked.voice_settings)
    if request.method == "HEAD":
        return head_of_events()
    client = client_of(request)
    right = ResumeRight.new(client.key)
    spoken = Spoken(text, text.voice_settings, encoding, Endpoint.SSE, client, asked.realtime)
    events = await once(request, asked, spoken, right) or state.speech_service.speak_resumably(
        text,
        text.voice_settings,
        encoding,
        Endpoint.SSE,
        right,
        client=client,
        realtime=asked.realtime,
    )
    return await _answer(request, events, encoding, right, START)


async def _resumed(request: Request, last_id: str) -> Response:
    state = state_of(request)
    token, position = Position.parse(last_id)
    if position is None:
        return Response(status_code=204)
    if request.method == "HEAD":
        return head_of_events()
    client = client_of(request)
    right = ResumeRight(token, client.key)
    encoding, events = await state.speech_service.resume(
        right, position, Endpoint.SSE, client=client
    )
    return await _answer(request, events, encoding, right, position)


async def _answer(
    request: Request,
    events: AsyncGenerator[Event],
    encoding: Encoding,
    right: ResumeRight,
    position: Position,
) -> Response:
    """Wait for the first event; until then, a failure is an error response."""
    first = await cancel_on_disconnect(request, anext(events))
    if not isinstance(first, InLine | Opened):
        await events.aclose()
        return error_response(first) if isinstance(first, Failure) else Response(status_code=204)
    stream = EventStream(right.token, encoding, position)
    return ServerSentEvents(
        stream.server_sent(_prepended(first, events)),
        stream.error_event,
        send_timeout_of(request),
        shutdown_grace_s=SHUTDOWN_GRACE_S,
    )


def _check_raw(format: str, sample_rate_hz: int | None) -> Encoding:
    """Return the encoding, which must be one without a container."""
    if format in FORMATS and format not in RAW:
        raise InvalidOption(
            f"The events of /sse carry audio without a container: {', '.join(RAW)}. "
            f"Ask /tts for {format}."
        )
    return check_encoding(format, sample_rate_hz, among=RAW)


async def _prepended(first: Event, events: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
    async with aclosing(events):
        yield first
        async for event in events:
            yield event


class EventStream:
    """A stream as the events of this protocol."""

    def __init__(self, token: str, encoding: Encoding, position: Position) -> None:
        """The token lets who has an event's id resume the stream."""
        self._token = token
        self._encoding = encoding
        self._position = position
        self._started = False

    async def server_sent(self, events: AsyncGenerator[Event]) -> AsyncGenerator[bytes]:
        """Yield the events encoded, and close them."""
        async with aclosing(events), aclosing(encoded(events, self._encoding)) as following:
            async for event in following:
                self._position = self._position.after(event, self._encoding)
                for data in self._data_of(event):
                    yield self._server_sent_event(data)

    def error_event(self, error: TTSError) -> bytes:
        """Encode the last event after an unexpected exception."""
        return self._server_sent_event(Failure.of(error))

    def _data_of(self, event: EncodedEvent) -> Iterator[msgspec.Struct]:
        match event:
            case Opened():
                self._started = True
                told = {**asdict(event), "utterance": utterance_of(event.utterance)}
                yield Start(**told, format=self._encoding.format)
            case SegmentBegan(text=""):
                return  # a pause, and no segment that anybody could show
            case EncodedAudio():
                yield AudioData(event.segment_index, event.data)
            case (
                InLine()
                | FellBack()
                | SegmentBegan()
                | SpokenWords()
                | Marked()
                | Done()
                | Failure()
            ):
                yield event

    def _server_sent_event(self, data: msgspec.Struct) -> bytes:
        name = EVENT_NAMES[type(data)].encode()
        head = self._retry(data) + self._id(data)
        return b"%bevent: %b\ndata: %b\n\n" % (head, name, _encode_json(data))

    def _retry(self, data: msgspec.Struct) -> bytes:
        match data:
            case Failure(retryable=True, retry_after_s=seconds):
                return b"retry: %d\n" % max(RECONNECT_MS, round((seconds or 0) * 1000))
        return b""

    def _id(self, data: msgspec.Struct) -> bytes:
        """Return where the client is after that, which it sends to go on from there."""
        match data:
            case Done() | Failure(retryable=False):
                id = end_id(self._token)
            case _ if self._started:
                id = self._position.id(self._token)
            case _:
                return b""
        return b"id: %b\n" % id.encode()
