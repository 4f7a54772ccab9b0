"""Has a plan carried out by processes of listeners, and gathers what they heard."""

import asyncio
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Sequence

import msgspec

from tests.bench.load.heard import Crowd, Orders
from tests.bench.load.plan import Arrival

SOON_S = 0.5  # until all processes have read their orders
PATIENCE_S = 120.0
READY = b"ready\n"


class Target(msgspec.Struct, frozen=True):
    """Whom the listeners ask."""

    url: str
    backend: str
    door: str = "tokens"


async def carry_out(target: Target, plan: Sequence[Arrival], processes: int) -> Crowd:
    """Let all listeners come, each process taking every n-th, and wait until the last has left."""
    shares = [plan[first::processes] for first in range(min(processes, len(plan)))]
    waiting = await asyncio.gather(*(_process() for _ in shares))
    begins_at = time.monotonic() + SOON_S
    crowds = await asyncio.gather(
        *(
            _listen(process, _orders(target, begins_at, share))
            for process, share in zip(waiting, shares, strict=True)
        )
    )
    heard = [one for crowd in crowds for one in crowd.heard]
    return Crowd(
        sorted(heard, key=lambda one: one.at_s), [lag for crowd in crowds for lag in crowd.lags_s]
    )


def _orders(target: Target, begins_at: float, share: Sequence[Arrival]) -> Orders:
    return Orders(
        door=target.door,
        url=target.url,
        backend=target.backend,
        begins_at=begins_at,
        patience_s=PATIENCE_S,
        arrivals=[(arrival.at_s, arrival.text) for arrival in share],
    )


async def _process() -> Process:
    """Start a process of listeners; return when it has imported all that it needs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.load.listeners"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    if await process.stdout.readline() != READY:
        raise RuntimeError("A process of listeners has not started; see its output above.")
    return process


async def _listen(process: Process, orders: Orders) -> Crowd:
    told, _ = await process.communicate(msgspec.json.encode(orders))
    if process.returncode or not told:
        ended = f"with {process.returncode}, having written {len(told)} bytes"
        raise RuntimeError(f"A process of listeners has ended {ended}; see its output above.")
    return msgspec.json.decode(told, type=Crowd)
