"""Audio of another rate reaches the client without a seam where chunks meet."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from frontend.audio.resample import Resampler
from frontend.streaming.position import WARM_UP_SAMPLES


def sine(rate_hz: int, seconds: float = 0.5, hz: float = 440) -> bytes:
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    samples: NDArray[np.float64] = np.rint(16_000 * np.sin(2 * np.pi * hz * times))
    return samples.astype("<i2").tobytes()


def resampled(pcm: bytes, cuts: list[int], rate_hz: int = 22_050) -> np.ndarray:
    resampler = Resampler(24_000)
    edges = [0, *(2 * cut for cut in sorted(cuts)), len(pcm)]
    parts = [pcm[a:b] for a, b in itertools.pairwise(edges)]
    out = b"".join(resampler.push(part, rate_hz) for part in parts) + resampler.flush()
    return np.frombuffer(out, "<i2").astype(np.int32)


@given(st.lists(st.integers(0, 11_025), max_size=6))
def test_chunks_do_not_show(cuts: list[int]) -> None:
    pcm = sine(22_050)
    difference = resampled(pcm, cuts) - resampled(pcm, [])
    assert np.abs(difference).max() <= 1  # int16 rounding


def test_the_tone_is_the_same_at_the_new_rate() -> None:
    out = resampled(sine(22_050), [3_000, 7_001])
    wanted = np.frombuffer(sine(24_000), "<i2").astype(np.int32)
    assert abs(len(out) - len(wanted)) <= 1
    middle = slice(500, 11_000)
    assert np.abs(out[middle] - wanted[middle]).max() < 20


def test_the_same_rate_passes_untouched() -> None:
    pcm = sine(24_000)
    assert np.array_equal(resampled(pcm, [5], rate_hz=24_000), np.frombuffer(pcm, "<i2"))


def test_a_change_of_rate_loses_nothing() -> None:
    resampler = Resampler(24_000)
    out = resampler.push(sine(22_050), 22_050)
    out += resampler.push(sine(24_000), 24_000)
    out += resampler.push(sine(16_000), 16_000) + resampler.flush()
    assert len(out) // 2 == pytest.approx(3 * 12_000, abs=3)


def chunked(pcm: bytes) -> list[bytes]:
    return [pcm[start : start + 12_000] for start in range(0, len(pcm), 12_000)]


@pytest.mark.parametrize("rate_hz", [24_000, 8_000, 8_001, 16_000, 22_050, 44_100, 48_000])
def test_a_stream_that_is_rejoined_goes_on_as_if_it_had_not_stopped(rate_hz: int) -> None:
    pcm = sine(24_000, seconds=1.5)
    resampler, given, heard = Resampler(rate_hz), [], b""
    for chunk in chunked(pcm):
        heard += resampler.push(chunk, 24_000)
        given.append(len(heard) // 2)
    whole = np.frombuffer(heard + resampler.flush(), "<i2").astype(np.int32)
    for chunks, samples in enumerate(given, start=1):
        first_sample = max(0, 6_000 * chunks - WARM_UP_SAMPLES)
        again = Resampler(rate_hz)
        parts = chunked(pcm[2 * first_sample :])
        rest = again.rejoin(first_sample, 24_000, samples)
        rest += b"".join(again.push(part, 24_000) for part in parts) + again.flush()
        difference = np.frombuffer(rest, "<i2").astype(np.int32) - whole[samples:]
        assert len(difference) == 0 or np.abs(difference).max() <= 1  # int16 rounding


def test_what_a_filter_had_not_given_comes_as_silence_if_it_is_not_known() -> None:
    """A stream of 16 kHz, rejoined at 1 s, of which 0.99 s were given."""
    resampler = Resampler(16_000)
    rest = resampler.rejoin(24_000, 24_000, 15_840)
    rest += resampler.push(sine(24_000), 24_000) + resampler.flush()
    out = np.frombuffer(rest, "<i2")
    assert len(out) == 160 + 8_000
    assert np.abs(out[:100]).max() < 300 < np.abs(out[160:]).max()
