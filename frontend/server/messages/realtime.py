"""What WS /ws understands in its query, and the messages it sends."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from backend_queues.base import Word
from backend_queues.errors import InvalidRequest
from frontend.protocol.events import FellBack
from frontend.protocol.mistakes import converted, mistake_in
from frontend.protocol.text_options import TextOptions
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.protocol.wording import Wording
from frontend.server.messages.shared_fields import CACHE, FALLBACK, NormalisationField

encode_json = msgspec.json.Encoder().encode


class RealtimeQuery(TextOptions, frozen=True):
    """Any other parameter of the query is an option of the backend."""

    engine: Annotated[str, Meta(description="A backend; empty is the default.")] = ""
    backend: Annotated[str, Meta(description="The same as `engine`.")] = ""
    voice: Annotated[str, Meta(description="Empty is the backend's default.")] = ""
    language: Annotated[str, Meta(description="Such as en-GB; empty is the voice's own.")] = ""
    words: Annotated[bool, Meta(description="Whether to send the times of words.")] = False
    fallback: Annotated[bool, FALLBACK] = True
    cache: Annotated[bool, CACHE] = True
    normalisation: NormalisationField = ""
    ssml: Annotated[bool, Meta(description="Whether each text is SSML.")] = False


class AudioOutput(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    audio: Annotated[bytes, Meta(description="Base64 of the next bytes of the WAV file.")]
    format: str
    sample_rate: int
    is_header: Annotated[bool, Meta(description="Whether it begins with the header.")] = False


class AudioMessage(msgspec.Struct, frozen=True, rename="camel"):
    """The next part of a text's WAV file, which may be played as it comes."""

    audio_output: AudioOutput


class SpokenOutput(msgspec.Struct, frozen=True):
    words: Annotated[tuple[Word, ...], Meta(description="Each as text, start_s and end_s.")]


class WordsMessage(msgspec.Struct, frozen=True):
    """When words are spoken."""

    words: SpokenOutput


class FallbackMessage(msgspec.Struct, frozen=True):
    """Another backend goes on with a text, in a voice of its own."""

    fallback: FellBack


class ErrorOutput(msgspec.Struct, frozen=True, rename="camel"):
    message: str
    engine_name: str


class ErrorMessage(msgspec.Struct, frozen=True):
    """A text could not be spoken, or not to its end."""

    error: ErrorOutput


class FinalOutput(msgspec.Struct, frozen=True, rename="camel"):
    is_final: bool = True


class FinalMessage(msgspec.Struct, frozen=True, rename="camel"):
    """The end of a text."""

    final_output: FinalOutput = FinalOutput()


ServerMessage = AudioMessage | WordsMessage | FallbackMessage | ErrorMessage | FinalMessage


def read_query(query: Mapping[str, str]) -> tuple[RealtimeQuery, VoiceSettingsRequest]:
    """Return the fields of a query, and how to speak.

    Raises:
        InvalidRequest: a value is not of its field's type.
    """
    options = dict(query)
    known = RealtimeQuery.__struct_fields__
    fields = {name: options.pop(name) for name in known if name in options}
    try:
        asked = converted(fields, RealtimeQuery, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The query: {mistake_in(error, RealtimeQuery)}") from error
    backend = asked.backend or asked.engine
    voice_settings = VoiceSettingsRequest(
        backend,
        asked.voice,
        asked.language,
        text_options=options,
        wording=Wording(asked.normalisation),
        text=TextOptions.of(asked),
        fallback=asked.fallback,
        cache=asked.cache,
    )
    return asked, voice_settings
