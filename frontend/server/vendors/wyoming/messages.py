"""What the events of Wyoming carry, as in wyoming 1.10.2: `tts.py`, `audio.py`, `info.py`."""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidRequest
from frontend.protocol.mistakes import converted, mistake_in

T = TypeVar("T")

Name = Annotated[str, Meta(max_length=1_000)]
WIDTH_BYTES, CHANNELS = 2, 1


# What a client sends


class Voice(msgspec.Struct, frozen=True):
    """A voice by its name, or else any that speaks the language."""

    name: Name | None = None
    language: Name | None = None


class Begin(msgspec.Struct, frozen=True):
    """synthesize-start: a text follows in synthesize-chunk, up to synthesize-stop."""

    voice: Voice | None = None
    text_format: Name | None = None  # "text" or "ssml"; another one is taken for text


class Whole(Begin, frozen=True, kw_only=True):
    """synthesize: a whole text."""

    text: str


class Piece(msgspec.Struct, frozen=True):
    """synthesize-chunk: more of the text."""

    text: str


class Program(msgspec.Struct, frozen=True):
    """select-program: which of the programs in `info` speaks over this connection."""

    name: Name


class Ping(msgspec.Struct, frozen=True):
    """ping, and pong, which has its text."""

    text: Annotated[str, Meta(max_length=10_000)] | None = None

    def pong(self) -> "Ping":
        """Return what is sent back: JSON may have told of halves of characters, which stay here."""
        return Ping(self.text and self.text.encode("utf-8", "replace").decode())


# What the server sends


class Attribution(msgspec.Struct, frozen=True):
    name: str
    url: str


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    attribution: Attribution
    installed: bool = True
    description: str | None = None
    version: str | None = None


class OfferedVoice(Artifact, frozen=True, kw_only=True):
    languages: tuple[str, ...]
    speakers: None = None


class OfferedProgram(Artifact, frozen=True, kw_only=True):
    voices: tuple[OfferedVoice, ...]
    supports_synthesize_streaming: bool = True


class Info(msgspec.Struct, frozen=True):
    """info: the programs; the first one speaks unless another is selected."""

    tts: tuple[OfferedProgram, ...]
    asr: tuple[()] = ()
    handle: tuple[()] = ()
    intent: tuple[()] = ()
    wake: tuple[()] = ()
    mic: tuple[()] = ()
    snd: tuple[()] = ()


class AudioFormat(msgspec.Struct, frozen=True):
    """audio-start, and the same of each audio-chunk, whose payload is little-endian int16."""

    rate: int  # in Hz
    timestamp: int  # in milliseconds from the start of the audio
    width: int = WIDTH_BYTES  # in bytes
    channels: int = CHANNELS


class AudioStop(msgspec.Struct, frozen=True):
    timestamp: int  # in milliseconds


class Error(msgspec.Struct, frozen=True):
    text: str
    code: str


def read_data(data: dict[str, Any], kind: type[T]) -> T:
    """Read the data of an event. Raises InvalidRequest if it does not fit; the message says why."""
    try:
        return converted(data, kind)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"The data of the event: {mistake_in(error, kind)}") from error
