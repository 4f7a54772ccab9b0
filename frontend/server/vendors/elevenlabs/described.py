"""What the document says of ElevenLabs' routes and sockets."""

from backend_queues.errors import (
    InvalidOption,
    InvalidRequest,
    NothingToSpeak,
    NoWorker,
    Overloaded,
    RedisUnavailable,
    ShuttingDown,
    TextTooLong,
    UnknownVoice,
    VoiceUnusable,
)
from backend_queues.request_errors import UnsupportedMediaType
from frontend.access.errors import TooManyRequests
from frontend.server.openapi.operation import (
    Answer,
    Content,
    Errors,
    Lines,
    Message,
    Operation,
    SocketOperation,
)
from frontend.server.openapi.speech import audio
from frontend.server.vendors.elevenlabs.errors import ElevenLabsErrorBody
from frontend.server.vendors.elevenlabs.listing import Subscription, User, VoicesPage
from frontend.server.vendors.elevenlabs.messages import (
    ElevenLabsBody,
    SpeechQuery,
    TimedAudio,
    VoicePath,
)
from frontend.server.vendors.elevenlabs.sockets import messages

TAG = "ElevenLabs"
ABOUT = "For ElevenLabs' clients; errors are in their shape."
PATH = "/v1/text-to-speech/{voice_id}"
ERRORS: Errors = (
    InvalidRequest,
    InvalidOption,
    NothingToSpeak,
    UnknownVoice,
    VoiceUnusable,
    TextTooLong,
    UnsupportedMediaType,
    NoWorker,
    Overloaded,
    RedisUnavailable,
    ShuttingDown,
    TooManyRequests,
)
BODY = (
    Content.json(ElevenLabsBody, A_text={"text": "Hello there.", "model_id": "eleven_flash_v2_5"}),
)
SPEECH = Answer("The audio, from the first words on.", audio("mp3"))
TIMED = Answer("The audio and its characters.", (Content.json(TimedAudio),))
TIMED_LINES = Answer(
    "The same in parts, one a line.", (Content("application/x-ndjson", Lines((TimedAudio,))),)
)


def _speech(path: str, summary: str, answer: Answer) -> Operation:
    return Operation(
        method="POST",
        path=path,
        tag=TAG,
        summary=summary,
        in_path=VoicePath,
        query=SpeechQuery,
        body=BODY,
        answer=answer,
        errors=ERRORS,
        error_kind=ElevenLabsErrorBody,
    )


OPERATIONS = (
    _speech(PATH, "Speak a text as ElevenLabs does", SPEECH),
    _speech(f"{PATH}/stream", "The same", SPEECH),
    _speech(f"{PATH}/with-timestamps", "Speak a text, and tell when each character is", TIMED),
    _speech(f"{PATH}/stream/with-timestamps", "The same as it is made", TIMED_LINES),
    Operation(
        method="GET",
        path="/v2/voices",
        tag=TAG,
        summary="The voices in ElevenLabs' form",
        description="GET /v1/voices is in that form too for a client that sends xi-api-key, as is "
        "GET /v1/models.",
        answer=Answer("All of them.", (Content.json(VoicesPage),)),
        errors=(RedisUnavailable,),
        error_kind=ElevenLabsErrorBody,
    ),
    Operation(
        method="GET",
        path="/v1/user",
        tag=TAG,
        summary="Whose key it is",
        answer=Answer("It is let in.", (Content.json(User),)),
        error_kind=ElevenLabsErrorBody,
    ),
    Operation(
        method="GET",
        path="/v1/user/subscription",
        tag=TAG,
        summary="What the key may use",
        answer=Answer("All.", (Content.json(Subscription),)),
        error_kind=ElevenLabsErrorBody,
    ),
)

_FROM_SERVER = (
    Message("The next audio of a text.", messages.ElevenLabsAudio),
    Message("The end of a text.", messages.ElevenLabsFinal),
    Message("If a text or the socket fails.", messages.ElevenLabsError),
)
SOCKETS = (
    SocketOperation(
        path=f"{PATH}/stream-input",
        summary="Speak a text while it is being written, as ElevenLabs does",
        description="The text ends with an empty one; the server closes after its last audio.",
        query=messages.SocketQuery,
        from_client=(
            Message(
                "Any number of these.",
                messages.ElevenLabsMessage,
                ({"text": "Hello "}, {"text": "there. "}, {"text": ""}),
            ),
        ),
        from_server=_FROM_SERVER,
    ),
    SocketOperation(
        path=f"{PATH}/multi-stream-input",
        summary="Speak several texts at once over one socket, as ElevenLabs does",
        description=(
            "Each context_id is a text, five at most at once. An empty text keeps it alive. "
            "close_context ends it: what was flushed is still spoken; if something was not, or it "
            "is closed again, all of it stops at once."
        ),
        query=messages.SocketQuery,
        from_client=(
            Message(
                "Any number of these.",
                messages.ElevenLabsMessage,
                (
                    {"text": "Hello there. ", "context_id": "1"},
                    {"context_id": "1", "flush": True},
                    {"context_id": "1", "close_context": True},
                    {"close_socket": True},
                ),
            ),
        ),
        from_server=_FROM_SERVER,
    ),
)
