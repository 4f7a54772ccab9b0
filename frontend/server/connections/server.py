"""uvicorn's server, which looks at its connections once a second."""

import asyncio
import logging
from typing import Protocol, cast

import uvicorn

from frontend.server.connections.limits import Limits, set_limits
from frontend.server.connections.reading import set_reading

log = logging.getLogger(__name__)

TICKS_PER_S = 10


class Connection(Protocol):
    def check(self, now: float) -> None:
        """Close what waits for too long."""


class LimitedServer(uvicorn.Server):
    """Holds the connections of `http.py` and `websocket.py` to the limits."""

    def __init__(self, config: uvicorn.Config, limits: Limits) -> None:
        super().__init__(config)
        set_limits(config, limits)
        set_reading(config)

    async def on_tick(self, counter: int) -> bool:
        if counter % TICKS_PER_S == 0:
            self._check_all(asyncio.get_running_loop().time())
        return await super().on_tick(counter)

    def _check_all(self, now: float) -> None:
        for connection in tuple(self.server_state.connections):
            try:
                cast(Connection, connection).check(now)
            except Exception:  # an exception here would end the server
                log.exception("A connection cannot be checked.")
