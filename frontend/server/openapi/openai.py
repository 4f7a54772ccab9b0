"""What the document says of the routes of OpenAI's clients."""

from backend_queues.errors import RedisUnavailable, UnknownBackend, UnknownModel
from frontend.server.messages.openai import (
    AudioModels,
    CaptionedAudio,
    CaptionedBody,
    Model,
    ModelPath,
    Models,
    OpenAIErrorBody,
    SpeechBody,
    SpeechDelta,
    SpeechDone,
    SpeechError,
)
from frontend.server.messages.speak import OnceHeaders
from frontend.server.openapi.operation import Answer, Content, Errors, Events, Lines, Operation
from frontend.server.openapi.speech import ONCE_ERRORS, SPEECH_ERRORS, audio

TAG = "OpenAI"
ERRORS: Errors = (
    UnknownModel,
    *(error for error in SPEECH_ERRORS if error is not UnknownBackend),
)

EVENTS = Events((("", SpeechDelta), ("", SpeechDone), ("", SpeechError)))
SPEECH = Answer(
    "The audio in the response_format, or with stream_format sse, events that hold it. Both are "
    "streamed from the first words on; audio that fails on its way is cut off. With stream false, "
    "and where the text is short, it comes whole and has a Content-Length.",
    (
        *audio("mp3"),
        Content("text/event-stream", EVENTS),
    ),
)
CAPTIONS = Answer(
    "JSON lines: each is a part of the audio, with the words that are known since the last one. A "
    "failure is the last line. With stream false, one object.",
    (
        Content("application/x-ndjson", Lines((CaptionedAudio, OpenAIErrorBody))),
        Content.json(CaptionedAudio),
    ),
)
CAPTIONED_BODY = (
    Content.json(
        CaptionedBody,
        Words_with_their_times={"model": "tts-1", "input": "Hello there.", "voice": "alloy"},
    ),
)

OPERATIONS = (
    Operation(
        method="POST",
        path="/v1/audio/speech",
        tag=TAG,
        summary="Speak a text as OpenAI does",
        description="OpenAI's own packages work: give them this server's address as their base.",
        body=(
            Content.json(
                SpeechBody,
                One_file={"model": "tts-1", "input": "Hello there.", "voice": "alloy"},
                Events_with_pcm={
                    "model": "tts-1",
                    "input": "Hello there.",
                    "voice": "alloy",
                    "response_format": "pcm",
                    "stream_format": "sse",
                },
            ),
        ),
        headers=OnceHeaders,
        answer=SPEECH,
        errors=(*ERRORS, *ONCE_ERRORS),
        error_kind=OpenAIErrorBody,
    ),
    Operation(
        method="POST",
        path="/v1/audio/speech/captioned",
        tag=TAG,
        summary="Speak a text, and tell when each word is spoken",
        description="Backends without word timings answer with audio alone.",
        headers=OnceHeaders,
        body=CAPTIONED_BODY,
        answer=CAPTIONS,
        errors=(*ERRORS, *ONCE_ERRORS),
        error_kind=OpenAIErrorBody,
    ),
    Operation(
        method="POST",
        path="/dev/captioned_speech",
        tag=TAG,
        summary="The same where Kokoro's servers have it",
        headers=OnceHeaders,
        body=CAPTIONED_BODY,
        answer=CAPTIONS,
        errors=(*ERRORS, *ONCE_ERRORS),
        error_kind=OpenAIErrorBody,
    ),
    Operation(
        method="GET",
        path="/v1/models",
        tag=TAG,
        summary="The models that a request may name",
        answer=Answer("Those that a live worker speaks for.", (Content.json(Models),)),
        errors=(RedisUnavailable,),
        error_kind=OpenAIErrorBody,
    ),
    Operation(
        method="GET",
        path="/v1/audio/models",
        tag=TAG,
        summary="The models, where Open WebUI looks for them",
        answer=Answer("Those that a live worker speaks for.", (Content.json(AudioModels),)),
        errors=(RedisUnavailable,),
        error_kind=OpenAIErrorBody,
    ),
    Operation(
        method="GET",
        path="/v1/models/{model}",
        tag=TAG,
        summary="One of the models",
        in_path=ModelPath,
        answer=Answer("What speaks for that name now.", (Content.json(Model),)),
        errors=(UnknownModel, RedisUnavailable),
        error_kind=OpenAIErrorBody,
    ),
)
