"""Between two parts of a segment, what is more urgent is spoken, if nobody runs dry meanwhile.

So a listener who hears nothing yet waits for a part of somebody's speech, not for a sentence.
"""

import math
import time
from collections.abc import Callable, Iterable

from tasks.messages import SegmentTask
from tasks.priority import URGENCIES, lead_of
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Item, in_hand
from tasks.worker.batches.joining import Joining, may_join
from tasks.worker.batches.taking import Taking
from tasks.worker.speed import NEWEST_WEIGHT, Spoken

MOST = 8  # segments in the making: a backend keeps for each what it has prepared
LOOK_S = 0.05  # until the first look at the queue and between two: each is a round trip
LONGEST_S = 10.0  # until Celery gets the worker back, which hears nothing of the world meanwhile
PRECEDED_SHARE = 1 / 3  # of the time after which a segment is taken to be stuck
UNKNOWN_S = 0.25  # what a part takes while none was spoken
MARGIN_S = 0.1  # until a listener has what was sent, on a busy machine


def leaves_time(leads_s: Iterable[float], first_s: float, part_s: float) -> bool:
    """Tell whether a newcomer's first part, which takes `first_s`, can be spoken before all else.

    `leads_s` is how long the others' listeners have something to hear. After it each gets its next
    part, the most urgent first, and each in time.
    """
    return all(lead > first_s + n * part_s + MARGIN_S for n, lead in enumerate(sorted(leads_s), 1))


class Speaking:
    """A segment in the making."""

    def __init__(self, item: Item, step: int, now: float) -> None:
        self.item = item
        self.step = step
        self.due_at = now + lead_of(step)  # when its listener has heard all there is

    @property
    def turn(self) -> tuple[bool, float]:
        """What comes first when sorted: what nobody wants any more, to be rid of it."""
        return not self.item.attempt.segment.cancelled(), self.due_at


class Preemption:
    """Speaks the segment in hand, and for backends that allow it others between its parts."""

    def __init__(
        self,
        taking: Taking,
        learn: Callable[[Spoken], None],
        stall_limit_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`stall_limit_s` is how long nothing may come of a segment, which others precede."""
        self._taking = taking
        self._learn = learn
        self._longest_s = min(LONGEST_S, stall_limit_s * PRECEDED_SHARE)
        self._clock = clock
        self._first_s = self._part_s = UNKNOWN_S  # what a segment's first part takes, and each next
        self._looked_at = 0.0

    def speak(self, attempt: Attempt, step: int, *, interleaves: bool) -> None:
        """Speak the segment, and what comes before it meanwhile, to their ends.

        Raises:
            Exception: what the backend raised at the segment in hand.
        """
        with in_hand(attempt) as item:
            began_at = self._looked_at = self._clock()
            speaking = [Speaking(item, step, began_at)]
            preempts = interleaves and may_join(attempt.segment.task)
            while speaking:
                self._go_on(min(speaking, key=lambda it: it.turn))
                speaking = [it for it in speaking if it.item.is_open]
                if preempts and speaking and self._clock() - began_at < self._longest_s:
                    speaking += self._newcomers(speaking)
                if len(speaking) > 1:
                    for it in speaking:
                        it.item.send_all()

    def _go_on(self, speaking: Speaking) -> None:
        is_first, began_at = not speaking.item.is_begun, self._clock()
        spoken = speaking.item.go_on()
        now = self._clock()
        if isinstance(spoken, float):
            self._note(now - began_at, is_first=is_first)
            speaking.due_at = max(speaking.due_at, now) + spoken
        elif spoken and speaking.item.task.text:
            self._learn(spoken)

    def _note(self, took_s: float, *, is_first: bool) -> None:
        if is_first:
            self._first_s += NEWEST_WEIGHT * (took_s - self._first_s)
        else:
            self._part_s += NEWEST_WEIGHT * (took_s - self._part_s)

    def _newcomers(self, speaking: list[Speaking]) -> list[Speaking]:
        """Take one segment whose listener hears nothing, or one that is more urgent than all."""
        now = self._clock()
        leads = [it.due_at - now for it in speaking]
        if now - self._looked_at < LOOK_S or len(speaking) >= MOST:
            return []
        if not leaves_time(leads, self._first_s, self._part_s):
            return []
        self._looked_at = now
        task, step = speaking[0].item.task, min(it.step for it in speaking)
        for steps in URGENCIES:
            if steps.start and steps.stop > step:
                break
            for item in self._taking.take(_one(task), steps.start):
                return [Speaking(item, steps.start, self._clock())]
        return []


def _one(task: SegmentTask) -> Joining:
    """Return a batch that one more may join, of any length."""
    return Joining(task, 2, math.inf)
