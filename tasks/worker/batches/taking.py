"""Takes segments that wait, to be spoken beside the one that Celery has given."""

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import copy_context

from celery.worker import state

from backend_queues.errors import RedisUnavailable
from tasks.messages import SegmentTask
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Item
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.taken_task import TakenTask
from tasks.worker.batches.waiting import WaitingTasks


class Taking:
    """What waits, taken and claimed; nothing until Celery consumes, nor once it is to end.

    `claimed` enters a task's scope, in which it has its attempt, unless it is not to be spoken.
    """

    def __init__(self, claimed: Callable[[SegmentTask, ExitStack], Attempt | None]) -> None:
        self._claimed = claimed
        self.waiting: WaitingTasks | None = None

    def take(self, joining: Joining, step: int) -> list[Item]:
        """Take what joins out of the segments that are as urgent as those of the step."""
        if not self.waiting or state.should_stop is not None:
            return []
        return [item for item in map(self._item, self.waiting.take(joining, step)) if item]

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
