"""How much speech the workers make, by what they have measured of themselves."""

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from frontend.streaming.ports import Clock, WorkerView
from tasks.messages import Presence

# The time constant by which a speed that has risen again is relied on: about as long as a listener
# of some sentences needs the workers.
RELEASE_S = 20.0


class Envelope:
    """The lower envelope of a figure: it falls at once, and rises again by and by."""

    def __init__(self) -> None:
        self.value = math.inf
        self._at = -math.inf

    def follow(self, figure: float, now: float) -> None:
        """Note what the figure is now."""
        if figure > self.value:
            figure += (self.value - figure) * math.exp((self._at - now) / RELEASE_S)
        self.value, self._at = figure, now


class Speeds:
    """Seconds of speech that the workers of a backend make in a second, all together.

    Where their speed varies, as on a machine that is shared, the least of late counts: whoever is
    admitted stays for a while. A worker that has not spoken yet is taken to be like the others, or
    like those before it.
    """

    def __init__(self, workers: WorkerView, clock: Clock) -> None:
        self._workers = workers
        self._clock = clock
        self._usual: dict[str, Envelope] = defaultdict(Envelope)  # of one worker, by backend

    def speech_per_s(self, backend: str) -> float | None:
        """Return the speed, or None while nothing has been measured."""
        workers = self._workers.workers(backend)
        measured = _measured(workers)
        if measured:
            self._usual[backend].follow(fmean(measured), self._clock())
        usual = self._usual.get(backend)
        return len(workers) * usual.value if usual else None

    def at_once(self, backend: str) -> int:
        """Return how many segments the workers speak at once, 0 without a worker."""
        return sum(max(1, worker.batch_size) for worker in self._workers.workers(backend))

    def segment_s(self, backend: str) -> float:
        """Return how long a segment usually sounds, 0 while that is not known."""
        lengths = [
            worker.segment_s / worker.real_time_factor
            for worker in self._workers.workers(backend)
            if worker.real_time_factor > 0
        ]
        return fmean(lengths) if lengths else 0.0

    def start_s(self, backend: str) -> float:
        """Return how long a segment usually takes to its first samples, 0 while unknown."""
        starts = [it.first_audio_s for it in self._workers.workers(backend) if it.first_audio_s]
        return fmean(starts) if starts else 0.0


def _measured(workers: Sequence[Presence]) -> list[float]:
    speeds = (worker.sustained_per_s for worker in workers)
    return [speed for speed in speeds if 0 < speed < math.inf]  # another version may say anything
