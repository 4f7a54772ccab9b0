"""A limit to the lines shown of one process; the lines beyond it are counted, not kept."""

import time
from collections.abc import Callable

LINES_A_SECOND = 500
LONG_LINE = 2000  # characters that count as a line


class LineRateLimit:
    """Passes up to `LINES_A_SECOND` lines to `show`, and says how many it left out."""

    def __init__(
        self, show: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._show = show
        self._clock = clock
        self._second = clock()
        self._left = float(LINES_A_SECOND)
        self._dropped = 0

    def line(self, text: str) -> None:
        now = self._clock()
        if now - self._second >= 1:
            self.end()
            self._second, self._left = now, float(LINES_A_SECOND)
        if self._left <= 0:
            self._dropped += 1
            return
        self._left -= max(1.0, len(text) / LONG_LINE)
        self._show(text)

    def end(self) -> None:
        """Say how many lines were left out until now."""
        if self._dropped:
            self._show(f"({self._dropped:,} more lines are not shown.)")
            self._dropped = 0
