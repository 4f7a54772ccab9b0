"""The messages of ElevenLabs' sockets.

https://elevenlabs.io/docs/api-reference/text-to-speech ("WebSocket", "Multi-Context WebSocket"),
as elevenlabs 2.78.0, livekit-plugins-elevenlabs 1.8.9 and pipecat-ai 1.14.0 send and read them.
Fields that are not listed are ignored.
"""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from frontend.server.vendors.elevenlabs.messages import Normalization, VoiceSettings

EXAMPLE = '{"text": "Hello ", "context_id": "1"}'
LONGEST_S = 180.0


class SocketQuery(msgspec.Struct, frozen=True):
    """The query of both sockets."""

    model_id: Annotated[str, Meta(description="As model_id of the speech routes.")] = ""
    output_format: Annotated[str, Meta(description="As of the speech routes.")] = "mp3_44100_128"
    language_code: Annotated[str, Meta(description="Such as en or pt-BR.")] = ""
    inactivity_timeout: Annotated[
        float,
        Meta(gt=0, le=LONGEST_S, description="A text of which no more comes for so long ends."),
    ] = 20.0
    auto_mode: Annotated[
        bool, Meta(description="Each message is a phrase or sentence; spoken as it comes.")
    ] = False
    enable_ssml_parsing: Annotated[
        bool, Meta(description="<phoneme> is followed; <break> always is.")
    ] = False
    apply_text_normalization: Annotated[
        Normalization, Meta(description="As of the speech routes.")
    ] = "auto"
    enable_logging: Annotated[bool, Meta(description="As of the speech routes.")] = True


class ElevenLabsGeneration(msgspec.Struct, frozen=True):
    """Taken, but not needed: a text is cut where it is heard best and soonest."""

    chunk_length_schedule: list[float] | None = None


class ElevenLabsMessage(msgspec.Struct, frozen=True):
    """Any of these fields. A key goes into the first message, if no header has it."""

    text: Annotated[
        str | None, Meta(description='More of the text. " " only opens it; "" see below.')
    ] = None
    context_id: Annotated[
        Annotated[str, Meta(max_length=256)] | None, Meta(description="Which text it is.")
    ] = None
    voice_settings: Annotated[
        VoiceSettings | None, Meta(description="Of the text, in its first message.")
    ] = None
    generation_config: Annotated[
        ElevenLabsGeneration | None, Meta(description="Taken and not needed.")
    ] = None
    flush: Annotated[
        bool | None, Meta(description="What is written is spoken, whatever will follow.")
    ] = None
    close_context: Annotated[bool | None, Meta(description="The text ends, see below.")] = None
    close_socket: Annotated[bool | None, Meta(description="All texts end, then the socket.")] = None
    xi_api_key: Annotated[str | None, Meta(description="The API key.")] = None
    header_key: Annotated[str | None, Meta(description="The same.")] = msgspec.field(
        name="xi-api-key", default=None
    )
    authorization: Annotated[str | None, Meta(description="Bearer KEY")] = None

    @property
    def key(self) -> str:
        """The API key that it carries, "" if none."""
        bearer = (self.authorization or "").strip()
        if bearer.lower().startswith("bearer "):
            bearer = bearer[7:]
        return (self.xi_api_key or self.header_key or bearer).strip()


class Alignment(msgspec.Struct, frozen=True, rename="camel"):
    """Characters of the text as it is written, and when they begin.

    Times count from the beginning of the audio of the message, or of the messages without
    characters right before it.
    """

    chars: list[str]
    char_start_times_ms: list[int]
    char_durations_ms: list[int]


class OfContext(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Both names that the service has had for it; neither on a socket of one text."""

    camel_id: str | UnsetType = msgspec.field(name="contextId", default=UNSET)
    snake_id: str | UnsetType = msgspec.field(name="context_id", default=UNSET)


class ElevenLabsAudio(OfContext, frozen=True, rename="camel", kw_only=True):
    """The next audio of a text; null where only characters are told."""

    audio: bytes | None  # msgspec writes bytes as base64
    alignment: Alignment | None
    normalized_alignment: Annotated[Alignment | None, Meta(description="The same as alignment.")]
    warning: Annotated[
        str, Meta(description="In a text's first: what is not known, and who speaks instead.")
    ] = ""


class ElevenLabsFinal(OfContext, frozen=True, kw_only=True):
    """The end of a text."""

    is_final: bool = msgspec.field(name="isFinal")


class ElevenLabsError(OfContext, frozen=True, kw_only=True):
    """What went wrong, with a text or with the socket."""

    message: str
    error: str
    code: Annotated[int, Meta(description="As of a close of the socket.")]


ServerMessage = ElevenLabsAudio | ElevenLabsFinal | ElevenLabsError


def named(context_id: str | None) -> dict[str, str]:
    """Return the fields that say which text a message is of; None is the socket's only one."""
    return {} if context_id is None else {"camel_id": context_id, "snake_id": context_id}
