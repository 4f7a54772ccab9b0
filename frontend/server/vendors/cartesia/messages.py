"""What Cartesia's clients send, and are answered. A field that nobody knows is passed over."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidRequest, shown

MAX_CONTEXT_ID_CHARS = 200
MAX_SENT_CHARS = 200  # of a name of theirs

Name = Annotated[str, Meta(max_length=MAX_SENT_CHARS)]
Emotions = Annotated[list[Name], Meta(max_length=100)]
Factor = Annotated[float, Meta(gt=0, le=10)]
Delay = Annotated[int, Meta(ge=0, le=60_000)]

EXAMPLE = (
    '{"context_id": "1", "model_id": "sonic-3", "transcript": "Hello. ", "continue": true, '
    '"voice": {"mode": "id", "id": "af_heart"}, '
    '"output_format": {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24000}}'
)


class CartesiaFormat(msgspec.Struct, frozen=True):
    """The audio that is asked for; an mp3 has no encoding."""

    container: Annotated[Literal["raw", "wav", "mp3"], Meta(description="raw is without any.")]
    sample_rate: Annotated[int, Meta(description="8000 to 48000 Hz; not every one for mp3.")]
    encoding: Annotated[
        Literal["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"] | None,
        Meta(description="Of raw and wav."),
    ] = None
    bit_rate: Annotated[int | None, Meta(description="Of mp3. It is 64,000 whatever is asked.")] = (
        None
    )


class CartesiaVoiceChoice(msgspec.Struct, frozen=True):
    """A voice by its name."""

    id: Annotated[Name, Meta(description="A voice of this server, or one of Cartesia's.")] = ""
    mode: Annotated[Name, Meta(description="id; embeddings are refused.")] = "id"


class GenerationConfig(msgspec.Struct, frozen=True):
    """How to speak, as far as the backend can."""

    speed: Annotated[Factor | None, Meta(description="1 is normal.")] = None
    volume: Annotated[Factor | None, Meta(description="1 is normal.")] = None
    emotion: Annotated[Name | Emotions | None, Meta(description="Accepted and ignored.")] = None


class CartesiaBody(msgspec.Struct, frozen=True, kw_only=True):
    """What both routes and the socket are asked for."""

    transcript: Annotated[str, Meta(description="The text to speak.")] = ""
    model_id: Annotated[Name | None, Meta(description="A backend, or a model of Cartesia's.")] = (
        None
    )
    voice: Annotated[
        CartesiaVoiceChoice | Name | None, Meta(description="The voice, or its name.")
    ] = None
    output_format: Annotated[CartesiaFormat | None, Meta(description="It must be said.")] = None
    language: Annotated[Name | None, Meta(description="Such as en; or a locale, not both.")] = None
    locale: Annotated[Name | None, Meta(description="Such as en-GB.")] = None
    generation_config: Annotated[
        GenerationConfig | None, Meta(description="How to speak, as far as the backend can.")
    ] = None
    speed: Annotated[
        Literal["slow", "normal", "fast"] | float | None,
        Meta(description="As older clients have it; generation_config goes first."),
    ] = None
    normalization: Annotated[
        Name | None, Meta(description="off leaves numbers and the like as they are written.")
    ] = None
    add_timestamps: Annotated[bool | None, Meta(description="Tell when each word is heard.")] = None

    @property
    def voice_name(self) -> str:
        """The name of the voice.

        Raises:
            InvalidRequest: there is none.
        """
        if isinstance(self.voice, str):
            return self.voice
        if self.voice is None:
            raise InvalidRequest(f"voice is missing. Send JSON such as {EXAMPLE}")
        if self.voice.mode != "id" or not self.voice.id:
            raise InvalidRequest(
                f'Name a voice: {{"mode": "id", "id": "af_heart"}}; the mode '
                f"{shown(self.voice.mode)} is not served. GET /voices lists the voices."
            )
        return self.voice.id

    @property
    def asked_language(self) -> str:
        """The language or the locale.

        Raises:
            InvalidRequest: there are both.
        """
        if self.language and self.locale:
            raise InvalidRequest("Send language or locale, not both.")
        return self.language or self.locale or ""


class CartesiaEventsBody(CartesiaBody, frozen=True, kw_only=True):
    """The body of POST /tts/sse."""

    context_id: Annotated[Name | None, Meta(description="Comes back with each event.")] = None


class ContextMessage(CartesiaBody, frozen=True, kw_only=True):
    """A message of a client over the socket: more text of a context, or its end."""

    context_id: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=MAX_CONTEXT_ID_CHARS,
            description="Which context; the first message with it opens one.",
        ),
    ]
    continues: Annotated[
        bool | None, Meta(description="More text will follow; false ends the context.")
    ] = msgspec.field(default=None, name="continue")
    flush: Annotated[
        bool | None, Meta(description="Speak what is written without waiting for more.")
    ] = None
    cancel: Annotated[bool | None, Meta(description="Stop the context at once.")] = None
    max_buffer_delay_ms: Annotated[
        Delay | None, Meta(description="How long text waits for its sentence's end.")
    ] = None


class CartesiaChunk(msgspec.Struct, frozen=True, tag="chunk", kw_only=True, omit_defaults=True):
    """The next audio."""

    data: Annotated[bytes, Meta(description="base64")]
    done: bool
    status_code: int
    step_time: Annotated[float, Meta(description="Milliseconds since the audio before.")]
    context_id: str | None = None
    flush_id: Annotated[int | None, Meta(description="1 up to the first flush, then 2, ...")] = None
    warning: Annotated[
        str, Meta(description="With the first audio: what is not known, and who speaks instead.")
    ] = ""


class WordTimestamps(msgspec.Struct, frozen=True):
    """Words as they were written, with seconds from the start of the context's audio."""

    words: list[str]
    start: list[float]
    end: list[float]


class CartesiaTimestamps(
    msgspec.Struct, frozen=True, tag="timestamps", kw_only=True, omit_defaults=True
):
    """When words are heard; it may come before their audio."""

    word_timestamps: WordTimestamps
    done: bool
    status_code: int
    context_id: str | None = None
    flush_id: int | None = None


class FlushDone(msgspec.Struct, frozen=True, tag="flush_done", kw_only=True):
    """All audio of what was written before a flush has been sent."""

    context_id: str
    flush_id: int
    flush_done: bool
    done: bool
    status_code: int


class CartesiaDone(msgspec.Struct, frozen=True, tag="done", kw_only=True, omit_defaults=True):
    """All audio of a context, or of a request, has been sent."""

    done: bool
    status_code: int
    context_id: str | None = None


class CartesiaErrorMessage(msgspec.Struct, frozen=True, tag="error", kw_only=True):
    """What went wrong; a context that it names has ended."""

    title: str
    message: Annotated[str, Meta(description="A sentence that says what to change.")]
    error_code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
    status_code: int
    request_id: Annotated[str, Meta(description="Of this answer.")]
    done: bool
    context_id: str | msgspec.UnsetType = msgspec.UNSET


class CartesiaErrorBody(msgspec.Struct, frozen=True):
    """The body of an error answer."""

    error_code: Annotated[str, Meta(description="Which error it is; codes do not change.")]
    title: str
    message: Annotated[str, Meta(description="A sentence that says what to change.")]
    request_id: Annotated[str, Meta(description="Of this answer.")]


ServerMessage = CartesiaChunk | CartesiaTimestamps | FlushDone | CartesiaDone | CartesiaErrorMessage

encode_json = msgspec.json.Encoder().encode
