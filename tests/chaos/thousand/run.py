"""One run: a server, its listeners, and all that befalls them."""

import asyncio
import random
from pathlib import Path

from tests.chaos.thousand.cluster import running
from tests.chaos.thousand.counts import Counts
from tests.chaos.thousand.listeners import Listener
from tests.chaos.thousand.plan import Plan
from tests.chaos.thousand.seen_deaths import kill_speakers

ENDPOINTS = ("/sse", "/sse", "/sse", "/sse", "/stream-tokens", "/stream-tokens", "/tts", "/ws")
APART_S = 0.6  # the faults, on average
SEEN_SHARE = 0.04  # of the faults are kills whose effect is timed


async def run(seed: int, faults: int, kept: Path | None = None) -> Counts:
    """Return what came of it; the logs of the processes are copied to the folder `kept`."""
    rng, counts = random.Random(seed), Counts(seed)
    seen = max(1, round(faults * SEEN_SHARE))
    async with running(kept) as cluster:
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
    return counts
