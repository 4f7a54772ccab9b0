"""The codecs of FFmpeg's libraries, writing one container into memory as the samples come."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import msgspec
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.codec.codec import UnknownCodecError
from av.container.output import OutputContainer
from av.error import FFmpegError
from av.packet import Packet

from backend_queues.base import SAMPLE_BYTES
from backend_queues.errors import TTSError

if TYPE_CHECKING:
    from frontend.audio.formats import Encoding

# Of one channel; speech at 24 kHz then keeps more than 20 dB from the error of each lossy codec.
BIT_RATE = 64_000

AT_ONCE = {"flush_packets": "1"}  # what is written goes to the client at once
MOST_BLOCKS = 8  # at a time
MOST_SAMPLES = 1 << 14  # at a time, of a codec that has no blocks
BUFFER_BYTES = 4_096  # of a container; libav's own is 32 kB, and a packet has a few hundred bytes


class EncodingFailed(TTSError):
    """The codec is missing on this machine, or failed."""

    code = "encoding_failed"


class Codec(msgspec.Struct, frozen=True):
    """What a format is called in libav, and what must be set to have it soon."""

    container: str  # none: one packet is written after another
    name: str
    sample_format: str
    slow: bool  # 5 to 8 ms for a second of audio, where the others take 0.2 to 1.4
    container_options: Mapping[str, str] = {}
    options: Mapping[str, str] = {}


# The coders of mp3 and aac take half the time of the default ones; speech is no worse for it.
CODECS = {
    "mp3": Codec("", "libmp3lame", "s16p", True, options={"compression_level": "7"}),
    # A page for two packets of 20 ms, with 28 bytes of its own: 0.1 s of speech is heard at once.
    "opus": Codec(
        "ogg", "libopus", "s16", True, {"page_duration": "40000"}, {"vbr": "constrained"}
    ),
    "aac": Codec("adts", "aac", "fltp", True, options={"aac_coder": "fast"}),
    "mulaw": Codec("mulaw", "pcm_mulaw", "s16", False),
    "alaw": Codec("alaw", "pcm_alaw", "s16", False),
    "pcm_f32": Codec("f32le", "pcm_f32le", "flt", False),
}


def is_slow(encoding: Encoding) -> bool:
    """Tell whether its codec takes several milliseconds for a second of audio."""
    codec = CODECS.get(encoding.format)
    return codec is not None and codec.slow


class LibavEncoder:
    """An encoder of `frontend.audio.encoder`; a lock keeps `close` out of a `push` in a thread.

    The codec is given whole blocks of its own, a few at a time: of longer parts libav makes all
    blocks at once, and the process keeps the memory of as many for each stream.
    """

    def __init__(self, encoding: Encoding) -> None:
        self._format = encoding.format
        self._rate_hz = encoding.sample_rate_hz
        self._samples = 0
        self._lock = threading.Lock()
        self._closed = False
        codec = CODECS[encoding.format]
        self.slow = codec.slow
        # Of one channel both are the same bytes, and libav needs no converter of 60 kB.
        self._input = "s16p" if codec.sample_format == "s16p" else "s16"
        writer = _Container if codec.container else _Bare
        with told_of(self._format):
            self._writer = writer(codec, self._rate_hz)
            self._blocks = Blocks(self._writer.block_samples)

    def push(self, pcm: bytes) -> bytes:
        with self._lock:
            return b"" if self._closed else self._push(self._blocks.push(pcm))

    def _push(self, blocks: Iterable[bytes]) -> bytes:
        for block in blocks:
            self._encode(frame_of(block, self._rate_hz, self._samples, self._input))
            self._samples += len(block) // SAMPLE_BYTES
        return self._writer.take()

    def finish(self) -> bytes:
        with self._lock:
            if self._closed:
                return b""
            rest = self._blocks.rest()
            written = self._push([rest] if rest else [])
            self._encode(None)
            self._close()
            return written + self._writer.take()

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._close()

    def _encode(self, frame: AudioFrame | None) -> None:
        """Write the packets that this frame completes; None completes the last one."""
        with told_of(self._format):
            self._writer.encode(frame)

    def _close(self) -> None:
        """Write the container's end, and free the codec now, not at the next collection."""
        self._closed = True
        with told_of(self._format):
            self._writer.close()


class Blocks:
    """Cuts pcm, which comes in parts of any length, into a few whole blocks of so many samples.

    A codec whose frames may have any length has blocks of one sample.
    """

    def __init__(self, samples: int) -> None:
        self._block_bytes = max(1, samples) * SAMPLE_BYTES
        self._most_bytes = self._block_bytes * (MOST_BLOCKS if samples else MOST_SAMPLES)
        self._held = b""

    def push(self, pcm: bytes) -> Iterator[bytes]:
        pcm = self._held + pcm
        end = len(pcm) // self._block_bytes * self._block_bytes
        self._held = pcm[end:]
        step = self._most_bytes
        return (pcm[at : min(at + step, end)] for at in range(0, end, step))

    def rest(self) -> bytes:
        """Return what is left, without half a sample."""
        return self._held[: len(self._held) // SAMPLE_BYTES * SAMPLE_BYTES]


class _Container:
    """A codec, and the container that its packets go to."""

    def __init__(self, codec: Codec, rate_hz: int) -> None:
        self._sink = _Sink()
        options = {**AT_ONCE, **codec.container_options}
        self._container = av.open(
            self._sink, "w", format=codec.container, options=options, buffer_size=BUFFER_BYTES
        )
        self._stream = add_stream(self._container, codec, rate_hz)
        self._stream.codec_context.open()
        self.block_samples = self._stream.codec_context.frame_size

    def encode(self, frame: AudioFrame | None) -> None:
        self._container.mux(self._stream.encode(frame))

    def take(self) -> bytes:
        return self._sink.take()

    def close(self) -> None:
        """The container and its stream refer to each other."""
        self._container.close()
        del self._container, self._stream


class _Bare:
    """A codec whose packets are a stream by themselves: LAME alone takes 300 kB."""

    def __init__(self, codec: Codec, rate_hz: int) -> None:
        context = av.CodecContext.create(codec.name, "w")
        assert isinstance(context, AudioCodecContext)
        context.sample_rate, context.layout, context.format = rate_hz, "mono", codec.sample_format
        context.bit_rate = BIT_RATE
        context.time_base = Fraction(1, rate_hz)
        context.options = dict(codec.options)
        context.open()
        self._context = context
        self._packets: list[Packet[AudioStream]] = []
        self.block_samples = context.frame_size

    def encode(self, frame: AudioFrame | None) -> None:
        self._packets += self._context.encode(frame)

    def take(self) -> bytes:
        packets, self._packets = self._packets, []
        return b"".join(map(bytes, packets))

    def close(self) -> None:
        del self._context


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


def frame_of(pcm: bytes, rate_hz: int, first_sample: int, format: str = "s16") -> AudioFrame:
    """Return whole samples of pcm as libav takes them."""
    samples = np.frombuffer(pcm, "<i2").reshape(1, -1)
    frame = AudioFrame.from_ndarray(samples, format=format, layout="mono")
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
