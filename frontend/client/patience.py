"""Waiting for a server that is away for a while, such as one that is started again."""

import asyncio
import time
from collections.abc import Callable

from frontend.client.events import SpeakingFailed

AGAIN_S = 1.0
GIVE_UP_S = 600.0


class ServerAway(SpeakingFailed):
    """The server was waited for, and has not come back."""

    code = "server_away"


class Patience:
    """Waits between tries, and gives up when all of them have failed for a long time.

    `tell` hears why a try has failed, and "" when one has not.
    """

    def __init__(self, tell: Callable[[str], None], give_up_s: float = GIVE_UP_S) -> None:
        self._tell = tell
        self._give_up_s = give_up_s
        self._since: float | None = None

    def heard(self) -> None:
        """Note that the server is there."""
        if self._since is not None:
            self._since = None
            self._tell("")

    async def wait(self, why: str) -> None:
        """Return when it is time for another try.

        Raises:
            ServerAway: it is time to give up.
        """
        now = time.monotonic()
        self._since = self._since or now
        if now - self._since > self._give_up_s:
            raise ServerAway(f"{why} That has been so for {self._give_up_s:g} s.")
        self._tell(why)
        await asyncio.sleep(AGAIN_S)
