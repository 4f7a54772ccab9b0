"""What a listener costs the core of a frontend, in time that jumps: no socket, Redis or worker.

    python -m tests.bench.core
    python -m tests.bench.core --listeners 10 100 300 --profile

Listeners write a sentence whenever the one before has sounded, as in a dialogue. Only the CPU time
of the core and of the cluster in memory is counted, however long that takes: so the figures of two
versions can be compared on a machine that is too busy for real time.
"""

import argparse
import asyncio
import cProfile
import pstats
import time

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio
from frontend.settings import Settings
from frontend.streaming.background import Background
from tasks.process.cancellation import cancel_and_wait
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import VOICE, Core
from tests.support.memory_cluster import RATE_HZ, SECONDS_PER_CHARACTER, MemoryCluster
from tests.support.virtual_time import VirtualTimeLoop, now

SENTENCE = "This is one of many sentences, all of which are as long as this one is at the moment. "
SENTENCE_S = len(SENTENCE) * SECONDS_PER_CHARACTER
AHEAD = 2  # sentences: the end of one is known by the beginning of the next
SPEED = 40.0
LISTENERS_A_WORKER = 4


async def listen(core: Core, after_s: float, sentences: int) -> float:
    """Return how many seconds of speech the listener was handed."""
    await asyncio.sleep(after_s)
    heard_s = 0.0
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:

        async def write() -> None:
            began = now()
            for sentence in range(sentences):
                due = began + max(0, sentence - AHEAD) * SENTENCE_S
                await asyncio.sleep(max(0.0, due - now()))
                utterance.write(SENTENCE)
            utterance.end_text()

        writing = asyncio.create_task(write())
        async for event in utterance.events():
            if isinstance(event, Audio):
                heard_s += len(event.pcm) / 2 / RATE_HZ
        await writing
    return heard_s


async def bench(listeners: int, sentences: int, profile: cProfile.Profile | None) -> None:
    """Print what a second of speech costs, in ms of CPU time."""
    cluster = MemoryCluster(max(2, listeners // LISTENERS_A_WORKER), SPEED)
    background = Background()
    core = make_core(cluster, Settings(overload="off"), background, "f")
    watching = asyncio.create_task(core.admission.watch())
    apart_s = SENTENCE_S / listeners
    if profile:
        profile.enable()
    began = time.thread_time()
    heard = await asyncio.gather(
        *(listen(core, number * apart_s, sentences) for number in range(listeners))
    )
    cost_ms = 1000 * (time.thread_time() - began)
    if profile:
        profile.disable()
    print(f"{listeners:>5} listeners: {cost_ms / sum(heard):.3f} ms a second", flush=True)
    await cancel_and_wait(watching)
    await background.finish(limit_s=5)
    await cluster.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.core", description=__doc__)
    parser.add_argument("--listeners", type=int, nargs="+", default=[10, 30, 100])
    parser.add_argument("--sentences", type=int, default=6)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for listeners in options.listeners:
        profile = cProfile.Profile(time.thread_time) if options.profile else None
        with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
            runner.run(bench(listeners, options.sentences, profile))
        if profile:
            pstats.Stats(profile).strip_dirs().sort_stats("cumtime").print_stats(60)


if __name__ == "__main__":
    main()
