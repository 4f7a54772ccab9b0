"""Speaking one text with a server of its own: started, used once, and ended."""

import asyncio
from collections.abc import Awaitable, Callable

from backend_queues.install import prepare
from backend_queues.supervisor import Supervisor, supervise
from frontend.address import bind, url_at
from frontend.redis_server import redis_folder
from frontend.stack import Stack, start, wanted
from frontend.terminal import Terminal

LOCAL = "127.0.0.1"


def with_own_server(
    backend: str, speak: Callable[[str], Awaitable[None]], screen: Terminal
) -> None:
    """Start a server with one worker of the backend, await `speak(url)`, and end it all.

    Raises:
        TTSError: it cannot be started.
        KeyboardInterrupt: a signal came first.
    """
    replicas = wanted((backend,) if backend else ())
    for name in replicas:
        prepare(name, screen.step)
    with bind(LOCAL, 0) as listener, redis_folder() as folder:
        stack = Stack(replicas, listener, folder, screen.step)
        url = url_at(LOCAL, listener.getsockname()[1])

        async def work(supervisor: Supervisor) -> None:
            await start(stack, supervisor)
            await speak(url)

        if asyncio.run(supervise(work, screen.line)):
            raise KeyboardInterrupt
