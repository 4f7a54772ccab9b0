"""Bring a stream's audio to the client's sample rate without a seam where chunks meet."""

import numpy as np
import soxr


class Resampler:
    """Takes mono int16 pcm of any rate, gives it at one rate.

    soxr keeps its filter's state from chunk to chunk, so the end comes only with `flush`.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self._from_hz = sample_rate_hz
        self._stream: soxr.ResampleStream | None = None

    def push(self, pcm: bytes, sample_rate_hz: int) -> bytes:
        """Return what can be given already; a change of rate ends the old filter first."""
        rest = b"" if sample_rate_hz == self._from_hz else self._change(sample_rate_hz)
        if self._stream is None:
            return rest + pcm
        return rest + self._resample(pcm, last=False)

    def flush(self) -> bytes:
        """Return what is still in the filter."""
        return self._change(self.sample_rate_hz)

    def _change(self, from_hz: int) -> bytes:
        rest = b"" if self._stream is None else self._resample(b"", last=True)
        self._from_hz = from_hz
        self._stream = None
        if from_hz != self.sample_rate_hz:
            self._stream = soxr.ResampleStream(from_hz, self.sample_rate_hz, 1, dtype="float32")
        return rest

    def _resample(self, pcm: bytes, *, last: bool) -> bytes:
        assert self._stream is not None
        # As float: soxr dithers int16, so that the same audio would not come out the same twice.
        samples = np.frombuffer(pcm, "<i2").astype(np.float32)
        resampled = self._stream.resample_chunk(samples, last=last)
        return bytes(np.rint(np.clip(resampled, -32768, 32767)).astype("<i2").tobytes())
