"""How long to wait before a process that ended is started again; pure."""

from math import exp2

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
HALF_LIFE_S = 10.0


class Backoff:
    """Doubles the delay with each end, from 0.5 s to 30 s, and halves it for each 10 s of work.

    So one that fails as it starts is soon left alone, and one that worked is missed for a moment.
    """

    def __init__(self) -> None:
        self._next_s = FIRST_DELAY_S

    def delay_s(self, worked_s: float) -> float:
        """Return the seconds to wait after a process that worked for `worked_s`."""
        delay_s = max(FIRST_DELAY_S, self._next_s * exp2(-worked_s / HALF_LIFE_S))
        self._next_s = min(delay_s * 2, LONGEST_DELAY_S)
        return delay_s
