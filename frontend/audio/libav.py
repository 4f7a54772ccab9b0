"""The codecs of FFmpeg's libraries, writing one container into memory as the samples come."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

import av
import msgspec
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.codec import UnknownCodecError
from av.container.output import OutputContainer
from av.error import FFmpegError

from backend_queues.errors import TTSError
from frontend.audio.formats import Encoding

SAMPLE_BYTES = 2

# Of one channel; speech at 24 kHz then keeps more than 20 dB from the error of each lossy codec.
BIT_RATE = 64_000

# What is written goes to the client at once, and no room is left for a later tag (8 kB in FLAC).
AT_ONCE = {"flush_packets": "1", "metadata_header_padding": "0"}


class EncodingFailed(TTSError):
    """The codec is missing on this machine, or failed."""

    code = "encoding_failed"


class Codec(msgspec.Struct, frozen=True):
    """What a format is called in libav, and what must be set to have it soon."""

    container: str
    name: str
    sample_format: str
    slow: bool  # 5 to 8 ms for a second of audio, where the others take 0.2 to 1.4
    container_options: Mapping[str, str] = {}
    options: Mapping[str, str] = {}


# The coders of mp3 and aac take half the time of the default ones; speech is no worse for it.
CODECS = {
    "mp3": Codec("mp3", "libmp3lame", "s16p", True, options={"compression_level": "7"}),
    # A page for two packets of 20 ms, with 28 bytes of its own: 0.1 s of speech is heard at once.
    "opus": Codec(
        "ogg", "libopus", "s16", True, {"page_duration": "40000"}, {"vbr": "constrained"}
    ),
    "aac": Codec("adts", "aac", "fltp", True, options={"aac_coder": "fast"}),
    # Levels up to 2 have frames of 27 ms, the others of 105 ms.
    "flac": Codec("flac", "flac", "s16", False, options={"compression_level": "2"}),
    "mulaw": Codec("mulaw", "pcm_mulaw", "s16", False),
    "alaw": Codec("alaw", "pcm_alaw", "s16", False),
    "pcm_f32": Codec("f32le", "pcm_f32le", "flt", False),
}


class LibavEncoder:
    """An encoder of `frontend.audio.encoder`; a lock keeps `close` out of a `push` in a thread."""

    def __init__(self, encoding: Encoding) -> None:
        self._format = encoding.format
        self._rate_hz = encoding.sample_rate_hz
        self._samples = 0
        self._half = b""  # a part may end within a sample
        self._sink = _Sink()
        self._lock = threading.Lock()
        self._closed = False
        codec = CODECS[encoding.format]
        self.slow = codec.slow
        with told_of(self._format):
            self._open(codec)

    def _open(self, codec: Codec) -> None:
        options = {**AT_ONCE, **codec.container_options}
        self._container = av.open(self._sink, "w", format=codec.container, options=options)
        self._stream = add_stream(self._container, codec, self._rate_hz)

    def push(self, pcm: bytes) -> bytes:
        with self._lock:
            return b"" if self._closed else self._push(self._half + pcm)

    def _push(self, pcm: bytes) -> bytes:
        whole = len(pcm) - len(pcm) % SAMPLE_BYTES
        pcm, self._half = pcm[:whole], pcm[whole:]
        if pcm:
            self._encode(frame_of(pcm, self._rate_hz, self._samples))
            self._samples += len(pcm) // SAMPLE_BYTES
        return self._sink.take()

    def finish(self) -> bytes:
        with self._lock:
            if not self._closed:
                self._encode(None)
                self._close()
            return self._sink.take()

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._close()

    def _encode(self, frame: AudioFrame | None) -> None:
        """Write the packets that this frame completes; None completes the last one."""
        with told_of(self._format):
            self._container.mux(self._stream.encode(frame))

    def _close(self) -> None:
        """Write the container's end, if it has begun, and free it now, not at the next collection.

        The container and its stream refer to each other.
        """
        self._closed = True
        with told_of(self._format):
            self._container.close()
        del self._container, self._stream


def add_stream(container: OutputContainer, codec: Codec, rate_hz: int) -> AudioStream:
    """Give the container its only stream, of one channel."""
    stream = container.add_stream(
        codec.name,
        rate_hz,
        dict(codec.options),
        layout="mono",
        format=codec.sample_format,
        bit_rate=BIT_RATE,
    )
    assert isinstance(stream, AudioStream)
    return stream


def frame_of(pcm: bytes, rate_hz: int, first_sample: int) -> AudioFrame:
    """Return whole samples of pcm as libav takes them."""
    samples = np.frombuffer(pcm, "<i2").reshape(1, -1)
    frame = AudioFrame.from_ndarray(samples, format="s16", layout="mono")
    frame.sample_rate = rate_hz
    frame.time_base = Fraction(1, rate_hz)
    frame.pts = first_sample
    return frame


class _Sink:
    """Takes what libav writes; without a seek, so that libav never goes back."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


@contextmanager
def told_of(format: str) -> Iterator[None]:
    """Make an error of libav the sentence that a client is told."""
    try:
        yield
    except (FFmpegError, UnknownCodecError) as error:
        raise EncodingFailed(
            f"The audio cannot be encoded as {format} here ({error}); ask for wav, which needs no "
            "codec."
        ) from error
