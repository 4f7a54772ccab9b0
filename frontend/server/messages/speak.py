"""What POST /sse and POST /tts take, and their GETs as a query; and what is to be encoded."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Raw, UnsetType

from frontend.audio.formats import FORMATS
from frontend.protocol.asked_text import AskedText, Parts, Ssml, Voices
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.messages.shared_fields import (
    CACHE,
    FALLBACK,
    NormalisationField,
    PronunciationsField,
)

EXAMPLES = ["Hello there."]


class SpeakFields(TextOptions, frozen=True, kw_only=True):
    """How a text is to be spoken."""

    backend: Annotated[
        str, Meta(description="One of GET /engines; empty is the server's default.")
    ] = ""
    voice: Annotated[
        str, Meta(description="A voice of the backend, see GET /voices; empty is its default.")
    ] = ""
    language: Annotated[
        str,
        Meta(description="Such as en-GB or English; empty is the voice's own, auto is detected."),
    ] = ""
    format: Annotated[
        str, Meta(description=f"{', '.join(FORMATS)}; empty is the route's default.")
    ] = ""
    sample_rate: Annotated[
        int | None, Meta(description="In Hz; without one, 24000, and 8000 for mulaw and alaw.")
    ] = None
    realtime: Annotated[
        bool,
        Meta(
            description="false if nobody listens while it is made, as of a file to be kept: it "
            "takes only what listeners leave of the workers, and is never refused for their sake."
        ),
    ] = True
    stream: Annotated[
        bool,
        Meta(
            description="false for a file of /tts that knows its length: it comes when it is made."
        ),
    ] = True
    fallback: Annotated[bool, FALLBACK] = True
    cache: Annotated[bool, CACHE] = True
    normalisation: NormalisationField = ""
    options: Annotated[
        dict[str, Any], Meta(description="Options of the backend, see GET /v1/backends.")
    ] = msgspec.field(default_factory=dict)
    ssml: Ssml = False


class SpeakQuery(SpeakFields, frozen=True, kw_only=True):
    """The query of a GET, which has each option as a parameter of its own."""

    text: Annotated[str, Meta(description="The text to speak.", examples=EXAMPLES)]


class SpeakBody(SpeakFields, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON body of POST /sse and POST /tts."""

    text: Annotated[
        str | UnsetType,
        Meta(
            description="The text to speak; it is needed unless there are parts.",
            examples=EXAMPLES,
        ),
    ] = UNSET
    parts: Parts = ()
    voices: Voices = msgspec.field(default_factory=dict)
    pronunciations: PronunciationsField = msgspec.field(default_factory=dict)


FIELDS = tuple(name for name in SpeakQuery.__struct_fields__ if name != "options")


class SpeakRequest(msgspec.Struct, frozen=True):
    text: AskedText
    voice_settings: VoiceSettingsRequest
    format: str  # "" is the route's default
    sample_rate_hz: int | None  # None is the format's
    realtime: bool
    stream: bool = True


IdempotencyKey = Annotated[
    str, Meta(description="Drawn anew for each request; who repeats it gets the same speech.")
]


class OnceHeaders(msgspec.Struct, frozen=True):
    """The header by which a request is not spoken twice."""

    idempotency_key: IdempotencyKey = msgspec.field(default="", name="Idempotency-Key")


# The bytes as they are.
Samples = Annotated[
    Raw,
    Meta(
        description="Mono little-endian int16, without a header.",
        extra_json_schema={"contentMediaType": "application/octet-stream"},
    ),
]


class EncodeQuery(msgspec.Struct, frozen=True):
    format: Annotated[
        str, Meta(description="Of the file.", extra_json_schema={"enum": list(FORMATS)})
    ] = "mp3"
    sample_rate: Annotated[int, Meta(description="Of the samples, and of the file, in Hz.")] = (
        24_000
    )
