"""What this frontend has asked of the workers, and what that means for whoever comes next."""

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import islice

from frontend.streaming.ports import WorkerView

# The utterances whose first segment no worker speaks yet, the oldest first.
Unstarted = dict[str, None]


class Load:
    """This frontend's own segments on their way, by backend, beside what Redis shows of all.

    The first segments of one client go before all else only as far as the workers can begin them at
    once. So whoever comes beside one with hundreds of texts waits for a few of them, not for all.
    """

    def __init__(self, workers: WorkerView) -> None:
        self._workers = workers
        self._in_flight: Counter[str] = Counter()
        self._unstarted: dict[str, dict[str, Unstarted]] = defaultdict(dict)  # by client
        self._watchers: list[Callable[[str], None]] = []

    def of(self, client: str) -> "ClientLoad":
        """Return the load as an utterance of the client adds to it."""
        return ClientLoad(self, client)

    def enqueued(self, backend: str, utterance: str, client: str, *, first: bool) -> None:
        """Count a segment; a first one is one whose listener hears nothing yet."""
        self._in_flight[backend] += 1
        if first:
            self._unstarted[backend].setdefault(client, {})[utterance] = None

    def started(self, backend: str, utterance: str, client: str) -> None:
        """Note that a worker speaks the utterance's first segment, or that it is not awaited."""
        unstarted = self._unstarted[backend].get(client, {})
        unstarted.pop(utterance, None)
        if not unstarted:
            self._unstarted[backend].pop(client, None)

    def over(self, backend: str, utterance: str, client: str) -> None:
        """Count a segment that has ended, however it did."""
        self._in_flight[backend] -= 1
        self.started(backend, utterance, client)
        for note_end in self._watchers:
            note_end(backend)

    def watch_ends(self, note_end: Callable[[str], None]) -> None:
        """Call it with the backend whenever a segment has ended."""
        self._watchers.append(note_end)

    @property
    def on_their_way(self) -> int:
        """How many segments of this frontend's are on their way, whoever speaks them."""
        return self._in_flight.total()

    def idle_workers(self, backend: str) -> int:
        """Estimate how many workers nobody is waiting for."""
        if sum(self._workers.queue_depths(backend)):
            return 0
        return max(0, len(self._workers.workers(backend)) - self._in_flight[backend])

    def goes_first(self, backend: str, utterance: str, client: str) -> bool:
        """Tell whether the utterance's first segment goes before all that is less urgent.

        It does if it is, or would be, one of those of its client that the workers can begin now.
        """
        unstarted, most = self._unstarted[backend].get(client, {}), self._at_once(backend)
        return len(unstarted) < most or utterance in islice(unstarted, most)

    def start_delay_s(self, backend: str, client: str) -> float:
        """Estimate when a first segment enqueued now would start, from measured speeds.

        Only other first segments are served before it: those that Redis has counted, or those
        this frontend has sent since, whichever are more.
        """
        workers = self._workers.workers(backend)
        if not workers:
            return 0.0
        urgent = max(self._workers.queue_depths(backend)[0], self._before(backend, client))
        measured = [worker.busy_s for worker in workers if worker.busy_s]  # 0 is unknown
        mean_s = sum(measured) / len(measured) if measured else 0.0
        return mean_s * urgent / len(workers)

    def _before(self, backend: str, client: str) -> int:
        """Count the client's own first segments, and those of others that go first."""
        most = self._at_once(backend)
        return sum(
            len(unstarted) if name == client else min(len(unstarted), most)
            for name, unstarted in self._unstarted[backend].items()
        )

    def _at_once(self, backend: str) -> int:
        return max(1, sum(worker.batch_size for worker in self._workers.workers(backend)))


class ClientLoad:
    """The load, as the utterances of one client see it."""

    def __init__(self, load: Load, client: str) -> None:
        self._load = load
        self._client = client

    def enqueued(self, backend: str, utterance: str, *, first: bool) -> None:
        self._load.enqueued(backend, utterance, self._client, first=first)

    def started(self, backend: str, utterance: str) -> None:
        self._load.started(backend, utterance, self._client)

    def over(self, backend: str, utterance: str) -> None:
        self._load.over(backend, utterance, self._client)

    @property
    def on_their_way(self) -> int:
        return self._load.on_their_way

    def idle_workers(self, backend: str) -> int:
        return self._load.idle_workers(backend)

    def goes_first(self, backend: str, utterance: str) -> bool:
        return self._load.goes_first(backend, utterance, self._client)

    def start_delay_s(self, backend: str) -> float:
        return self._load.start_delay_s(backend, self._client)
