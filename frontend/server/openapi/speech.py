"""What the document says of the server's own ways to speak a text."""

from backend_queues.errors import (
    BodyTooLarge,
    CrossSite,
    InvalidOption,
    InvalidRequest,
    NothingToSpeak,
    NoWorker,
    Overloaded,
    RangeNotSatisfiable,
    RedisUnavailable,
    SegmentFailed,
    ShuttingDown,
    SynthesisFailed,
    TakenOver,
    TextCrashesWorkers,
    TextTooLong,
    UnknownBackend,
    UnknownUtterance,
    UnknownVoice,
    VoiceSampleUnavailable,
    VoiceUnusable,
)
from backend_queues.request_errors import KeyReused, StillBeginning, UnsupportedMediaType
from frontend.audio.formats import FORMATS, check_encoding
from frontend.audio.libav import EncodingFailed
from frontend.server.messages.speak import (
    EncodeQuery,
    OnceHeaders,
    Samples,
    SpeakBody,
    SpeakQuery,
)
from frontend.server.messages.sse import EVENT_NAMES, SSEHeaders, SSEPostHeaders
from frontend.server.openapi.operation import Answer, Content, Errors, Events, Operation

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
    TextCrashesWorkers,
    VoiceSampleUnavailable,
    EncodingFailed,
)

ONCE_ERRORS: Errors = (KeyReused, StillBeginning)

BODY = (
    Content.json(
        SpeakBody,
        Only_a_text={"text": "Hello there. How are you today?"},
        A_little_faster={"text": "Take your time.", "options": {"speed": 1.2}},
        Two_voices={
            "parts": [
                {"text": "Who is there?", "voice": "af_heart"},
                {"text": "It is me.", "options": {"speed": 0.9}},
            ]
        },
        Named_voices={
            "text": "Alice: Who is there?\n\nThe door opened.",
            "voices": {"Alice": "af_heart"},
        },
        SSML={"text": "<speak>One, <break time='300ms'/> two.</speak>", "ssml": True},
    ),
    Content("application/x-www-form-urlencoded", SpeakQuery),
    Content("text/plain", str),
    Content("application/ssml+xml", str),
)


def audio(default: str) -> tuple[Content, ...]:
    """Return what audio can be: the default format first, then the others."""
    media_types = dict.fromkeys(check_encoding(name).media_type for name in (default, *FORMATS))
    return tuple(Content(media_type) for media_type in media_types)


AUDIO = Answer(
    "The audio, in the format that was asked for. It is streamed from the first words on, so its "
    "length is not known in advance, unless the text is short or `stream` is false; a stream that "
    "fails on its way is cut off.",
    audio("wav"),
)
POSITION = (
    "the client's position: `<utterance>:<segment>:<sample>:<start>:<sent>:<words>`, the next "
    "sample of a segment at its backend's rate, where the segment starts in microseconds, how many "
    "samples of the stream and words of the segment were sent; or `<utterance>:end`"
)
EVENTS = Answer(
    "Events as they come, the last of which is `done` or `error`. While the workers are busy with "
    "others, `queued` comes before `start`, and has no id. After an error that is "
    f"`retryable`, the stream can be resumed. The id of an event is {POSITION}.",
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

NOTHING_LEFT = (Answer("With Last-Event-ID: nothing of the stream is left.", status=204),)
RESUMED = (
    "A client that lost its connection sends the last event's id as Last-Event-ID, to any frontend "
    "within a minute, and gets the rest; its text and options are those of the first request."
)
ENCODE = (
    "Nothing is spoken: this is for who has samples, such as the page, which saves what was heard. "
    "The file knows its length; it has the samples' rate."
)
RESUME_ERRORS: Errors = (*SPEECH_ERRORS, UnknownUtterance, TakenOver)

SSML = (
    "With Content-Type: application/ssml+xml the body is SSML, with text/plain it is the text, and "
    "the query has all other fields of a GET; a form, of either kind, has all fields."
)
OPTIONS = "Each option is a parameter of its own, such as speed=1.2."

OPERATIONS = (
    Operation(
        method="GET",
        path="/tts",
        tag=TAG,
        summary="Speak a text as one file",
        description="For players and scripts; a long text is better sent by POST. What is finished "
        f"is kept for a while: Range has parts of it, HEAD its length. {OPTIONS}",
        query=SpeakQuery,
        answer=AUDIO,
        also=(Answer("The bytes that Range asks for.", audio("wav"), status=206),),
        errors=(*SPEECH_ERRORS, RangeNotSatisfiable),
    ),
    Operation(
        method="POST",
        path="/tts",
        tag=TAG,
        summary="Speak a text as one file",
        description=SSML,
        headers=OnceHeaders,
        body=BODY,
        answer=AUDIO,
        errors=(*SPEECH_ERRORS, *ONCE_ERRORS),
    ),
    Operation(
        method="GET",
        path="/sse",
        tag=TAG,
        summary="Speak a text as server-sent events",
        description=f"For a browser's EventSource. {OPTIONS} {RESUMED}",
        query=SpeakQuery,
        headers=SSEHeaders,
        answer=EVENTS,
        also=NOTHING_LEFT,
        errors=RESUME_ERRORS,
    ),
    Operation(
        method="POST",
        path="/sse",
        tag=TAG,
        summary="Speak a text as server-sent events",
        description=f"{RESUMED} {SSML}",
        headers=SSEPostHeaders,
        body=BODY,
        answer=EVENTS,
        also=NOTHING_LEFT,
        errors=(*RESUME_ERRORS, *ONCE_ERRORS),
    ),
    Operation(
        method="POST",
        path="/v1/audio/encode",
        tag=TAG,
        summary="Encode samples in another format",
        description=ENCODE,
        query=EncodeQuery,
        body=(Content("audio/pcm", Samples),),
        answer=Answer("The file.", audio("mp3")),
        errors=(
            InvalidRequest,
            InvalidOption,
            CrossSite,
            BodyTooLarge,
            UnsupportedMediaType,
            Overloaded,
            EncodingFailed,
        ),
    ),
)
