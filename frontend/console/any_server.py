"""Work with the running server, or with one that is started for it and stopped afterwards."""

import asyncio
from collections.abc import Awaitable, Callable

import click
import msgspec

from frontend.client.address import Address
from frontend.client.events import SpeakingFailed
from frontend.client.server import server_answers
from frontend.console.terminal import Terminal
from tasks.supervision.supervisor import Supervisor, supervise


class Wanted(msgspec.Struct, frozen=True):
    """The server that some work wants."""

    server: Address
    backend: str  # of workers that are started
    pool_size: int | None = None  # their number; None is the work's usual one
    may_start: bool = False  # a server, if that one does not run; not if somebody has named it
    may_download: bool = False  # what that needs, however large, without a question


def with_any_server(
    wanted: Wanted,
    work: Callable[[Address], Awaitable[None]],
    screen: Terminal,
    usual_size: int = 1,
) -> None:
    """Await `work(server)` with the server, or with one that is started here for it.

    Raises:
        TTSError: there is no server, and none can be started; or the URL is invalid.
        KeyboardInterrupt: a signal came first.
    """
    server = wanted.server
    if asyncio.run(server_answers(server.url)):
        if wanted.pool_size:
            notice = f"{server.url} runs already; --pool-size does not change its workers."
            click.echo(notice, err=True)
        until_interrupted(lambda: work(server), screen)
        return
    if not wanted.may_start:
        raise SpeakingFailed(
            f"{server.url} cannot be reached. Look at --url or VOICE_SERVER_URL, or leave it out "
            "for a server that is started here."
        )
    screen.step(f"No server at {server.url}; starting one here ...")
    from frontend.console.own_server import with_own_server  # a slow import

    with_own_server(wanted, wanted.pool_size or usual_size, work, screen)


def until_interrupted(work: Callable[[], Awaitable[None]], screen: Terminal) -> None:
    """Await the work, which a signal cancels.

    Raises:
        KeyboardInterrupt: a signal came first.
    """

    async def alone(_: Supervisor) -> None:
        await work()

    if asyncio.run(supervise(alone, screen.line)):
        raise KeyboardInterrupt
