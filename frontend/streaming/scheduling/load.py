"""What this frontend has asked of the workers, and what that means for whoever comes next."""

from collections import Counter, defaultdict
from collections.abc import Callable

from frontend.streaming.ports import WorkerView


class Load:
    """This frontend's own segments on their way, by backend, beside what Redis shows of all."""

    def __init__(self, workers: WorkerView) -> None:
        self._workers = workers
        self._in_flight: Counter[str] = Counter()
        self._unstarted: dict[str, set[str]] = defaultdict(set)  # utterances not started
        self._watchers: list[Callable[[str], None]] = []

    def enqueued(self, backend: str, utterance: str, *, first: bool) -> None:
        """Count a segment; a first one is one whose listener hears nothing yet."""
        self._in_flight[backend] += 1
        if first:
            self._unstarted[backend].add(utterance)

    def started(self, backend: str, utterance: str) -> None:
        """Note that a worker speaks the utterance's first segment, or that it is not awaited."""
        self._unstarted[backend].discard(utterance)

    def over(self, backend: str, utterance: str) -> None:
        """Count a segment that has ended, however it did."""
        self._in_flight[backend] -= 1
        self.started(backend, utterance)
        for note_end in self._watchers:
            note_end(backend)

    def watch_ends(self, note_end: Callable[[str], None]) -> None:
        """Call it with the backend whenever a segment has ended."""
        self._watchers.append(note_end)

    def idle_workers(self, backend: str) -> int:
        """Estimate how many workers nobody is waiting for."""
        if sum(self._workers.queue_depths(backend)):
            return 0
        return max(0, len(self._workers.workers(backend)) - self._in_flight[backend])

    def start_delay_s(self, backend: str) -> float:
        """Estimate when a first segment enqueued now would start, from measured speeds.

        Only other first segments are served before it: those that Redis has counted, or those
        this frontend has sent since, whichever are more.
        """
        workers = self._workers.workers(backend)
        if not workers:
            return 0.0
        urgent = max(self._workers.queue_depths(backend)[0], len(self._unstarted[backend]))
        measured = [worker.segment_s for worker in workers if worker.segment_s]  # 0 is unknown
        mean_s = sum(measured) / len(measured) if measured else 0.0
        return mean_s * urgent / len(workers)
