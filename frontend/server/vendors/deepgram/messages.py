"""What clients of Deepgram's /v1/speak send and are sent, and what they are answered by HTTP.

As deepgram-sdk 7.17 has it, in `deepgram.speak.v1` and `deepgram.speak.v2.audio`. Fields that are
not known here are ignored, as Deepgram does.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

BitRate = Annotated[float, Meta(ge=1_000, le=1_000_000)]
Speed = Annotated[float, Meta(gt=0, le=10)]
TEXT = "More of the text. It may hold pronunciations and pauses between \\{ and \\}."


class DeepgramQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of every route: of POST and of the WebSockets."""

    model: Annotated[
        str,
        Meta(description="A name of the table of vendors, or a voice, see GET /v1/voices."),
    ] = ""
    encoding: Annotated[
        str,
        Meta(
            description="linear16, mulaw, alaw, and by HTTP mp3, opus, flac, aac; empty is mp3 by "
            "HTTP, and linear16 over a WebSocket."
        ),
    ] = ""
    container: Annotated[str, Meta(description="none, wav, ogg; empty is the encoding's own.")] = ""
    sample_rate: Annotated[
        float | None, Meta(description="In Hz; without one, the encoding's own.")
    ] = None
    bit_rate: Annotated[
        BitRate | None,
        Meta(description="Taken, but what is encoded has its own."),
    ] = None
    speed: Annotated[
        Speed | None,
        Meta(description="1 is the normal speed; as far as the backend has it."),
    ] = None
    expressivity: Annotated[
        float, Meta(description="-2 to 2; taken, but no backend here has it.")
    ] = 0
    callback: Annotated[str, Meta(description="Refused: speech is only answered.")] = ""
    tag: Annotated[str, Meta(description="Ignored: nothing is reported by tags.")] = ""
    mip_opt_out: Annotated[
        bool, Meta(description="true: it is spoken anew, and nothing of it is kept in a cache.")
    ] = False


class DeepgramBody(msgspec.Struct, frozen=True):
    """The JSON body of POST /v1/speak and POST /v2/speak."""

    text: Annotated[str, Meta(description=TEXT)]


class DeepgramErrorBody(msgspec.Struct, frozen=True):
    """An error by HTTP, also in place of a WebSocket's handshake."""

    err_code: Annotated[str, Meta(description="Which error it is.")]
    err_msg: Annotated[str, Meta(description="A sentence that says what to change.")]
    request_id: Annotated[str, Meta(description="The request's id, also in dg-request-id.")]


class _Tagged(msgspec.Struct, frozen=True, tag_field="type"):
    """A message, whose type is its name."""


class DeepgramSpeak(_Tagged, frozen=True, tag="Speak"):
    """More text to be spoken; texts are joined as they are."""

    text: Annotated[str, Meta(description=TEXT)]


class DeepgramFlush(_Tagged, frozen=True, tag="Flush"):
    """Speak what was written without waiting for the end of its sentence."""


class DeepgramClear(_Tagged, frozen=True, tag="Clear"):
    """Stop speaking, and forget what was written."""


class DeepgramClose(_Tagged, frozen=True, tag="Close"):
    """Speak what was written to its end, and then close the connection."""


class DeepgramKeepAlive(_Tagged, frozen=True, tag="KeepAlive"):
    """Keep a connection open over which nothing is said."""


ClientMessage = DeepgramSpeak | DeepgramFlush | DeepgramClear | DeepgramKeepAlive | DeepgramClose


class DeepgramMetadata(_Tagged, frozen=True, tag="Metadata"):
    """The first message: what speaks."""

    request_id: str
    model_name: str
    model_version: str
    model_uuid: str
    additional_model_uuids: tuple[str, ...] = ()


class DeepgramFlushed(_Tagged, frozen=True, tag="Flushed"):
    """All audio of what was written before a Flush has been sent."""

    sequence_id: int


class DeepgramCleared(_Tagged, frozen=True, tag="Cleared"):
    """What was written before a Clear is forgotten, and no audio of it follows."""

    sequence_id: int


class DeepgramWarning(_Tagged, frozen=True, tag="Warning"):
    """Something is not as the client may think; the connection goes on.

    Older clients, and LiveKit's, read the fields whose names begin with `warn_`.
    """

    description: str
    code: str
    warn_msg: str
    warn_code: str

    @classmethod
    def of(cls, code: str, description: str) -> "DeepgramWarning":
        return cls(description, code, description, code)


class DeepgramError(_Tagged, frozen=True, tag="Error"):
    """Why the connection is closed now."""

    code: str
    description: str
    message: str  # as older clients read it
    variant: str


ServerMessage = (
    DeepgramMetadata | DeepgramFlushed | DeepgramCleared | DeepgramWarning | DeepgramError
)
