"""Which of the waiting segments are spoken together with the one in hand. Pure."""

from collections.abc import Sequence

from backend_queues import voice_samples
from tasks.messages import SegmentTask


def may_join(task: SegmentTask) -> bool:
    """Tell whether the segment may be spoken with others.

    A pause reaches no backend. What was tried before may be what a worker crashed at: alone, it
    takes no others along. And a recording that is not here yet would be waited for.
    """
    here = task.voice_sample is None or voice_samples.has_recording(task.voice_sample)
    return bool(task.text) and task.attempt == 1 and here


class Joining:
    """A batch in the making: so many segments at most, of lengths within a ratio."""

    def __init__(
        self, tasks: Sequence[SegmentTask], room: int, ratio: float, looked_at: int = 0
    ) -> None:
        """`tasks` are in hand, `room` is for how many more, of the first `looked_at` that wait."""
        self._ratio = ratio
        lengths = [len(task.text) for task in tasks]
        self._shortest, self._longest = min(lengths), max(lengths)
        self._tasks = {task.task_id for task in tasks}  # what has become more urgent waits twice
        self.room = room
        self.looked_at = max(room, looked_at)

    def admits(self, task: SegmentTask) -> bool:
        """Tell whether the segment joins, which changes who else may."""
        shortest = min(self._shortest, len(task.text))
        longest = max(self._longest, len(task.text))
        fits = longest <= shortest * self._ratio and task.task_id not in self._tasks
        if not self.room or not fits or not may_join(task):
            return False
        self._tasks.add(task.task_id)
        self._shortest, self._longest = shortest, longest
        self.room -= 1
        return True
