"""Whether the workers can serve all listeners without a gap, by what each still has. Pure.

The most urgent segment is spoken first, and one that was begun is spoken to its end (not by
backends that can be interrupted, which serve newcomers sooner than is counted here). So nobody
hears a gap if, at any time to come, what must have been begun by then is no more than the workers
make until then. A listener who has much in hand leaves its share of that to others for as long.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.float64]


class Listening(NamedTuple):
    """What a listener needs, in seconds of speech."""

    need_s: float  # that is not made yet
    lead_s: float  # that the listener will have when what was begun is made; 0 is nothing yet
    begun_s: float  # of the need, that a worker is speaking


class Workers(NamedTuple):
    """What the workers make."""

    speech_per_s: float
    segment_s: float  # the usual length of a segment
    start_s: float = 0.0  # from the beginning of one to its first samples


def sustains(workers: Workers, listening: Sequence[Listening]) -> bool:
    """Tell whether all of them will be served in time."""
    if not listening:
        return True
    with np.errstate(all="ignore"):  # whatever another frontend has published
        return _sustains(workers, listening)


def _sustains(workers: Workers, listening: Sequence[Listening]) -> bool:
    need, lead, begun = np.array(listening, dtype=np.float64).T
    demand = _Demand(lead, np.maximum(0.0, need - begun), workers.segment_s)
    times = demand.times
    # What a listener waits for is what is spoken before its own segment, and the start of that; who
    # hears nothing yet may wait for it.
    before = begun.sum() + demand.until(times) - workers.segment_s
    start = np.tile(np.where(lead > 0, workers.start_s, 0.0), 2)
    in_time = before <= workers.speech_per_s * (times - start)
    return bool(np.all(in_time | (times <= 0)))


class _Demand:
    """How much must have been begun by a time, so that nobody runs dry.

    From when its lead is used up, a listener needs a second of speech a second, a segment ahead,
    until there is nothing left.
    """

    def __init__(self, lead: Seconds, left: Seconds, segment_s: float) -> None:
        self._segment_s = segment_s
        ends = lead + np.maximum(0.0, left - segment_s)
        # When it changes, for each listener twice: between these times it grows evenly.
        self.times = np.concatenate([lead, ends])
        order = np.argsort(ends)
        self._lead, self._lead_sums = _sorted_sums(lead)
        self._ends = ends[order]
        self._ended_sums = np.concatenate([[0.0], np.cumsum((left + lead)[order])])

    def until(self, times: Seconds) -> Seconds:
        begun = np.searchsorted(self._lead, times, side="right")
        ended = np.searchsorted(self._ends, times, side="right")
        going_on = (begun - ended) * (times + self._segment_s) - self._lead_sums[begun]
        whole: Seconds = going_on + self._ended_sums[ended]
        return whole


def _sorted_sums(values: Seconds) -> tuple[Seconds, Seconds]:
    ordered = np.sort(values)
    return ordered, np.concatenate([[0.0], np.cumsum(ordered)])
