"""How much speech the workers make, by what they have measured of themselves."""

from collections.abc import Sequence
from statistics import fmean

from frontend.streaming.ports import WorkerView
from tasks.messages import Presence


class Speeds:
    """Seconds of speech that the workers of a backend make in a second, all together.

    A worker that has not spoken yet is taken to be like the others, or like those before it.
    """

    def __init__(self, workers: WorkerView) -> None:
        self._workers = workers
        self._usual: dict[str, float] = {}  # of one worker, by backend

    def speech_per_s(self, backend: str) -> float | None:
        """Return the speed, or None while nothing has been measured."""
        workers = self._workers.workers(backend)
        measured = _measured(workers)
        if measured:
            self._usual[backend] = fmean(measured)
        if backend not in self._usual:
            return None
        return sum(measured) + (len(workers) - len(measured)) * self._usual[backend]

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
    return [worker.sustained_per_s for worker in workers if worker.sustained_per_s]
