"""`voice-server top`: looks at a server every second, or once."""

import asyncio
import contextlib
import os
import sys
import termios
import tty
from collections.abc import Iterator

import click
import httpx
import msgspec
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from frontend.client import SpeakingFailed
from frontend.client.server import read_status, server_answers
from frontend.console.any_server import until_interrupted
from frontend.console.terminal import terminal
from frontend.console.top.view import away_view, status_view
from frontend.protocol.urls import NO_PROXY

LOOK_S = 1.0
ANSWER_S = 3.0
PLAIN_WIDTH = 120  # where there is no terminal to ask
HINT = "q or Ctrl-C ends it."


def print_status(url: str, as_json: bool) -> None:
    """Look once.

    Raises:
        SpeakingFailed: the server does not answer, or the URL is none.
    """

    async def look() -> None:
        async with _client() as client:
            status = await read_status(client, url)
        if as_json:
            click.echo(msgspec.json.encode(status))
        else:
            Console(width=PLAIN_WIDTH).print(status_view(status, url))

    asyncio.run(look())


def watch(url: str) -> None:
    """Look every second until q is typed; a server that is away is waited for.

    Raises:
        SpeakingFailed: the URL is none.
        KeyboardInterrupt: a signal came first.
    """
    with terminal(quiet=True) as screen:
        until_interrupted(lambda: _watch(url), screen)


async def _watch(url: str) -> None:
    await server_answers(url)  # says so if the URL is none
    quitting = asyncio.Event()
    async with _client() as client:
        with _typed_q(quitting), Live(screen=True, auto_refresh=False) as live:
            while not quitting.is_set():
                live.update(Group(await _view(client, url), Text(), HINT), refresh=True)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await quitting.wait()


async def _view(client: httpx.AsyncClient, url: str) -> RenderableType:
    try:
        return status_view(await read_status(client, url), url)
    except SpeakingFailed as error:
        return away_view(error.message)


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=ANSWER_S, mounts=NO_PROXY)


@contextlib.contextmanager
def _typed_q(quitting: asyncio.Event) -> Iterator[None]:
    """Set the event when q is typed; keys are read at once, and not shown, in the block."""
    if not sys.stdin.isatty():
        yield
        return
    fd = sys.stdin.fileno()
    loop = asyncio.get_running_loop()
    before = termios.tcgetattr(fd)

    def read_keys() -> None:
        keys = os.read(fd, 1024)
        if not keys or b"q" in keys.lower():  # nothing to read is a terminal that has gone
            quitting.set()

    tty.setcbreak(fd)
    loop.add_reader(fd, read_keys)
    try:
        yield
    finally:
        loop.remove_reader(fd)
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
