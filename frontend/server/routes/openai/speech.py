"""POST /v1/audio/speech: speech in one of OpenAI's formats, streamed from the first chunk.

With stream_format=audio the body is the audio; a stream that fails before its first audio is an
error response, one that fails later is cut off. With stream=false too it is a file that knows its
length, and comes when it is made. With sse the body is server-sent events, whose data
is JSON:

    {"type": "speech.audio.delta", "audio": the next bytes of the audio, base64}
    {"type": "speech.audio.done", "usage": {"input_tokens", "output_tokens", "total_tokens"}}
    {"type": "error", "error": {"message", "type", "param", "code"}}

Nothing here has tokens, so usage is an estimate in OpenAI's proportions: an input token is four
characters of the text, an output token 50 ms of the speech.
"""

import math
from collections.abc import AsyncGenerator
from contextlib import aclosing

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from backend_queues.errors import TTSError
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Failure
from frontend.server.http.server_sent import SHUTDOWN_GRACE_S, ServerSentEvents
from frontend.server.http.state import send_timeout_of, state_of
from frontend.server.messages.openai import (
    SpeechBody,
    SpeechDelta,
    SpeechDone,
    SpeechError,
    SpeechEvent,
    Usage,
)
from frontend.server.routes.openai.body import read_spoken, text_of
from frontend.server.routes.openai.errors import describe, error_response
from frontend.server.routes.openai.speaking import open_speech
from frontend.server.whole.answers import AudioAnswer
from frontend.server.whole.told import told_of

CHARACTERS_PER_TOKEN = 4
TOKENS_PER_S = 20

_encode_json = msgspec.json.Encoder().encode


async def speech(request: Request) -> Response:
    send_timeout = send_timeout_of(request)
    asked = await read_spoken(request, SpeechBody, state_of(request).settings)
    body, encoding = asked.body, asked.body.encoding()
    stream = await open_speech(request, body, Endpoint.OPENAI_SPEECH, encoding)
    if body.stream_format == "audio":
        characters = text_of(body).characters
        answer = AudioAnswer(request, encoding, characters, whole=not body.stream)
        answered = await answer.of(stream)
        return asked.warned(_or_error(answered))
    if isinstance(stream, Failure):
        return error_response(stream)
    events = ServerSentEvents(
        _server_sent(stream.events(), text_of(body).characters),
        _error_event,
        send_timeout,
        shutdown_grace_s=SHUTDOWN_GRACE_S,
    )
    events.headers.update(told_of(stream))
    return asked.warned(events)


def _or_error(answered: Response | Failure) -> Response:
    return error_response(answered) if isinstance(answered, Failure) else answered


async def _server_sent(
    events: AsyncGenerator[EncodedEvent], characters: int
) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            encoded_event = _openai_event(event, characters)
            if encoded_event:
                yield _server_sent_event(encoded_event)


def _error_event(error: TTSError) -> bytes:
    return _server_sent_event(SpeechError(describe(error)))


def _server_sent_event(event: SpeechEvent) -> bytes:
    return b"data: %b\n\n" % _encode_json(event)


def _openai_event(event: EncodedEvent, characters: int) -> SpeechEvent | None:
    """Return OpenAI's form of an event, or None if it has none."""
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
