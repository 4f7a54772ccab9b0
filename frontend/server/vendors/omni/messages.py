"""The messages of /v1/audio/speech/stream.

As in vllm-omni (`vllm_omni/entrypoints/openai/serving_speech_stream.py`) and in sglang-omni
(`sglang_omni/serve/speech_ws.py`), both of November 2026. Where they differ, the answers have the
fields of both.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidRequest
from frontend.audio.formats import SPEECH_HZ, Encoding
from frontend.protocol.mistakes import converted, mistake_in

EXAMPLE = '{"type": "session.config", "voice": "af_heart"} or {"type": "input.text", "text": "Hi."}'
CLONING = (
    "This socket clones no voice from a recording that is sent with its session: upload it by "
    "POST /v1/audio/voices, and name it as the voice."
)

Name = Annotated[str, Meta(max_length=1_000)]
Format = Literal["wav", "pcm", "flac", "mp3", "aac", "opus"]
Granularity = Literal["none", "sentence", "clause"]


# What a client sends


class OmniVoiceId(msgspec.Struct, frozen=True):
    id: Name


class Config(msgspec.Struct, frozen=True):
    """How the texts to come are spoken. Fields that only models have are left out."""

    model: Annotated[Name | None, Meta(description="A backend, or a name that stands for one.")] = (
        None
    )
    voice: Annotated[
        Name | OmniVoiceId | None, Meta(description="One of GET /v1/audio/voices, or of theirs.")
    ] = None
    speaker: Annotated[Name | None, Meta(description="The same as voice.")] = None
    language: Annotated[Name | None, Meta(description="Such as en-GB, English or Auto.")] = None
    instructions: Annotated[
        Name | None, Meta(description="How it is said, where a backend understands that.")
    ] = None
    response_format: Annotated[
        Format | None, Meta(description="wav if nothing is said; pcm where audio is streamed.")
    ] = None
    speed: Annotated[
        Annotated[float, Meta(ge=0.25, le=4.0)] | None, Meta(description="1 is normal.")
    ] = None
    stream_audio: Annotated[
        bool, Meta(description="Whether audio comes as it is made, as pcm, or a file a sentence.")
    ] = False
    split_granularity: Annotated[
        Granularity | None,
        Meta(description="none is one file a text; sentence and clause are one a segment."),
    ] = None
    word_timestamps: Annotated[
        bool, Meta(description="Whether words are timed; audio then comes as base64 in JSON.")
    ] = False
    ref_audio: Annotated[Any, Meta(description="Refused, as are the next two.")] = None
    references: Annotated[Any, Meta(description="A recording to clone.")] = None
    speaker_embedding: Annotated[Any, Meta(description="A voice in numbers.")] = None

    @property
    def voice_name(self) -> str:
        voice = self.voice.id if isinstance(self.voice, OmniVoiceId) else self.voice
        return voice or self.speaker or ""

    @property
    def encoding(self) -> Encoding:
        return Encoding(self.response_format or ("pcm" if self.stream_audio else "wav"), SPEECH_HZ)

    @property
    def by_sentence(self) -> bool:
        return self.split_granularity in ("sentence", "clause")

    def check(self) -> None:
        """Raise InvalidRequest if it asks for what there is not."""
        if self.ref_audio or self.references or self.speaker_embedding:
            raise InvalidRequest(CLONING)
        if self.stream_audio and self.encoding.format != "pcm":
            raise InvalidRequest("stream_audio=true requires response_format='pcm'.")
        if self.word_timestamps and not self.stream_audio:
            raise InvalidRequest(
                "word_timestamps=true requires stream_audio=true and response_format='pcm'."
            )


class OmniMessage(msgspec.Struct, frozen=True):
    """input.text, input.done or session.close."""

    type: Annotated[str, Meta(description="input.text, input.done or session.close.")]
    text: Annotated[str, Meta(description="Of input.text: more of the text.")] = ""


# What the server sends


class Configured(msgspec.Struct, frozen=True, tag_field="type", tag="session.configured"):
    """The session.config has been understood."""

    session_id: str
    response_format: str
    stream_audio: bool
    split_granularity: str
    warning: Annotated[str, Meta(description="What of it cannot be followed; empty is nothing.")]


class AudioStart(msgspec.Struct, frozen=True, tag_field="type", tag="audio.start"):
    """The audio of one sentence follows, in binary messages."""

    id: str
    utterance_index: Annotated[int, Meta(description="Of the text, from 0.")]
    sentence_index: Annotated[int, Meta(description="Within the text, from 0.")]
    sentence_text: str
    format: str
    sample_rate: int = SPEECH_HZ
    channels: int = 1


class TimedWord(msgspec.Struct, frozen=True):
    word: str
    start_ms: Annotated[int, Meta(description="From the start of the sentence.")]
    end_ms: int


class AudioChunk(msgspec.Struct, frozen=True, tag_field="type", tag="audio.chunk"):
    """With word_timestamps=true, the next audio; the last one of a sentence has its words."""

    utterance_index: int
    sentence_index: int
    chunk_id: int
    chunk_start_ms: int
    chunk_end_ms: int
    audio_b64: bytes
    timestamps: tuple[TimedWord, ...] | None = None
    sample_rate: int = SPEECH_HZ
    channels: int = 1


class AudioDone(msgspec.Struct, frozen=True, tag_field="type", tag="audio.done"):
    """The audio of the sentence is complete, or has ended with an error."""

    id: str
    utterance_index: int
    sentence_index: int
    total_bytes: int
    error: bool = False


class SessionDone(msgspec.Struct, frozen=True, tag_field="type", tag="session.done"):
    """Everything of the text has been spoken; another one may follow."""

    session_id: str
    utterance_index: int
    total_sentences: int


class OmniError(msgspec.Struct, frozen=True, tag_field="type", tag="error"):
    """What is wrong with a message, or with a text."""

    message: str
    error_type: Annotated[str, Meta(description="BadRequestError or InternalServerError.")]
    code: Annotated[int, Meta(description="The status that HTTP has for it.")]
    error_code: Annotated[str, Meta(description="Which error it is; codes do not change.")]


ServerMessage = Configured | AudioStart | AudioChunk | AudioDone | SessionDone | OmniError


def read_config(message: dict[str, Any]) -> Config:
    """Read a session.config, whose fields may be in its `session`.

    Raises:
        InvalidRequest: a field does not fit, or asks for what there is not.
    """
    given = message.get("session")
    fields = given if isinstance(given, dict) else message
    # A null is what is not said.
    said = {name: value for name, value in fields.items() if value is not None}
    if fields is given:  # sglang-omni's own form, which has its own default
        said.setdefault("split_granularity", "sentence")
    try:
        config = converted(said, Config)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"Invalid session config: {mistake_in(error, Config)}") from error
    config.check()
    return config
