"""Work with the running server, or with one that is started for it and stopped afterwards."""

import asyncio
from collections.abc import Awaitable, Callable

import click

from frontend.client.address import Address
from frontend.client.server import server_answers
from frontend.console.terminal import Terminal
from tasks.supervision.supervisor import Supervisor, supervise


def with_any_server(
    server: Address,
    backend: str,
    pool_size: int | None,
    work: Callable[[Address], Awaitable[None]],
    screen: Terminal,
    usual_size: int = 1,
) -> None:
    """Await `work(server)` with the server, or with one that is started elsewhere for it.

    A server that is started has `pool_size` workers of the backend, or `usual_size` by default.

    Raises:
        TTSError: a server cannot be started, or the URL is invalid.
        KeyboardInterrupt: a signal came first.
    """
    if asyncio.run(server_answers(server.url)):
        if pool_size:
            notice = f"{server.url} runs already; --pool-size does not change its workers."
            click.echo(notice, err=True)
        until_interrupted(lambda: work(server), screen)
        return
    from frontend.console.own_server import with_own_server  # a slow import

    with_own_server(backend, pool_size or usual_size, work, screen)


def until_interrupted(work: Callable[[], Awaitable[None]], screen: Terminal) -> None:
    """Await the work, which a signal cancels.

    Raises:
        KeyboardInterrupt: a signal came first.
    """

    async def alone(_: Supervisor) -> None:
        await work()

    if asyncio.run(supervise(alone, screen.line)):
        raise KeyboardInterrupt
