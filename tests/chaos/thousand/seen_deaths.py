"""How soon speech goes on where the end of a worker can be seen and another one is free."""

import asyncio
import os
import random
import signal
import time

from tests.chaos.thousand.cluster import ChaosCluster
from tests.chaos.thousand.counts import Counts, Fault
from tests.chaos.thousand.hearing import Hearing
from tests.chaos.thousand.listeners import Listener

KIND = "busy worker killed, all else well"


async def kill_speakers(cluster: ChaosCluster, counts: Counts, rng: random.Random, n: int) -> None:
    """Kill the worker of the only listener, n times, each at a random moment of a segment."""
    for _ in range(n):
        await cluster.until_whole()
        listener = Listener(cluster, counts, rng)
        listening = asyncio.create_task(listener.hear("/sse"))
        killing = asyncio.create_task(_kill_speaker(cluster, counts, listener, rng))
        await listening
        if killed := await killing:
            counts.seen_deaths_s.append(killed.longest_wait_s)


async def _kill_speaker(
    cluster: ChaosCluster, counts: Counts, listener: Listener, rng: random.Random
) -> Hearing | None:
    """Kill who speaks what is being heard; return what the listener hears from then on."""
    await listener.began.wait()
    await asyncio.sleep(rng.uniform(0, 0.5))
    hearing, speakers = listener.hearing, await cluster.speakers()
    first = min(speakers, key=lambda name: _segment(speakers[name]), default="")
    pids = [worker.pid for worker in await cluster.workers() if worker.worker == first]
    if not pids:
        return None
    began_at = time.monotonic()
    os.kill(pids[0], signal.SIGKILL)
    if hearing:
        hearing.longest_wait_s = 0.0
    counts.faults.append(Fault(KIND, began_at, began_at))
    return hearing


def _segment(claim_key: str) -> int:
    return int(claim_key.rpartition(":")[2])
