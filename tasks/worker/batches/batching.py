"""Finds who joins a segment, and speaks them all."""

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import copy_context

from backend_queues.base import Backend, BatchBackend
from backend_queues.errors import RedisUnavailable
from tasks.messages import SegmentTask
from tasks.process.logs import get_logger
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Batch, Item
from tasks.worker.batches.joining import Joining, may_join
from tasks.worker.batches.taken_task import TakenTask
from tasks.worker.batches.waiting import WaitingTasks

log = get_logger(__name__)

MOST_AT_ONCE = 256  # whatever a backend says: each has its claim renewed once a second


class Batching:
    """What a worker can speak at once: 1 if its backend speaks one segment after the other, or
    has not been loaded yet.

    `claimed` enters a task's scope, in which it has its attempt, unless it is not to be spoken.
    """

    def __init__(
        self,
        backend: Backend,
        claimed: Callable[[SegmentTask, ExitStack], Attempt | None],
        learn: Callable[..., None],
    ) -> None:
        self.use(backend)
        self.size = 1
        self._claimed = claimed
        self._learn = learn
        self.waiting: WaitingTasks | None = None

    def use(self, backend: Backend) -> None:
        """Speak with this one from now on, which is the same one loaded again."""
        self._backend = backend if isinstance(backend, BatchBackend) else None

    def loaded(self) -> None:
        """Ask the backend how many it speaks at once, which may depend on what it runs on."""
        if self._backend:
            self.size = min(self._backend.batch_size, MOST_AT_ONCE)

    def speak(self, attempt: Attempt, step: int) -> bool:
        """Speak the segment in hand and what waits with it; false if nothing does.

        Raises:
            Exception: what the backend raised at the segment in hand.
        """
        task = attempt.segment.task
        if not self._backend or not self.waiting or self.size < 2 or not may_join(task):
            return False
        joining = Joining(task, self.size, self._backend.batch_ratio)
        others = [it for it in map(self._item, self.waiting.take(joining, step)) if it]
        if not others:
            return False
        self._speak(self._backend, attempt, others)
        return True

    def _speak(self, backend: BatchBackend, attempt: Attempt, others: list[Item]) -> None:
        raised: list[Exception] = []
        own = Item(attempt, lambda error: raised.append(error) if error else None, copy_context())
        batch = Batch(backend, [own, *others], self._learn)
        batch.speak()
        if batch.out_of_memory:
            self.size = (len(others) + 1) // 2
            log.warning("Memory ran out at a batch; the next are smaller.", batch_size=self.size)
        if raised:
            raise raised[0]

    def _item(self, taken: TakenTask) -> Item | None:
        """Claim a task that was taken; None if it is over with that."""
        if not taken.begin():
            return None
        context, scope = copy_context(), ExitStack()

        def end(error: Exception | None = None) -> None:
            scope.close()
            taken.end(error)

        try:
            attempt = context.run(self._claimed, taken.task, scope)
        except RedisUnavailable:
            end()  # its owner will not find it, and asks again
            return None
        if attempt is None:
            end()
            return None
        return Item(attempt, end, context)
