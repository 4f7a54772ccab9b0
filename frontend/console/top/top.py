"""`voice-server top`: shows a server's status once, or every second."""

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
from frontend.client.address import Address
from frontend.client.http import http_client
from frontend.client.server import read_status, server_answers
from frontend.console.any_server import until_interrupted
from frontend.console.terminal import terminal
from frontend.console.top.view import away_view, status_view
from tasks.process.cancellation import wait_for_event

REFRESH_S = 1.0
ANSWER_S = 3.0
PLAIN_WIDTH = 120  # if there is no terminal to ask
HINT = "q or Ctrl-C ends it."


def print_status(server: Address, as_json: bool) -> None:
    """Print the status once.

    Raises:
        SpeakingFailed: the server does not answer, or the URL is invalid.
    """

    async def print_once() -> None:
        async with http_client(server, ANSWER_S) as client:
            status = await read_status(client, server)
        if as_json:
            click.echo(msgspec.json.encode(status))
        else:
            Console(width=PLAIN_WIDTH).print(status_view(status, server.url))

    asyncio.run(print_once())


def watch(server: Address) -> None:
    """Show the status every second until q is typed; an unreachable server is asked again.

    Raises:
        SpeakingFailed: the URL is invalid.
        KeyboardInterrupt: a signal came first.
    """
    with terminal(quiet=True) as screen:
        until_interrupted(lambda: _watch(server), screen)


async def _watch(server: Address) -> None:
    await server_answers(server.url)  # raises if the URL is invalid
    quitting = asyncio.Event()
    async with http_client(server, ANSWER_S) as client:
        with _typed_q(quitting), Live(screen=True, auto_refresh=False) as live:
            while not quitting.is_set():
                live.update(Group(await _view(client, server), Text(), HINT), refresh=True)
                await wait_for_event(quitting, REFRESH_S)


async def _view(client: httpx.AsyncClient, server: Address) -> RenderableType:
    try:
        return status_view(await read_status(client, server), server.url)
    except SpeakingFailed as error:
        return away_view(error.message)


@contextlib.contextmanager
def _typed_q(quitting: asyncio.Event) -> Iterator[None]:
    """Set the event when q is typed; in the block, keys are read at once and not echoed."""
    if not sys.stdin.isatty():
        yield
        return
    fd = sys.stdin.fileno()
    loop = asyncio.get_running_loop()
    before = termios.tcgetattr(fd)

    def read_keys() -> None:
        keys = os.read(fd, 1024)
        if not keys or b"q" in keys.lower():  # an empty read means that the terminal is gone
            quitting.set()

    tty.setcbreak(fd)
    loop.add_reader(fd, read_keys)
    try:
        yield
    finally:
        loop.remove_reader(fd)
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
