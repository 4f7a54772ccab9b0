"""Finds who joins a segment, and speaks them all."""

from collections.abc import Callable
from contextlib import ExitStack

from backend_queues.base import Backend, BatchBackend
from tasks.process.logs import get_logger
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Batch, Item, in_hand
from tasks.worker.batches.joining import Joining, may_join
from tasks.worker.batches.taking import Taking

log = get_logger(__name__)

MOST_AT_ONCE = 256  # whatever a backend says: each has its claim renewed once a second


class Batching:
    """What a worker can speak at once: 1 if its backend speaks one segment after the other, or
    has not been loaded yet.
    """

    def __init__(self, backend: Backend, taking: Taking, learn: Callable[..., None]) -> None:
        self.use(backend)
        self.size = 1
        self._taking = taking
        self._learn = learn

    def use(self, backend: Backend) -> None:
        """Speak with this one from now on, which is the same one loaded again."""
        self._backend = backend if isinstance(backend, BatchBackend) else None

    def loaded(self) -> None:
        """Ask the backend how many it speaks at once, which may depend on what it runs on."""
        if self._backend:
            self.size = min(self._backend.batch_size, MOST_AT_ONCE)

    def speak(self, attempt: Attempt, step: int, scope: ExitStack) -> bool:
        """Speak the segment in hand and what waits with it; false if nothing does.

        Raises:
            Exception: what the backend raised at the segment in hand.
        """
        task = attempt.segment.task
        if not self._backend or self.size < 2 or not may_join(task):
            return False
        joining = Joining([task], self.size - 1, self._backend.batch_ratio)
        others = self._taking.take(joining, step)
        if not others:
            return False
        with in_hand(attempt, scope) as own:
            self._speak(self._backend, [own, *others])
        return True

    def _speak(self, backend: BatchBackend, items: list[Item]) -> None:
        batch = Batch(backend, items, self._learn)
        batch.speak()
        if batch.out_of_memory:
            self.size = len(items) // 2
            log.warning("Memory ran out at a batch; the next are smaller.", batch_size=self.size)
