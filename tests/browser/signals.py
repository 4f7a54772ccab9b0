"""What the tests play, and what is left of it in a recording."""

import base64

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ = 24_000

Pcm = npt.NDArray[np.int16]
Heard = npt.NDArray[np.float32]  # in [-1, 1]


def noise(seconds: float, seed: int = 0) -> Pcm:
    """Return samples without a zero, no two stretches alike, from a soft start to a soft end."""
    random = np.random.default_rng(seed)
    samples = random.integers(-32768, 32768, round(seconds * SAMPLE_RATE_HZ)).astype(np.int16)
    samples[samples == 0] = 1
    samples[[0, -1]] = 1
    return samples


def level(seconds: float, value: float) -> Pcm:
    return np.full(round(seconds * SAMPLE_RATE_HZ), value * 32768, np.int16)


def sine(hz: float, seconds: float) -> Pcm:
    times = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (16384 * np.sin(2 * np.pi * hz * times)).astype(np.int16)


def as_heard(pcm: Pcm) -> Heard:
    return pcm.astype(np.float32) / np.float32(32768)


def trimmed(heard: Heard) -> Heard:
    """Return what was heard from the first sample that is not silent to the last."""
    loud = np.flatnonzero(heard)
    return heard[loud[0] : loud[-1] + 1]


def runs_of_silence(heard: Heard) -> list[int]:
    """Return the lengths of the silences within what was heard."""
    loud = np.flatnonzero(trimmed(heard))
    return [int(distance) - 1 for distance in np.diff(loud) if distance > 1]


def to_base64(pcm: Pcm) -> str:
    return base64.b64encode(pcm.astype("<i2").tobytes()).decode()


def to_samples(heard: str) -> Heard:
    """Decode what was recorded: float32 samples in [-1, 1]."""
    return np.frombuffer(base64.b64decode(heard), "<f4")
