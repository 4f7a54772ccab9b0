"""uvicorn's server, which looks at its connections once a second."""

import asyncio
from typing import Protocol, cast

import uvicorn

from frontend.server.connections.limits import Limits, set_limits

TICKS_PER_S = 10


class Connection(Protocol):
    def check(self, now: float) -> None:
        """Close what waits for too long."""


class LimitedServer(uvicorn.Server):
    """Holds the connections of `http.py` and `websocket.py` to the limits."""

    def __init__(self, config: uvicorn.Config, limits: Limits) -> None:
        super().__init__(config)
        set_limits(config, limits)

    async def on_tick(self, counter: int) -> bool:
        if counter % TICKS_PER_S == 0:
            now = asyncio.get_running_loop().time()
            for connection in tuple(self.server_state.connections):
                cast(Connection, connection).check(now)
        return await super().on_tick(counter)
