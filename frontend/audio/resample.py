"""Bring a stream's audio to the client's sample rate without a seam where chunks meet."""

from math import gcd

import numpy as np
import soxr

from backend_queues.base import SAMPLE_BYTES


class Resampler:
    """Takes mono int16 pcm of any rate, gives it at one rate.

    soxr keeps its filter's state from chunk to chunk, so the end comes only with `flush`.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self._from_hz = sample_rate_hz
        self._stream: soxr.ResampleStream | None = None
        self._unwanted_bytes = 0

    def rejoin(self, first_sample: int, sample_rate_hz: int, given: int) -> bytes:
        """Go on with a stream of which the first samples, that many, were given before.

        What is pushed next is of that rate, from that sample of the stream on; what is to be given
        before it is returned. The filter's phase
        is that of the whole stream, so it begins where both rates meet; silence stands for what
        is missing before the first sample.
        """
        common = gcd(sample_rate_hz, self.sample_rate_hz)
        step, given_step = sample_rate_hz // common, self.sample_rate_hz // common
        steps = min(first_sample // step, given // given_step)
        self._unwanted_bytes = SAMPLE_BYTES * (given - steps * given_step)
        silence = bytes(SAMPLE_BYTES * (first_sample - steps * step))
        return self.push(silence, sample_rate_hz)

    def push(self, pcm: bytes, sample_rate_hz: int) -> bytes:
        """Return what can be given already; a change of rate ends the old filter first."""
        return self._wanted(self._push(pcm, sample_rate_hz))

    def _push(self, pcm: bytes, sample_rate_hz: int) -> bytes:
        rest = b"" if sample_rate_hz == self._from_hz else self._change(sample_rate_hz)
        if self._stream is None:
            return rest + pcm
        return rest + self._resample(pcm, last=False)

    def flush(self) -> bytes:
        """Return what is still in the filter."""
        return self._wanted(self._change(self.sample_rate_hz))

    def _wanted(self, pcm: bytes) -> bytes:
        wanted = pcm[self._unwanted_bytes :]
        self._unwanted_bytes -= len(pcm) - len(wanted)
        return wanted

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
