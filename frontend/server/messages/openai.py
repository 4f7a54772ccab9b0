"""What OpenAI's clients send, and are answered; captions, which Kokoro's servers add, too."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from backend_queues.errors import InvalidOption, InvalidRequest
from frontend.audio.formats import Encoding, check_encoding
from frontend.protocol.asked_text import Parts, Ssml, Voices
from frontend.protocol.text_options import TextOptions
from frontend.protocol.wording import Wording
from frontend.server.messages.shared_fields import (
    CACHE,
    FALLBACK,
    NormalisationField,
    PronunciationsField,
)


class InvalidField(InvalidRequest):
    """One field of a request is wrong; `param` is its name."""

    def __init__(self, param: str, message: str) -> None:
        super().__init__(message)
        self.param = param


class OpenAIError(msgspec.Struct, frozen=True):
    """What went wrong, in OpenAI's form."""

    message: Annotated[str, Meta(description="A sentence that says what to change.")]
    type: Annotated[str, Meta(description="invalid_request_error or server_error")]
    param: Annotated[str | None, Meta(description="The field to change, if one is to blame.")]
    code: Annotated[str, Meta(description="Which error it is; codes do not change.")]


class OpenAIErrorBody(msgspec.Struct, frozen=True):
    """The body of every error answer to OpenAI's clients."""

    error: OpenAIError


class VoiceId(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A voice as OpenAI's clients name one of their own."""

    id: str


class NormalizationOptions(msgspec.Struct, frozen=True):
    """What Kokoro's servers are told of it; what else they take is not looked at."""

    normalize: bool | None = None


class SpokenBody(TextOptions, frozen=True, kw_only=True):
    """What the speech routes of OpenAI's kind have in common.

    A field that is null is not given, and one that is not known here is ignored.
    """

    input: Annotated[
        str | UnsetType, Meta(description="The text to speak; it is needed unless there are parts.")
    ] = UNSET
    model: Annotated[
        str,
        Meta(description="One of GET /v1/models; without one, the server's default backend."),
    ] = ""
    voice: Annotated[
        str | VoiceId,
        Meta(description="A voice of the backend, or one of OpenAI's: alloy, ash, ... verse."),
    ] = ""
    response_format: Annotated[
        str, Meta(description="mp3, opus, aac, flac, wav, pcm; beyond OpenAI: mulaw, alaw.")
    ] = "mp3"
    speed: Annotated[
        float,
        Meta(ge=0.25, le=4, description="1 is normal; backends may take less than all of this."),
    ] = 1.0
    instructions: Annotated[
        str, Meta(description="How to speak, in words; ignored by backends without that option.")
    ] = ""
    language: Annotated[
        str,
        Meta(
            description="Such as en-GB or English; without one, the voice's own; auto is detected."
        ),
    ] = ""
    lang_code: Annotated[
        str, Meta(description="The same as Kokoro's servers have it: a letter such as b.")
    ] = ""
    options: Annotated[
        dict[str, Any],
        Meta(description="Options of the backend, see /v1/backends; these go before `speed`."),
    ] = msgspec.field(default_factory=dict)
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; without one, 24000, and 8000 for mulaw and alaw.")
    ] = None
    fallback: Annotated[bool, FALLBACK] = True
    cache: Annotated[bool, CACHE] = True
    normalisation: NormalisationField = ""
    pronunciations: PronunciationsField = msgspec.field(default_factory=dict)
    normalization_options: Annotated[
        NormalizationOptions | None,
        Meta(description="As Kokoro's servers have it: normalize says whether it is done."),
    ] = None
    user: Annotated[str, Meta(description="Accepted and ignored.")] = ""
    ssml: Ssml = False
    parts: Parts = ()
    voices: Voices = msgspec.field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        """How written words are said, whichever way it is asked for."""
        kokoros = self.normalization_options
        wished = None if kokoros is None else kokoros.normalize
        of_kokoro: NormalisationField = "" if wished is None else "on" if wished else "off"
        return Wording(self.normalisation or of_kokoro, self.pronunciations)

    @property
    def voice_name(self) -> str:
        return self.voice.id if isinstance(self.voice, VoiceId) else self.voice

    def encoding(self) -> Encoding:
        """Return the encoding of the audio.

        Raises:
            InvalidField: there is no such format, or it does not have that rate.
        """
        param = "response_format"
        try:
            encoding = check_encoding(self.response_format)
            param = "sample_rate"
            return check_encoding(encoding.format, self.sample_rate)
        except InvalidOption as error:
            raise InvalidField(param, error.message) from error


class SpeechBody(SpokenBody, frozen=True, kw_only=True):
    """The JSON body of POST /v1/audio/speech."""

    stream_format: Annotated[
        Literal["audio", "sse"], Meta(description="The audio itself, or events that hold it.")
    ] = "audio"
    stream: Annotated[
        bool,
        Meta(description="false for a file that knows its length: it comes when it is made."),
    ] = True


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


class CaptionedBody(SpokenBody, frozen=True, kw_only=True):
    """The JSON body of POST /v1/audio/speech/captioned."""

    return_timestamps: Annotated[bool, Meta(description="false leaves the words out.")] = True
    stream: Annotated[
        bool, Meta(description="false for one JSON object with all, once it is made.")
    ] = True


class Timestamp(msgspec.Struct, frozen=True):
    """A spoken word; seconds from the start of the stream."""

    word: str
    start_time: float
    end_time: float


class CaptionedAudio(msgspec.Struct, frozen=True):
    """The next bytes of the audio and the words that are known since the last line, or all."""

    audio: bytes  # msgspec writes bytes as base64
    audio_format: Annotated[str, Meta(description="The media type, such as audio/mpeg.")]
    timestamps: list[Timestamp]


class Model(msgspec.Struct, frozen=True):
    """A name that a request may give as its model."""

    id: str
    backend: Annotated[str, Meta(description="The backend that speaks now for this name.")]
    object: Literal["model"] = "model"
    created: Annotated[int, Meta(description="Always 0; OpenAI's clients expect a time.")] = 0
    owned_by: str = "voice-server"


class AudioModels(msgspec.Struct, frozen=True):
    """Models as Open WebUI looks for them."""

    models: list[Model]


class ModelPath(msgspec.Struct, frozen=True):
    model: Annotated[str, Meta(description="Its id.", examples=["tts-1"])]


class Models(msgspec.Struct, frozen=True):
    """Models as OpenAI lists them."""

    data: list[Model]
    object: Literal["list"] = "list"
