"""POST /v1/audio/speech: speech in one of OpenAI's formats that flows with the first chunk.

With stream_format audio the body is the audio; a stream that fails before it has sounded is an
error answer, one that fails later is broken off. With sse it is server-sent events, whose data is
JSON:

    {"type": "speech.audio.delta", "audio": the next bytes of the audio, base64}
    {"type": "speech.audio.done", "usage": {"input_tokens", "output_tokens", "total_tokens"}}
    {"type": "error", "error": {"message", "type", "param", "code"}}

Nothing here has tokens, so usage is an estimate in OpenAI's proportions: an input token is four
characters of the text, an output token 50 ms of the speech.
"""

import math
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Literal

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Failure
from frontend.server.http.audio_body import AudioBody
from frontend.server.http.state import state_of
from frontend.server.routes.openai.body import SpokenBody, read_spoken
from frontend.server.routes.openai.errors import OpenAIError, describe, error_response
from frontend.server.routes.openai.speaking import open_speech
from frontend.server.routes.sse import SHUTDOWN_GRACE_S, SpeechEvents

CHARACTERS_PER_TOKEN = 4
TOKENS_PER_S = 20

_encode_json = msgspec.json.Encoder().encode


class SpeechBody(SpokenBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The JSON body of POST /v1/audio/speech."""

    stream_format: Annotated[
        Literal["audio", "sse"], Meta(description="The audio itself, or events that hold it.")
    ] = "audio"
    stream: Annotated[bool, Meta(description="Taken and not used: speech always flows.")] = True


class SpeechDelta(msgspec.Struct, frozen=True, tag_field="type", tag="speech.audio.delta"):
    """The next bytes of the audio."""

    audio: bytes  # msgspec writes bytes as base64


class Usage(msgspec.Struct, frozen=True):
    """An estimate: what OpenAI would count for such a text and such speech."""

    input_tokens: int
    output_tokens: int
    total_tokens: int


class SpeechDone(msgspec.Struct, frozen=True, tag_field="type", tag="speech.audio.done"):
    """Everything has been spoken."""

    usage: Usage


class SpeechError(msgspec.Struct, frozen=True, tag_field="type", tag="error"):
    """The stream ends here."""

    error: OpenAIError


SpeechEvent = SpeechDelta | SpeechDone | SpeechError


async def speech(request: Request) -> Response:
    settings = state_of(request).settings
    body = await read_spoken(request, SpeechBody)
    encoding = body.encoding()
    opening = await open_speech(request, body, Endpoint.OPENAI_SPEECH, encoding)
    if isinstance(opening, Failure):
        return error_response(opening)
    if body.stream_format == "audio":
        return AudioBody(opening.events(), encoding, settings.send_timeout_s)
    return SpeechEvents(
        _server_sent(opening.events(), len(body.input)),
        send_timeout=settings.send_timeout_s,
        shutdown_grace_period=SHUTDOWN_GRACE_S,
    )


async def _server_sent(
    events: AsyncGenerator[EncodedEvent], characters: int
) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            told = _told(event, characters)
            if told:
                yield b"data: %b\n\n" % _encode_json(told)


def _told(event: EncodedEvent, characters: int) -> SpeechEvent | None:
    """Say an event as OpenAI does, or None if OpenAI has no such event."""
    match event:
        case EncodedAudio():
            return SpeechDelta(event.data)
        case Done():
            return SpeechDone(_usage(characters, event.audio_s))
        case Failure():
            return SpeechError(describe(event))
    return None


def _usage(characters: int, audio_s: float) -> Usage:
    given = math.ceil(characters / CHARACTERS_PER_TOKEN)
    made = math.ceil(audio_s * TOKENS_PER_S)
    return Usage(given, made, given + made)
