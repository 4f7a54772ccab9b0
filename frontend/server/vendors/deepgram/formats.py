"""The audio that Deepgram's `encoding`, `container` and `sample_rate` ask for.

By HTTP, https://developers.deepgram.com/docs/tts-media-output-settings; a WebSocket has only raw
audio. Each encoding has every sample rate that the encoder here has, also where Deepgram has one.
"""

import struct
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

import msgspec

from backend_queues.errors import InvalidOption, shown
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding, check_encoding
from frontend.audio.wav import UNKNOWN_BYTES, wav_header
from frontend.server.vendors.deepgram.messages import DeepgramQuery

NONE, WAV, OGG = "none", "wav", "ogg"
PCM = "linear16"
G711 = {"mulaw": 7, "alaw": 6}  # and their numbers in a WAV file


@dataclass(frozen=True)
class _Kind:
    format: str
    containers: tuple[str, ...]  # the first one goes without saying
    default_hz: int


_KINDS = {
    PCM: _Kind("pcm", (WAV, NONE), 24_000),
    "mulaw": _Kind("mulaw", (WAV, NONE), 8_000),
    "alaw": _Kind("alaw", (WAV, NONE), 8_000),
    "mp3": _Kind("mp3", (NONE,), 22_050),
    "opus": _Kind("opus", (OGG,), 48_000),
    "flac": _Kind("flac", (NONE,), 24_000),
    "aac": _Kind("aac", (NONE,), 22_050),
}
_RAW = {name: replace(_KINDS[name], containers=(NONE,)) for name in (PCM, *G711)}


@dataclass(frozen=True)
class Output:
    """The audio of an answer: an encoding, perhaps behind a header."""

    encoding: Encoding
    header: bytes = b""

    @property
    def media_type(self) -> str:
        return "audio/wav" if self.header else self.encoding.media_type

    async def audio(self, events: AsyncGenerator[EncodedEvent]) -> AsyncGenerator[EncodedEvent]:
        """Yield the events with the header before the first audio, and close them."""
        header = self.header
        async with aclosing(events):
            async for event in events:
                if header and isinstance(event, EncodedAudio):
                    event = msgspec.structs.replace(event, data=header + event.data)
                    header = b""
                yield event


def body_output(query: DeepgramQuery) -> Output:
    """Return what a POST is answered with. Raises InvalidOption."""
    name = query.encoding or "mp3"
    encoding, container = _encoding(name, query, _KINDS)
    return Output(encoding, _wav_header(name, encoding) if container == WAV else b"")


def socket_encoding(query: DeepgramQuery) -> Encoding:
    """Return the encoding of a WebSocket's binary messages. Raises InvalidOption."""
    return _encoding(query.encoding or PCM, query, _RAW)[0]


def _encoding(name: str, query: DeepgramQuery, among: dict[str, _Kind]) -> tuple[Encoding, str]:
    kind = among.get(name)
    if kind is None:
        raise InvalidOption(
            f"There is no encoding {shown(name)} here; there are: {', '.join(among)}."
        )
    container = query.container or kind.containers[0]
    if container not in kind.containers:
        raise InvalidOption(
            f"{name} has no container {shown(container)} here; it has: "
            f"{', '.join(kind.containers)}."
        )
    return check_encoding(kind.format, _rate_hz(query.sample_rate, kind)), container


def _rate_hz(asked: float | None, kind: _Kind) -> int:
    if asked is None:
        return kind.default_hz
    if not asked.is_integer():
        raise InvalidOption(f"sample_rate is a whole number of Hz, and not {asked:g}.")
    return int(asked)


def _wav_header(name: str, encoding: Encoding) -> bytes:
    if name == PCM:
        return wav_header(encoding.sample_rate_hz)
    return g711_wav_header(G711[name], encoding.sample_rate_hz)


def g711_wav_header(format_tag: int, sample_rate_hz: int) -> bytes:
    """Return the header of a WAV stream of G.711, whose length is not known."""
    rate = sample_rate_hz  # a byte a sample
    return b"".join(
        (
            struct.pack("<4sI4s", b"RIFF", UNKNOWN_BYTES, b"WAVE"),
            struct.pack("<4sIHHIIHHH", b"fmt ", 18, format_tag, 1, rate, rate, 1, 8, 0),
            struct.pack("<4sII", b"fact", 4, UNKNOWN_BYTES),
            struct.pack("<4sI", b"data", UNKNOWN_BYTES),
        )
    )
