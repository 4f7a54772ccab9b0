"""Waiting for a server that is unreachable for a while, such as one that restarts."""

import asyncio
import time
from collections.abc import Callable

from frontend.client.events import SpeakingFailed

AGAIN_S = 1.0
GIVE_UP_S = 600.0


class ServerAway(SpeakingFailed):
    """The server has not come back within the waiting time."""

    code = "server_away"


class Patience:
    """Waits between tries, and gives up when all of them have failed for a long time.

    `notify` is called with the reason when a try has failed, and with "" once one succeeds.
    """

    def __init__(self, notify: Callable[[str], None], give_up_s: float = GIVE_UP_S) -> None:
        self._notify = notify
        self._give_up_s = give_up_s
        self._since: float | None = None

    def heard(self) -> None:
        """Note that the server has answered."""
        if self._since is not None:
            self._since = None
            self._notify("")

    async def wait(self, why: str) -> None:
        """Wait until it is time for another try.

        Raises:
            ServerAway: the waiting time is over.
        """
        now = time.monotonic()
        self._since = self._since or now
        if now - self._since > self._give_up_s:
            raise ServerAway(f"{why} It has been like this for {self._give_up_s:g} s.")
        self._notify(why)
        await asyncio.sleep(AGAIN_S)
