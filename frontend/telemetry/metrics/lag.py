"""How late the event loop is: what holds it up holds up every stream of the process."""

import asyncio
import time

from prometheus_client import Histogram

LOOK_S = 0.25


async def watch_lag(lag: Histogram) -> None:
    """Ask for ever to be woken at a time, and note how much later it is."""
    while True:
        due = time.monotonic() + LOOK_S
        await asyncio.sleep(LOOK_S)
        lag.observe(max(0.0, time.monotonic() - due))
