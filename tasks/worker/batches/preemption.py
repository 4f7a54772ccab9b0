"""Between two parts of a segment, what is more urgent is spoken, if nobody runs dry meanwhile.

So a listener who hears nothing yet waits for a part of somebody's speech, not for a sentence.
"""

import math
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from tasks.priority import DOWNLOAD_PRIORITY, URGENCIES, lead_of
from tasks.worker.attempt import Attempt
from tasks.worker.batches.batch import Item, in_hand
from tasks.worker.batches.joining import Joining, may_join
from tasks.worker.batches.pace import PartPace
from tasks.worker.batches.taking import Taking
from tasks.worker.speed import Spoken

MOST = 8  # segments in the making: a backend keeps for each what it has prepared
LOOK_S = 0.02  # until the first look at the queue and between two: each is a round trip
SLOW_LOOK_S = 0.25  # a look that takes so long, as where Redis is away, is not soon repeated
REST_S = 5.0
LOOKED_AT = 8  # waiting segments: the first of them may be one that is to be spoken alone
LONGEST_S = 10.0  # until Celery gets the worker back, which hears nothing of the world meanwhile
PRECEDED_SHARE = 1 / 3  # of the time after which a segment is taken to be stuck
MARGIN_S = 0.1  # until a listener has what was sent, on a busy machine


def leaves_time(leads_s: Iterable[float], pace: PartPace) -> bool:
    """Tell whether a newcomer's first part can be spoken before all else, and others in time.

    `leads_s` is how long the listeners of the others have something to hear. After it each gets its
    next part, the most urgent first.
    """
    return all(
        lead > pace.first_s + n * pace.part_s + MARGIN_S
        for n, lead in enumerate(sorted(leads_s), 1)
    )


class Speaking:
    """A segment in the making. `due_at` is when its listener has heard all there is of it."""

    def __init__(self, item: Item, step: int, due_at: float) -> None:
        self.item = item
        self.step = step
        self.due_at = due_at
        self.took_s = 0.0

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
        self._pace = PartPace()
        self._look_at = 0.0  # not before

    def speak(self, attempt: Attempt, step: int, scope: ExitStack, *, interleaves: bool) -> None:
        """Speak the segment, and what comes before it meanwhile, to their ends.

        Its scope is closed at its end, which may be before that of others.

        Raises:
            Exception: what the backend raised at the segment in hand.
        """
        with in_hand(attempt, scope) as item, ExitStack() as ending:
            ending.callback(item.end)
            began_at = self._clock()
            self._look_at = max(self._look_at, began_at + LOOK_S)
            speaking = [self._begun(item, step)]
            last = speaking[0]
            preempts = interleaves and may_join(item.task)
            while speaking:
                one = min(speaking, key=lambda it: it.turn)
                if one is not last:
                    last.item.send_all()
                self._go_on(one)
                last = one
                speaking = [it for it in speaking if it.item.is_open]
                if preempts and speaking and self._clock() - began_at < self._longest_s:
                    newcomers = self._newcomers(speaking)
                    for newcomer in newcomers:
                        ending.callback(newcomer.item.end)
                    speaking += newcomers

    def _begun(self, item: Item, step: int) -> Speaking:
        """What nobody listens to as it is made is due before it seems stuck."""
        return Speaking(item, step, self._clock() + min(lead_of(step), self._longest_s))

    def _go_on(self, one: Speaking) -> None:
        is_first, began_at = not one.item.is_begun, self._clock()
        spoken = one.item.go_on()
        now = self._clock()
        one.took_s += now - began_at
        if isinstance(spoken, float):
            self._pace.learn(now - began_at, spoken, is_first=is_first)
            one.due_at = max(one.due_at, now) + spoken
        elif spoken and one.item.task.text:
            self._pace.learn_segment(one.took_s, len(one.item.task.text))
            self._learn(spoken)

    def _newcomers(self, speaking: list[Speaking]) -> list[Speaking]:
        """Take a segment whose listener hears nothing, or one that is more urgent than all."""
        now = self._clock()
        if now < self._look_at or len(speaking) >= MOST:
            return []
        in_time = leaves_time([one.due_at - now for one in speaking], self._pace)
        if not in_time or not self._pace.sustains(self._in_need(speaking, now) + 1):
            return []
        taken = self._take(speaking)
        took_s = self._clock() - now
        self._look_at = now + took_s + (REST_S if took_s > SLOW_LOOK_S else LOOK_S)
        return taken

    def _in_need(self, speaking: list[Speaking], now: float) -> int:
        """Count the listeners who cannot wait until all else is spoken, the newcomer's as well."""
        rests_s = [self._pace.left_s(one.took_s, len(one.item.task.text)) for one in speaking]
        until = now + sum(rests_s) + self._pace.segment_s + MARGIN_S
        return sum(one.due_at < until and one.step < DOWNLOAD_PRIORITY for one in speaking)

    def _take(self, speaking: list[Speaking]) -> list[Speaking]:
        most_urgent = min(one.step for one in speaking)
        for steps in URGENCIES:
            if steps.start and steps.stop > most_urgent:
                break
            joining = Joining([one.item.task for one in speaking], 1, math.inf, LOOKED_AT)
            items = self._taking.take_between(joining, steps.start)
            if items:
                return [self._begun(item, steps.start) for item in items]
        return []
