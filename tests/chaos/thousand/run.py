"""One run: a server, its listeners, and all that befalls them."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tasks.process.cancellation import cancel_and_wait
from tests.chaos.thousand.cluster import running
from tests.chaos.thousand.counts import Counts
from tests.chaos.thousand.listeners import Listener
from tests.chaos.thousand.plan import Plan
from tests.chaos.thousand.seen_deaths import kill_speakers

ENDPOINTS = ("/sse", "/sse", "/sse", "/sse", "/stream-tokens", "/stream-tokens", "/tts", "/ws")
GIVEN_UP = "A segment is given up."  # what frontends log of a stream that fails
STEP_S = 0.1
APART_S = 0.45  # the faults, on average
SEEN_SHARE = 0.02  # of the faults are kills whose effect is timed


@asynccontextmanager
async def _stalls_noted(counts: Counts) -> AsyncIterator[None]:
    """Note for how long this process, which is as nice as the server, got no processor."""

    async def note() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(STEP_S)
            counts.stalls_s.append(time.monotonic() - before - STEP_S)

    noting = asyncio.create_task(note())
    try:
        yield
    finally:
        await cancel_and_wait(noting)


async def run(seed: int, faults: int, kept: Path | None = None) -> Counts:
    """Return what came of it; the logs of the processes are copied to the folder `kept`."""
    rng, counts = random.Random(seed), Counts(seed)
    seen = max(1, round(faults * SEEN_SHARE))
    async with running(kept) as cluster, _stalls_noted(counts):
        await kill_speakers(cluster, counts, rng, seen)
        listeners = [Listener(cluster, counts, random.Random(rng.random())) for _ in ENDPOINTS]
        over = asyncio.Event()
        listening = [
            asyncio.create_task(listener.listen(endpoint, over))
            for listener, endpoint in zip(listeners, ENDPOINTS, strict=True)
        ]
        await Plan(rng, faults - seen, APART_S).carry_out(cluster, listeners, counts)
        over.set()
        await asyncio.gather(*listening)
        logs = [frontend.written for frontend in cluster.frontends]
    counts.explain_cut_bodies(sum(log.count(GIVEN_UP) for log in logs))
    return counts
