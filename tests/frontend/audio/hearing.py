"""What a player makes of encoded audio: decoded by FFmpeg's libraries, probed by ffprobe."""

import io
import json
import subprocess
from typing import Any

import av
import numpy as np
import soxr
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from backend_queues.base import Samples
from frontend.audio.formats import RAW, Encoding

LAG_LIMIT = 4096  # samples; more than any codec's delay
DEMUXERS = {"pcm": "s16le", "mulaw": "mulaw", "alaw": "alaw"}
CODECS = {
    "pcm": "pcm_s16le",
    "wav": "pcm_s16le",
    "mulaw": "pcm_mulaw",
    "alaw": "pcm_alaw",
}  # the others are called as their format
OPUS_HZ = 48_000  # Opus is always decoded at this rate


def decoded_hz(encoding: Encoding) -> int:
    return OPUS_HZ if encoding.format == "opus" else encoding.sample_rate_hz


def decode(data: bytes, encoding: Encoding) -> Samples:
    """Return the samples at the decoder's rate; how it is packed is found out from the data."""
    raw = encoding.format in RAW
    options = {"sample_rate": str(encoding.sample_rate_hz)} if raw else {}
    demuxer = DEMUXERS.get(encoding.format)
    with av.open(io.BytesIO(data), "r", format=demuxer, options=options) as container:
        parts = [_floats(frame) for frame in container.decode(audio=0)]
        assert container.streams.audio[0].rate == decoded_hz(encoding)
    return np.concatenate(parts)


def _floats(frame: AudioFrame) -> Samples:
    samples: NDArray[Any] = frame.to_ndarray().reshape(-1)
    scale = 2 ** (8 * samples.itemsize - 1) - 1 if samples.dtype.kind == "i" else 1
    return np.asarray(samples / scale, np.float32)


def floats_of(pcm: bytes) -> Samples:
    return np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32767)


def probe(data: bytes, encoding: Encoding, demuxer: str = "") -> dict[str, Any]:
    """Return what ffprobe says of the only stream; it must have no fault to find.

    Without a demuxer, it finds out from the data how they are packed.
    """
    command = ["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-of", "json"]
    demuxer = demuxer or DEMUXERS.get(encoding.format, "")
    if demuxer:
        command += ["-f", demuxer]
    if encoding.format in RAW:
        command += ["-sample_rate", str(encoding.sample_rate_hz)]
    probed = subprocess.run([*command, "-"], input=data, capture_output=True, check=True)
    assert probed.stderr == b""
    (stream,) = json.loads(probed.stdout)["streams"]
    return dict(stream)


def likeness(heard: Samples, heard_hz: int, pcm: bytes, pcm_hz: int) -> tuple[float, int]:
    """Return the correlation of what was heard with the pcm at the best lag, and that lag.

    The lag is in samples of the pcm's rate; 1 is the same but for loudness.
    """
    wanted = floats_of(pcm)
    found = soxr.resample(heard, heard_hz, pcm_hz) if heard_hz != pcm_hz else heard
    size = len(found) + len(wanted)
    spectrum = np.fft.rfft(found, size) * np.conj(np.fft.rfft(wanted, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[:LAG_LIMIT]))
    found = found[lag : lag + len(wanted)]
    wanted = wanted[: len(found)]
    norm = float(np.linalg.norm(found) * np.linalg.norm(wanted))
    return float(np.dot(found, wanted)) / norm, lag
