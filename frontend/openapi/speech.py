"""What the document says of the server's own ways to speak a text."""

from frontend.audio.formats import FORMATS, check_encoding
from frontend.audio.libav import EncodingFailed
from frontend.openapi.operation import Answer, Content, Errors, Events, Operation
from frontend.routes.requests import SpeakBody
from frontend.routes.sse import EVENT_NAMES
from tasks.errors import (
    InvalidOption,
    InvalidRequest,
    NothingToSpeak,
    NoWorker,
    Overloaded,
    RedisUnavailable,
    SampleUnavailable,
    SegmentFailed,
    ShuttingDown,
    SynthesisFailed,
    TextTooLong,
    UnknownBackend,
    UnknownVoice,
    VoiceUnusable,
)

TAG = "Speech"

STYLE_ERRORS: Errors = (
    InvalidRequest,
    InvalidOption,
    UnknownBackend,
    UnknownVoice,
    VoiceUnusable,
    NoWorker,
    RedisUnavailable,
)
SPEECH_ERRORS: Errors = (
    *STYLE_ERRORS,
    NothingToSpeak,
    TextTooLong,
    Overloaded,
    ShuttingDown,
    SynthesisFailed,
    SegmentFailed,
    SampleUnavailable,
    EncodingFailed,
)

BODY = (
    Content.json(
        SpeakBody,
        Only_a_text={"text": "Hello there. How are you today?"},
        A_little_faster={"text": "Take your time.", "options": {"speed": 1.2}},
    ),
)


def audio(default: str) -> tuple[Content, ...]:
    """Return what audio can be: the default format first, then the others."""
    media_types = dict.fromkeys(check_encoding(name).media_type for name in (default, *FORMATS))
    return tuple(Content(media_type) for media_type in media_types)


AUDIO = Answer(
    "The audio, in the format that was asked for. It flows from the first words on, so its length "
    "is not known before; a stream that fails on its way is broken off.",
    audio("wav"),
)
POSITION = "`<utterance>:<segment>:<sample>`, up to which the client then has everything"
EVENTS = Answer(
    "Events as they come, the last of which is `done` or `error`. The id of an event is "
    f"{POSITION}.",
    (
        Content(
            "text/event-stream",
            Events(
                tuple((name, kind) for kind, name in EVENT_NAMES.items()),
                ids=POSITION,
            ),
        ),
    ),
)

OPTIONS = "Each option is a parameter of its own, such as speed=1.2."

OPERATIONS = (
    Operation(
        method="GET",
        path="/tts",
        tag=TAG,
        summary="Speak a text as one file",
        description=f"For players and scripts; a long text is better sent by POST. {OPTIONS}",
        query=SpeakBody,
        answer=AUDIO,
        errors=SPEECH_ERRORS,
    ),
    Operation(
        method="POST",
        path="/tts",
        tag=TAG,
        summary="Speak a text as one file",
        body=BODY,
        answer=AUDIO,
        errors=SPEECH_ERRORS,
    ),
    Operation(
        method="GET",
        path="/sse",
        tag=TAG,
        summary="Speak a text as server-sent events",
        description=f"For a browser's EventSource. {OPTIONS}",
        query=SpeakBody,
        answer=EVENTS,
        errors=SPEECH_ERRORS,
    ),
    Operation(
        method="POST",
        path="/sse",
        tag=TAG,
        summary="Speak a text as server-sent events",
        body=BODY,
        answer=EVENTS,
        errors=SPEECH_ERRORS,
    ),
)
