"""Working with the server that runs, or with one that is started for the work and ended."""

import asyncio
from collections.abc import Awaitable, Callable

import click

from frontend.client.server import server_answers
from frontend.console.terminal import Terminal
from tasks.supervision.supervisor import Supervisor, supervise


def with_any_server(
    url: str,
    backend: str,
    pool_size: int | None,
    work: Callable[[str], Awaitable[None]],
    screen: Terminal,
    usual_size: int = 1,
) -> None:
    """Await `work(url)` with the server at the URL, or with one that is started on another.

    That one has `pool_size` workers of the backend, or as many as usual.

    Raises:
        TTSError: it cannot be started, or the URL is none.
        KeyboardInterrupt: a signal came first.
    """
    if asyncio.run(server_answers(url)):
        if pool_size:
            click.echo(f"{url} speaks, with as many workers as it has (--pool-size).", err=True)
        until_interrupted(lambda: work(url), screen)
        return
    from frontend.console.own_server import with_own_server  # much to import for nothing above

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
