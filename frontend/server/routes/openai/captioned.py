"""POST /v1/audio/speech/captioned: speech as JSON lines, with the times of its words.

    {"audio": base64, "audio_format": its media type, "timestamps": [{"word", "start_time",
     "end_time"}, ...]}

The audio of all lines together is one stream in the response_format; times are seconds from its
start, and a word comes no later than the end of its audio. A backend without word timings has none.
A failure is the last line: {"error": {"message", "type", "param", "code"}}. With stream=false there
is one such object with all of it, whose audio is a file that knows its length.

Kokoro's servers have this as /dev/captioned_speech.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.base import Word
from backend_queues.errors import TTSError
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure, SpokenWords
from frontend.server.http.audio_body import HEADERS
from frontend.server.http.buffered_stream import BufferedStream
from frontend.server.http.disconnect import cancel_on_disconnect
from frontend.server.http.faults import ending_in_error
from frontend.server.http.sending import TimedBody
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.http.typed import StructResponse
from frontend.server.messages.openai import (
    CaptionedAudio,
    CaptionedBody,
    InvalidField,
    OpenAIErrorBody,
    Timestamp,
)
from frontend.server.routes.openai.body import read_spoken
from frontend.server.routes.openai.errors import describe, error_response
from frontend.server.routes.openai.speaking import open_speech
from frontend.server.whole.gathering import gather

JSON_LINES = "application/x-ndjson"

TOO_LONG = (
    "The speech is too long for one JSON object; send stream as true or not at all, and read the "
    "lines as they come."
)

_encode_json = msgspec.json.Encoder().encode


async def captioned(request: Request) -> Response:
    asked = await read_spoken(request, CaptionedBody, state_of(request).settings)
    body = asked.body
    encoding = body.encoding()
    stream = await open_speech(request, body, Endpoint.OPENAI_CAPTIONED, encoding)
    if isinstance(stream, Failure):
        return error_response(stream)
    if not body.stream:
        return asked.warned(await _object(request, stream, body, encoding))
    lines = _lines(stream.events(), encoding.media_type, with_words=body.return_timestamps)
    lines = ending_in_error(lines, _error_line, request.url.path)
    answer = TimedBody(lines, send_timeout_of(request), headers=HEADERS, media_type=JSON_LINES)
    return asked.warned(answer)


async def _object(
    request: Request, stream: BufferedStream, body: CaptionedBody, encoding: Encoding
) -> Response:
    """Return all of it in one object. Raises InvalidField if that would be too large."""
    gathered = await cancel_on_disconnect(request, gather(stream, None))
    if gathered.failure:
        return error_response(gathered.failure)
    audio = await gathered.whole(encoding)
    if audio is None:
        await gathered.close()
        raise InvalidField("stream", TOO_LONG)
    told = [event.words for event in gathered.events if isinstance(event, SpokenWords)]
    words = [_timestamp(word) for words in told for word in words] if body.return_timestamps else []
    return StructResponse(CaptionedAudio(audio.data, encoding.media_type, words), headers=HEADERS)


async def _lines(
    events: AsyncGenerator[EncodedEvent], audio_format: str, *, with_words: bool
) -> AsyncGenerator[bytes]:
    words: list[Timestamp] = []  # known, but not sent yet
    async with aclosing(events):
        async for event in events:
            if isinstance(event, EncodedAudio):
                yield _encode_json(CaptionedAudio(event.data, audio_format, words)) + b"\n"
                words = []
            elif isinstance(event, SpokenWords) and with_words:
                words += map(_timestamp, event.words)
            elif isinstance(event, Failure):
                yield _error_line(event)


def _timestamp(word: Word) -> Timestamp:
    return Timestamp(word.text, word.start_s, word.end_s)


def _error_line(error: TTSError | Failure) -> bytes:
    return _encode_json(OpenAIErrorBody(describe(error))) + b"\n"
