"""Looks through a recording for its voice: where it begins, and in which channels it is.

Before the first word there may be silence, or the hiss of a room, for longer than what is used of
a recording; and of two channels a microphone often fills one.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend_queues.base import Samples

SURVEYED_S = 180.0
SILENT_PEAK = 0.003  # -50 dB of full scale
HISS = 0.1  # what is softer than this share of the voice is no voice
VOICE_S = 1.0  # a voice is as loud as what is reached for so long in all: a click is no voice
BEGINNING_S = 1.0  # of so much
LEAST_OF_BEGINNING = 0.25  # this share is loud where a voice begins
LEAD_S = 0.2  # of what is before it; a voice does not begin with a cut

Peaks = NDArray[np.float64]  # shape (parts, channels)
Lengths = NDArray[np.int64]  # in samples, shape (parts,)


class Survey(NamedTuple):
    """Where a voice begins, and which channels it is in."""

    start: int  # in samples
    channels: NDArray[np.bool_]  # shape (channels,)

    def voice_in(self, parts: Iterable[Samples]) -> Iterator[Samples]:
        """Yield the voice from where it begins on, in its channels alone: shape (channels, n)."""
        position = 0
        for part in parts:
            skipped = min(max(0, self.start - position), part.shape[1])
            position += part.shape[1]
            is_known = len(part) == len(self.channels)
            used = part[self.channels, skipped:] if is_known else part[:, skipped:]
            if used.size:
                yield used


def survey(parts: Iterable[Samples], rate_hz: int) -> Survey | None:
    """Look at the parts, each (channels, n), as far as SURVEYED_S; None: all of it is silent."""
    peaks, lengths = _measured(parts, int(SURVEYED_S * rate_hz))
    if not len(peaks):
        return None
    # What is no number is not silent: it is found and told of by who uses the samples.
    levels = np.array([_level(channel, lengths, rate_hz) for channel in np.nan_to_num(peaks).T])
    least = max(SILENT_PEAK, HISS * levels.max())
    is_loud = ~(peaks.max(axis=1) < least)
    if not is_loud.any():
        return None
    start = int(lengths[: _beginning(is_loud, lengths, rate_hz)].sum() - LEAD_S * rate_hz)
    channels = levels >= least
    return Survey(max(0, start), channels if channels.any() else np.ones_like(channels))


def _measured(parts: Iterable[Samples], most: int) -> tuple[Peaks, Lengths]:
    """Return the peak of each part in each channel, around its mean, and the parts' lengths."""
    peaks: list[Samples] = []
    lengths: list[int] = []
    for part in parts:
        if peaks and len(part) != len(peaks[0]):
            break  # it goes on with other channels
        if part.size:
            peaks.append(np.abs(part - part.mean(axis=1, keepdims=True)).max(axis=1))
            lengths.append(part.shape[1])
            most -= part.shape[1]
        if most <= 0:
            break
    return np.array(peaks, np.float64), np.array(lengths, np.int64)


def _level(peaks: Peaks, lengths: Lengths, rate_hz: int) -> float:
    """Return the peak that is reached for as long as a voice lasts at least."""
    order = np.argsort(-peaks, kind="stable")
    reached = np.searchsorted(lengths[order].cumsum(), VOICE_S * rate_hz)
    return float(peaks[order[min(int(reached), len(peaks) - 1)]])


def _beginning(is_loud: NDArray[np.bool_], lengths: Lengths, rate_hz: int) -> int:
    """Return the first part after which enough is loud, else the first that is."""
    ends = lengths.cumsum()
    loud = np.concatenate([[0], (lengths * is_loud).cumsum()])
    [candidates] = np.nonzero(is_loud)
    starts = ends[candidates] - lengths[candidates]
    last = np.searchsorted(ends, starts + BEGINNING_S * rate_hz, side="right")
    enough = loud[last] - loud[candidates] >= LEAST_OF_BEGINNING * BEGINNING_S * rate_hz
    return int(candidates[enough][0] if enough.any() else candidates[0])
