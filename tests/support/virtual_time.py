"""An event loop whose clock jumps: what waits for 30 s is over in no time, in the right order."""

import asyncio
import selectors


class _JumpingSelector(selectors.SelectSelector):
    """Instead of waiting for a timeout, says that it has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("Everything waits and nothing is due: the test would hang.")
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """Runs callbacks in the order of their times, which it does not wait for."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def now() -> float:
    """Return the running loop's time, in seconds."""
    return asyncio.get_running_loop().time()
