"""What the document says of the routes of Cartesia's clients."""

from backend_queues.errors import RedisUnavailable, UnknownVoice
from frontend.server.openapi.operation import (
    Answer,
    Content,
    Events,
    Message,
    Operation,
    SocketOperation,
)
from frontend.server.openapi.speech import SPEECH_ERRORS
from frontend.server.vendors.cartesia.messages import (
    CartesiaBody,
    CartesiaChunk,
    CartesiaDone,
    CartesiaErrorBody,
    CartesiaErrorMessage,
    CartesiaEventsBody,
    CartesiaTimestamps,
    ContextMessage,
    FlushDone,
)
from frontend.server.vendors.cartesia.voice_messages import CartesiaVoice, VoicePath

TAG = "Cartesia"
ABOUT = "For Cartesia's clients; errors are in Cartesia's shape."
RAW = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
ASKED = {"model_id": "sonic-3", "voice": {"mode": "id", "id": "af_heart"}}
BODY = {**ASKED, "transcript": "Hello there.", "output_format": RAW}
CONTEXT = {**ASKED, "context_id": "1", "output_format": RAW, "continue": True}

OPERATIONS = (
    Operation(
        method="POST",
        path="/tts/bytes",
        tag=TAG,
        summary="Speak a text as Cartesia does",
        description="Cartesia's own packages work: give them this server's address as their base.",
        body=(
            Content.json(
                CartesiaBody,
                Samples=BODY,
                A_WAV_file={
                    **BODY,
                    "output_format": {
                        "container": "wav",
                        "encoding": "pcm_f32le",
                        "sample_rate": 44_100,
                    },
                },
            ),
        ),
        answer=Answer(
            "The audio in the output_format, streamed from the first words on; audio that fails on "
            "its way is cut off.",
            tuple(
                Content(media_type)
                for media_type in (
                    "audio/pcm",
                    "audio/wav",
                    "audio/mpeg",
                    "audio/PCMU",
                    "audio/PCMA",
                )
            ),
        ),
        errors=SPEECH_ERRORS,
        error_kind=CartesiaErrorBody,
    ),
    Operation(
        method="POST",
        path="/tts/sse",
        tag=TAG,
        summary="Speak a text as events",
        body=(Content.json(CartesiaEventsBody, With_words={**BODY, "add_timestamps": True}),),
        answer=Answer(
            "Events as they come; the last one is `done` or `error`.",
            (
                Content(
                    "text/event-stream",
                    Events(
                        (
                            ("chunk", CartesiaChunk),
                            ("timestamps", CartesiaTimestamps),
                            ("done", CartesiaDone),
                            ("error", CartesiaErrorMessage),
                        )
                    ),
                ),
            ),
        ),
        errors=SPEECH_ERRORS,
        error_kind=CartesiaErrorBody,
    ),
    Operation(
        method="GET",
        path="/voices/{id}",
        tag=TAG,
        summary="One voice",
        in_path=VoicePath,
        answer=Answer("As Cartesia describes its own.", (Content.json(CartesiaVoice),)),
        errors=(UnknownVoice, RedisUnavailable),
        error_kind=CartesiaErrorBody,
    ),
)

SOCKETS = (
    SocketOperation(
        path="/tts/websocket",
        summary="Speak several texts at once while they are being written, as Cartesia does",
        description=(
            "Each context is a text. The first message with an id opens one; the text of those "
            "after it is joined to what was before; one without `continue` is the last. The socket "
            "stays open: the client closes it. A browser sends its key as `api_key` in the query."
        ),
        from_client=(
            Message(
                "Any number of these.",
                ContextMessage,
                (
                    {**CONTEXT, "transcript": "Hello ", "add_timestamps": True},
                    {**CONTEXT, "transcript": "there.", "add_timestamps": True},
                    {**CONTEXT, "transcript": "", "flush": True},
                    {**CONTEXT, "transcript": "", "continue": False},
                    {"context_id": "1", "cancel": True},
                ),
            ),
        ),
        from_server=(
            Message("The next audio of a context.", CartesiaChunk),
            Message("With add_timestamps.", CartesiaTimestamps),
            Message("Behind the audio of what was flushed.", FlushDone),
            Message("The end of a context.", CartesiaDone),
            Message("What went wrong; the context that it names has ended.", CartesiaErrorMessage),
        ),
    ),
)
