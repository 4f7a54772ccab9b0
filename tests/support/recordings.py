"""Recordings for tests: tones, in the formats that people have."""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

# suffix: (codec, sample format)
CODECS = {
    ".wav": ("pcm_s16le", "s16"),
    ".mp3": ("libmp3lame", "fltp"),
    ".flac": ("flac", "s16"),
    ".m4a": ("aac", "fltp"),
    ".aac": ("aac", "fltp"),
    ".ogg": ("libopus", "s16"),
    ".webm": ("libopus", "s16"),
    ".opus": ("libopus", "s16"),
    ".mp4": ("aac", "fltp"),
}


def tone(pitch_hz: float, seconds: float, rate_hz: int, level: float = 0.3) -> NDArray[np.float32]:
    """Return float32 samples in [-1, 1], shape (n,)."""
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2 * np.pi * pitch_hz * times)).astype(np.float32)


def write_tone(
    path: Path, pitch_hz: float = 440, seconds: float = 3, rate_hz: int = 24_000
) -> None:
    write_audio(path, tone(pitch_hz, seconds, rate_hz), rate_hz)


def write_audio(
    path: Path,
    samples: NDArray[np.float32],
    rate_hz: int,
    *,
    codec: tuple[str, str] | None = None,
    layout: str = "mono",
) -> None:
    """Write samples in [-1, 1] in the format that the suffix names.

    Of shape (n,) they are the same in every channel, else they are of shape (channels, n).
    """
    name, sample_format = codec or CODECS[path.suffix]
    channels = av.AudioLayout(layout).nb_channels
    with av.open(path, "w") as container:
        stream = container.add_stream(name, rate=rate_hz, layout=layout)
        assert isinstance(stream, av.AudioStream)
        stream.format = sample_format
        converter = av.AudioResampler(
            sample_format, layout, rate_hz, frame_size=stream.codec_context.frame_size or 1024
        )
        every = np.tile(samples, (channels, 1)) if samples.ndim == 1 else samples
        frame = av.AudioFrame.from_ndarray(every, "fltp", layout)
        frame.sample_rate = rate_hz
        for part in [*converter.resample(frame), *converter.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def pitch_of(pcm: bytes, rate_hz: int = 24_000) -> float:
    """Return the loudest frequency of mono little-endian int16, in Hz."""
    samples = np.frombuffer(pcm, "<i2")
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate_hz / len(samples))
