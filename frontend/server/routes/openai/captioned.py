"""POST /v1/audio/speech/captioned: speech as JSON lines, with the times of its words.

    {"audio": base64, "audio_format": its media type, "timestamps": [{"word", "start_time",
     "end_time"}, ...]}

The audio of all lines together is one stream in the response_format; times are seconds from its
start, and a word comes no later than the end of its audio. A backend without word timings has none.
A failure is the last line: {"error": {"message", "type", "param", "code"}}.

Kokoro's servers have this as /dev/captioned_speech.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Send

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Failure, SpokenWords
from frontend.server.http.audio_body import HEADERS
from frontend.server.http.state import state_of
from frontend.server.routes.openai.body import SpokenBody, read_spoken
from frontend.server.routes.openai.errors import (
    InvalidField,
    OpenAIErrorBody,
    describe,
    error_response,
)
from frontend.server.routes.openai.speaking import open_speech

log = logging.getLogger(__name__)

NOT_WHOLE = (
    "Captions come line by line, one JSON object each; send stream as true or not at all, and read "
    "the lines as they come."
)

_encode_json = msgspec.json.Encoder().encode


class CaptionedBody(SpokenBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The JSON body of POST /v1/audio/speech/captioned."""

    return_timestamps: Annotated[bool, Meta(description="false leaves the words away.")] = True
    stream: Annotated[bool, Meta(description="Only true: captions come line by line.")] = True


class Timestamp(msgspec.Struct, frozen=True):
    """A spoken word; seconds from the start of the stream."""

    word: str
    start_time: float
    end_time: float


class CaptionedAudio(msgspec.Struct, frozen=True):
    """One line: the next bytes of the audio and the words that are known since the last line."""

    audio: bytes  # msgspec writes bytes as base64
    audio_format: Annotated[str, Meta(description="The media type, such as audio/mpeg.")]
    timestamps: list[Timestamp]


class LinesBody(StreamingResponse):
    """Sends lines as they come; a client that takes none for too long is left."""

    media_type = "application/x-ndjson"

    def __init__(self, lines: AsyncGenerator[bytes], send_timeout_s: float) -> None:
        super().__init__(lines, headers=HEADERS)
        self._lines = lines
        self._send_timeout_s = send_timeout_s

    async def stream_response(self, send: Send) -> None:
        async def send_soon(message: Message) -> None:
            async with asyncio.timeout(self._send_timeout_s):
                await send(message)

        try:
            async with aclosing(self._lines):
                await super().stream_response(send_soon)
        except TimeoutError:
            log.info("A client took none of its captions for too long and was left.")


async def captioned(request: Request) -> Response:
    settings = state_of(request).settings
    body = await read_spoken(request, CaptionedBody)
    if not body.stream:
        raise InvalidField("stream", NOT_WHOLE)
    encoding = body.encoding()
    opening = await open_speech(request, body, Endpoint.OPENAI_CAPTIONED, encoding)
    if isinstance(opening, Failure):
        return error_response(opening)
    lines = _lines(opening.events(), encoding.media_type, with_words=body.return_timestamps)
    return LinesBody(lines, settings.send_timeout_s)


async def _lines(
    events: AsyncGenerator[EncodedEvent], audio_format: str, *, with_words: bool
) -> AsyncGenerator[bytes]:
    words: list[Timestamp] = []  # those that no line has brought yet
    async with aclosing(events):
        async for event in events:
            if isinstance(event, EncodedAudio):
                yield _encode_json(CaptionedAudio(event.data, audio_format, words)) + b"\n"
                words = []
            elif isinstance(event, SpokenWords) and with_words:
                words += [Timestamp(w.text, w.start_s, w.end_s) for w in event.words]
            elif isinstance(event, Failure):
                yield _encode_json(OpenAIErrorBody(describe(event))) + b"\n"
