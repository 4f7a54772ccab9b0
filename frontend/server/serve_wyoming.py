"""Runs the port of Wyoming alone, in this process, until SIGTERM or SIGINT; as serve.py does."""

import asyncio
import signal
import socket
from contextlib import AsyncExitStack

import msgspec
import uvloop

from backend_queues.registry import registry
from frontend.access.places import place_of_keys
from frontend.processes.wyoming import HOST, PORT, address_of, with_wyoming
from frontend.server.composition import Frontend
from frontend.server.vendors.wyoming.listening import wyoming_listener
from frontend.server.vendors.wyoming.server import WyomingServer
from frontend.settings import Settings, read_settings
from frontend.telemetry.setup import open_traces
from tasks.process.cancellation import race
from tasks.process.log_form import tell
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent


def serve_wyoming(
    host: str | None, port: int | None, key: str | None, *, open: bool = False
) -> None:
    """Serve until a signal.

    Raises:
        InvalidConfiguration: a setting is wrong, the address is not available, or the port lets in
            more than the operator has said.
    """
    end_with_parent()
    set_up_logging()
    listener, settings = _listener(read_settings(), host, port, key, open=open)
    tell(f"Serving Wyoming at {address_of(listener)}; Ctrl-C ends it.")
    with listener:
        uvloop.run(_serve(settings, listener))


def _listener(
    settings: Settings, host: str | None, port: int | None, key: str | None, *, open: bool
) -> tuple[socket.socket, Settings]:
    """Return the bound socket, and the settings with what the command line says."""
    address = settings.wyoming or str(PORT)
    if host is not None or port is not None:
        address = f"[{host or HOST}]:{PORT if port is None else port}"
    settings = with_wyoming(settings, address, key)
    settings = msgspec.structs.replace(settings, open=settings.open or open)
    keys = place_of_keys(settings, HOST)  # the address is looked at with the port's own rule
    settings = msgspec.structs.replace(settings, keys=keys)
    listener = wyoming_listener(settings)
    assert listener
    return listener, settings


async def _serve(settings: Settings, listener: socket.socket) -> None:
    ended, hurried = _signals()
    async with AsyncExitStack() as closing:
        frontend = Frontend(settings, registry(), open_traces())
        await frontend.run(closing, with_jobs=False)
        port = WyomingServer(listener)
        await port.open(frontend.state)
        closing.push_async_callback(port.close)
        await ended.wait()
        service = frontend.state.speech_service
        service.refuse()
        await port.refuse()
        await race(service.drained(settings.drain_s), hurried.wait())
        await service.end()


def _signals() -> tuple[asyncio.Event, asyncio.Event]:
    """Return what the first signal sets; and what SIGINT, or a second signal, sets too."""
    ended, hurried = asyncio.Event(), asyncio.Event()

    def end(received: signal.Signals) -> None:
        if ended.is_set() or received == signal.SIGINT:
            hurried.set()
        ended.set()

    loop = asyncio.get_running_loop()
    for received in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(received, end, received)
    return ended, hurried
