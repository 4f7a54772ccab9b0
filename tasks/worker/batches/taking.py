"""Takes segments that wait, to be spoken beside the one that Celery has given."""

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import copy_context

from celery.worker import state

from backend_queues.errors import RedisUnavailable
from tasks.messages import SegmentTask
from tasks.process.logs import clear_contextvars, get_logger
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Item
from tasks.worker.batches.joining import Joining
from tasks.worker.batches.taken_task import TakenTask
from tasks.worker.batches.waiting import WaitingTasks

log = get_logger(__name__)


class Taking:
    """What waits, taken and claimed; nothing until Celery consumes, nor once it is to end.

    `claimed` enters a task's scope, in which it has its attempt, unless it is not to be spoken.
    """

    def __init__(self, claimed: Callable[[SegmentTask, ExitStack], Attempt | None]) -> None:
        self._claimed = claimed
        self.waiting: WaitingTasks | None = None

    def take(self, joining: Joining, step: int) -> list[Item]:
        """Take what joins out of the segments of the step's urgency."""
        if not self.waiting or _ends():
            return []
        return [item for item in map(self._item, self.waiting.take(joining, step)) if item]

    def take_between(self, joining: Joining, step: int) -> list[Item]:
        """Take as `take` does, in the midst of what is spoken, which goes on whatever happens."""
        if not self.waiting or not self.waiting.looks_on:
            return []
        try:
            return self.take(joining, step)
        except Exception:
            log.exception("The worker cannot look at what waits.")
            return []

    def _item(self, taken: TakenTask) -> Item | None:
        """Claim a task that was taken; None if it is over with that."""
        if not taken.begin():
            return None
        context, scope = copy_context(), ExitStack()
        context.run(clear_contextvars)

        def end(error: Exception | None = None) -> None:
            scope.close()
            try:
                taken.end(error)
            except Exception:  # of the broker: it gives the task to another worker
                log.exception("A task that was spoken is not acknowledged.")

        try:
            attempt = context.run(self._claimed, taken.task, scope)
        except RedisUnavailable:
            end()  # its owner will not find it, and asks again
            return None
        except Exception as error:  # noqa: BLE001 - its end is told of it
            end(error)
            return None
        if attempt is None:
            end()
            return None
        return Item(attempt, end, context)


def _ends() -> bool:
    """Tell whether the worker has been asked to end."""
    return state.should_stop is not None or state.should_terminate is not None
