"""The few threads that encode for all streams of this process."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from backend_queues.threads import cores

# A codec lets go of the interpreter for each packet, some fifty a second of audio, and takes it
# again. The threads wait for each other then: with six of them instead of one on two cores, a
# second of speech took 200 to 290 changes of threads instead of 20, and a third more time.
MOST_THREADS = 4
_threads = ThreadPoolExecutor(
    min(MOST_THREADS, max(1, cores() // 2)), thread_name_prefix="encoders"
)


async def encode_away(work: Callable[[], bytes]) -> bytes:
    """Return what `work` makes, which takes milliseconds, beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_threads, work)


def free_away(close: Callable[[], None]) -> None:
    """Close an encoder behind what encodes with it now, which is not waited for here."""
    _threads.submit(close)
