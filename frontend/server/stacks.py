"""SIGUSR1 has a frontend write where each of its tasks and threads is just now.

For what neither ends nor fails: a stream that hangs, a file that is not read.
"""

import asyncio
import faulthandler
import logging
import signal

from tasks.process.stacks import stack_of

log = logging.getLogger(__name__)


def tell_stacks_on_signal() -> None:
    """Have SIGUSR1 do it; to be called in the event loop of the frontend.

    The threads are written to standard error even if the loop itself hangs, its tasks are logged.
    """
    loop = asyncio.get_running_loop()
    signal.signal(signal.SIGUSR1, lambda *_: loop.call_soon_threadsafe(_log_tasks))
    faulthandler.register(signal.SIGUSR1, chain=True)


def _log_tasks() -> None:
    log.warning("All tasks:\n%s", "\n".join(map(stack_of, asyncio.all_tasks())))
