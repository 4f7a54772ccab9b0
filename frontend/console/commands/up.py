"""`voice-server up`: runs everything on one machine until Ctrl-C, and says how to use it."""

import asyncio
import contextlib
import os
import shutil
import socket
import sys
from collections.abc import Sequence

import click
import msgspec

from frontend.access.keyless import check_wyoming
from frontend.access.places import REDIS, check_some_key, place_of_keys, users_file, widest
from frontend.cluster.supervisor_reports import publish_reports
from frontend.console.installing import prepare_asked
from frontend.console.terminal import Terminal, terminal
from frontend.processes.address import bind, bound, url_at, with_address
from frontend.processes.flower.child import check_installed, checked_auth
from frontend.processes.redis_server import redis_folder
from frontend.processes.stack import Stack, start, wanted
from frontend.processes.wyoming import address_of, bind_wyoming, with_wyoming
from frontend.protocol.urls import DEFAULT_URL
from frontend.settings import Settings, read_settings
from tasks.process.log_form import LogForm, log_form, tell
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent
from tasks.supervision.reports import ChildReport, problem
from tasks.supervision.supervisor import Supervisor, supervise

CHILDREN_END_S = 60.0  # beyond drain_s: by then the grace periods of all children are over
WELCOME = """
Voice Server speaks at {url}

Open it in a browser, or:

  curl -G {url}/tts --data-urlencode 'text=Hello there.' -o hello.wav
  {program} speak 'Hello there.' -o hello.wav{option}
{flower}
Ctrl-C ends it."""
FLOWER = """
Workers, queues and tasks are shown at {url}
"""
WYOMING = """
Home Assistant: add the integration Wyoming Protocol, at {address}
"""


def up(
    backends: tuple[str, ...],
    host: str | None,
    port: int | None,
    flower_port: int | None = None,
    *,
    open: bool = False,
    wyoming: str | None = None,
    wyoming_key: str | None = None,
    yes: bool = False,
) -> None:
    """Start everything, say what to open, and keep it running until a signal ends it.

    If a port for flower is given, flower is started too. `yes` downloads gigabytes unasked.

    Raises:
        TTSError: something cannot be started; the message says what to change.
    """
    set_up_logging()
    settings = with_address(read_settings(), host, port)
    settings = with_wyoming(settings, wyoming, wyoming_key)
    settings = msgspec.structs.replace(settings, open=settings.open or open)
    end_with_parent(settings.drain_s + CHILDREN_END_S)
    replicas = wanted(backends)
    with (
        bound(settings.host, settings.port) as listeners,
        _wyoming_listener(settings) as wyoming_port,
        _flower_listener(settings, flower_port) as flower,
        terminal() as screen,
    ):
        keys = _place_of_keys(settings, listeners)
        if wyoming_port:
            settings = msgspec.structs.replace(settings, keys=keys)
            check_wyoming(settings, str(wyoming_port.getsockname()[0]))
        prepare_asked(list(replicas), screen, may_download=yes)
        with redis_folder() as folder:
            stack = Stack(
                replicas,
                listeners,
                folder,
                screen.step,
                settings.drain_s,
                flower,
                keys,
                wyoming_port,
            )
            asyncio.run(supervise(lambda it: _serve(it, stack, settings.host, screen), screen.line))


def _place_of_keys(settings: Settings, listeners: Sequence[socket.socket]) -> str:
    """Return where the API keys are, "" if none are asked for. A private Redis has none.

    Raises:
        InvalidConfiguration: there is no key, and the address is not this machine's alone.
    """
    address = widest(str(listener.getsockname()[0]) for listener in listeners)
    usual = REDIS if os.environ.get("REDIS_URL") else users_file()
    place = place_of_keys(settings, address, usual)
    if place:
        check_some_key(place, address)
    return place


def _wyoming_listener(
    settings: Settings,
) -> contextlib.AbstractContextManager[socket.socket | None]:
    """Return the bound socket of Wyoming, if it is wanted. Raises InvalidConfiguration."""
    return bind_wyoming(settings) if settings.wyoming else contextlib.nullcontext()


def _flower_listener(
    settings: Settings, port: int | None
) -> contextlib.AbstractContextManager[socket.socket | None]:
    """Return flower's bound socket, if flower is wanted.

    Raises:
        InvalidConfiguration: flower is not installed, a setting is wrong, or the port is in use.
    """
    if port is None:
        return contextlib.nullcontext()
    check_installed()
    checked_auth(settings)
    return bind(settings.host, port, "--flower-port")


async def _serve(supervisor: Supervisor, stack: Stack, host: str, screen: Terminal) -> None:
    flower = stack.flower.getsockname()[1] if stack.flower else None
    try:
        async with publish_reports(supervisor, stack.redis_url):
            failing = await start(stack, supervisor)
            screen.clear()
            greet(host, stack.listeners[0].getsockname()[1], flower, stack.wyoming)
            for child in failing:
                tell(f"Warning: {warning(child)}")
            await asyncio.Event().wait()
    except asyncio.CancelledError:
        screen.step("Stopping; press Ctrl-C again to stop at once.")
        raise


def warning(child: ChildReport) -> str:
    """Return a warning about a worker that does not get ready while others serve."""
    reason = problem(child, socket.gethostname(), serves=False)
    return f"{reason} The other workers serve meanwhile."


def greet(
    host: str, port: int, flower_port: int | None, wyoming: socket.socket | None = None
) -> None:
    """Print what to open; in a JSON log, only the server's addresses."""
    at = address_of(wyoming) if wyoming else ""
    if log_form() is LogForm.JSON:
        tell(f"Voice Server speaks at {url_at(host, port)}.")
        if at:
            tell(f"Home Assistant is served by Wyoming at {at}.")
    else:
        click.echo(welcome(host, port, flower_port, at))


def welcome(host: str, port: int, flower_port: int | None, wyoming: str = "") -> str:
    """Return what to open, and commands that work from the current folder."""
    url = url_at(host, port)
    program = "voice-server" if shutil.which("voice-server") else os.path.relpath(sys.argv[0])
    option = "" if url == DEFAULT_URL else f" --url {url}"
    flower = "" if flower_port is None else FLOWER.format(url=url_at(host, flower_port))
    shown = flower + (WYOMING.format(address=wyoming) if wyoming else "")
    return WELCOME.format(url=url, program=program, option=option, flower=shown)
