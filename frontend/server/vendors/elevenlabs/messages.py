"""What clients of ElevenLabs' HTTP routes send, and are answered.

https://elevenlabs.io/docs/api-reference/text-to-speech, and the package elevenlabs 2.78.0. Fields
that are not listed are ignored, and so are `seed`, `previous_text`, `next_text`, the dictionaries,
the request ids and `optimize_streaming_latency`: nothing here is made of them.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Normalization = Literal["auto", "on", "off"]


class VoiceSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a backend has as an option of that name is followed, the rest ignored."""

    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None
    speed: Annotated[float | None, Meta(description="1 is normal.")] = None


class ElevenLabsBody(msgspec.Struct, frozen=True):
    """The JSON body of POST /v1/text-to-speech/{voice_id} and the routes below it."""

    text: Annotated[str, Meta(description="The text to speak.")]
    model_id: Annotated[
        str | None,
        Meta(description="A backend, or a name of the registry's table; others say nothing."),
    ] = None
    language_code: Annotated[str | None, Meta(description="Such as en or pt-BR.")] = None
    voice_settings: Annotated[
        VoiceSettings | None, Meta(description="Options of the backend, as far as it has them.")
    ] = None
    apply_text_normalization: Annotated[
        Normalization | None,
        Meta(description="Whether numbers and so on are said as words; auto: as the server is set"),
    ] = None


class SpeechQuery(msgspec.Struct, frozen=True):
    """The query of the speech routes."""

    output_format: Annotated[
        str, Meta(description="Codec, sample rate and bit rate; of the latter there is one only.")
    ] = "mp3_44100_128"
    enable_logging: Annotated[
        bool, Meta(description="false: it is spoken anew, and nothing of it is kept in a cache.")
    ] = True


class VoicePath(msgspec.Struct, frozen=True):
    voice_id: Annotated[
        str,
        Meta(
            description="A voice of this server by its name, or one of the registry's table.",
            examples=["af_heart"],
        ),
    ]


class HttpAlignment(msgspec.Struct, frozen=True):
    """The characters of the text as it is written; seconds from the start of the answer."""

    characters: list[str]
    character_start_times_seconds: list[float]
    character_end_times_seconds: list[float]


class TimedAudio(msgspec.Struct, frozen=True):
    """The audio, or with /stream its next part, and the characters that begin in it."""

    audio_base64: bytes  # msgspec writes bytes as base64
    alignment: HttpAlignment | None
    normalized_alignment: Annotated[
        HttpAlignment | None, Meta(description="The same as alignment.")
    ]
