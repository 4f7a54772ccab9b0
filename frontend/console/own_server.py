"""A server that is started for some work and stopped afterwards."""

import asyncio
from collections.abc import Awaitable, Callable

from backend_queues.registry import registry
from frontend.client.address import Address
from frontend.console.any_server import Wanted
from frontend.console.installing import prepare_asked
from frontend.console.terminal import Terminal
from frontend.processes.address import bind, url_at
from frontend.processes.redis_server import redis_folder
from frontend.processes.stack import Stack, start
from tasks.supervision.supervisor import Supervisor, supervise

LOCAL = "127.0.0.1"


def with_own_server(
    wanted: Wanted, pool_size: int, work: Callable[[Address], Awaitable[None]], screen: Terminal
) -> None:
    """Start a server with workers of the backend, await `work(server)`, and stop everything.

    Raises:
        TTSError: it cannot be started.
        KeyboardInterrupt: a signal came first.
    """
    name = registry().get(wanted.backend).name
    prepare_asked([name], screen, may_download=wanted.may_download)
    with bind(LOCAL, 0) as listener, redis_folder() as folder:
        stack = Stack({name: pool_size}, [listener], folder, screen.step)
        url = url_at(LOCAL, listener.getsockname()[1])

        async def with_stack(supervisor: Supervisor) -> None:
            await start(stack, supervisor)
            await work(Address(url))

        if asyncio.run(supervise(with_stack, screen.line)):
            raise KeyboardInterrupt
