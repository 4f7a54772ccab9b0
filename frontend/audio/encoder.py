"""Encode a stream's pcm as it comes: one container a stream, never gone back to.

Of what decoders give back, pcm, wav, flac and opus have the stream's length to the sample, as have
mulaw and alaw. mp3 and aac begin with the encoder's delay and end with the rest of a frame, both
silent: up to 0.1 s at 24 kHz, of which only a header written at the end could tell.
"""

from typing import Protocol

from frontend.audio.flac import FlacEncoder
from frontend.audio.formats import Encoding
from frontend.audio.libav import LibavEncoder
from frontend.audio.wav import ALAW, FLOAT, MULAW, coded_wav_header, wav_header

# What is behind the header of a WAV file whose samples are not int16: format, codec, bytes.
CODED_WAVS = {
    "wav_f32": ("pcm_f32", FLOAT, 4),
    "wav_mulaw": ("mulaw", MULAW, 1),
    "wav_alaw": ("alaw", ALAW, 1),
}


class Encoder(Protocol):
    """Takes the mono int16 pcm of one stream, at its encoding's rate, and gives it encoded.

    It may be used from any thread; `close` may come while another is in `push`.
    """

    @property
    def slow(self) -> bool:
        """Whether a chunk takes milliseconds, so that the event loop should not wait for it."""
        ...

    def push(self, pcm: bytes) -> bytes:
        """Return what is ready, which may be nothing. Parts may be of any length.

        Raises:
            EncodingFailed: the codec cannot do it.
        """
        ...

    def finish(self) -> bytes:
        """Return what is left; nothing may follow."""
        ...

    def close(self) -> None:
        """Give back what the encoder holds, finished or not."""
        ...


def open_encoder(encoding: Encoding) -> Encoder:
    """Return a new encoder, which must be closed.

    Raises:
        EncodingFailed: this machine's codecs do not have it.
    """
    match encoding.format:
        case "pcm":
            return HeaderEncoder(b"")
        case "wav":
            return HeaderEncoder(wav_header(encoding.sample_rate_hz))
        case "flac":
            return FlacEncoder(encoding.sample_rate_hz)
        case format if format in CODED_WAVS:
            return CodedWavEncoder(encoding)
        case _:
            return LibavEncoder(encoding)


class HeaderEncoder:
    """pcm as it is, after a header."""

    slow = False

    def __init__(self, header: bytes) -> None:
        self._header = header

    def push(self, pcm: bytes) -> bytes:
        header, self._header = self._header, b""
        return header + pcm

    def finish(self) -> bytes:
        return self.push(b"")

    def close(self) -> None:
        """There is nothing to give back."""


class CodedWavEncoder:
    """The samples of another format behind the header of a WAV file."""

    slow = False

    def __init__(self, encoding: Encoding) -> None:
        samples, codec, sample_bytes = CODED_WAVS[encoding.format]
        self._header = coded_wav_header(encoding.sample_rate_hz, codec, sample_bytes)
        self._samples = LibavEncoder(Encoding(samples, encoding.sample_rate_hz))

    def push(self, pcm: bytes) -> bytes:
        header, self._header = self._header, b""
        return header + self._samples.push(pcm)

    def finish(self) -> bytes:
        header, self._header = self._header, b""
        return header + self._samples.finish()

    def close(self) -> None:
        self._samples.close()
