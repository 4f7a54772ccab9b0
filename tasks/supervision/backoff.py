"""How long to wait before a process that ended is started again; pure."""

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
HEALTHY_S = 30.0


class Backoff:
    """Doubles the delay from 0.5 s to 30 s, and starts over after a life of 30 s."""

    def __init__(self) -> None:
        self._next_s = FIRST_DELAY_S

    def delay_s(self, lived_s: float) -> float:
        """Return the seconds to wait after a process that lived for `lived_s`."""
        if lived_s >= HEALTHY_S:
            self._next_s = FIRST_DELAY_S
        delay_s = self._next_s
        self._next_s = min(delay_s * 2, LONGEST_DELAY_S)
        return delay_s
