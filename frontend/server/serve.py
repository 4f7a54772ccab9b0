"""Runs the frontend alone, in this process, until SIGTERM or SIGINT.

SIGTERM comes from a supervisor: running streams may end first. SIGINT comes from a user who presses
Ctrl-C and waits: running streams get an error at once.
"""

import asyncio
import gc
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from types import FrameType

import msgspec
import uvicorn
from sse_starlette.sse import AppStatus
from starlette.applications import Starlette

from frontend.access.places import check_some_key, place_of_keys, widest
from frontend.access.proxies import trusted_proxies
from frontend.processes.address import bound, url_at, with_address
from frontend.server.composition import create_app
from frontend.server.connections.http import HttpConnection
from frontend.server.connections.limits import Limits, limits_for
from frontend.server.connections.noise import silence
from frontend.server.connections.server import LimitedServer
from frontend.server.connections.websocket import WebSocketConnection
from frontend.server.http.requests import limit_bytes
from frontend.server.http.state import state_in
from frontend.server.stacks import tell_stacks_on_signal
from frontend.server.vendors.wyoming.listening import end_dead_connections, wyoming_listener
from frontend.server.vendors.wyoming.server import WyomingServer
from frontend.settings import Settings, read_settings
from frontend.streaming.speech_service import SpeechService
from tasks.connection.broker import usual_redis
from tasks.process.cancellation import race
from tasks.process.log_form import tell
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent

OPEN_FILES = 65_536
LOADED_AFTER_S = 5.0  # since the start, all that is loaded late
CLOSE_S = 2  # how long connections may take to close once their streams have ended
# For every answer, also those that the protocol writes itself.
HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]


def serve(
    host: str | None,
    port: int | None,
    fds: Sequence[int],
    wyoming_fd: int | None = None,
    *,
    open: bool = False,
) -> None:
    """Serve on the address, or on the sockets that the parent has bound and passed as `fds`.

    Raises:
        InvalidConfiguration: a setting is wrong, the address is not available, or it is not
            this machine's alone and there is no API key.
    """
    end_with_parent()
    set_up_logging()
    settings = with_address(read_settings(), host, port)
    settings = msgspec.structs.replace(settings, open=settings.open or open)
    if fds:
        listeners = [socket.socket(fileno=fd) for fd in fds]
        settings = _with_keys(settings, listeners)
        _run(settings, listeners, wyoming_listener(settings, wyoming_fd))
        return
    with bound(settings.host, settings.port) as listeners:
        settings = _with_keys(settings, listeners)
        wyoming = wyoming_listener(settings, wyoming_fd)
        url = url_at(settings.host, listeners[0].getsockname()[1])
        tell(f"Serving on {url}; Ctrl-C ends it.")
        if note := usual_redis():
            tell(note)
        _run(settings, listeners, wyoming)


def _with_keys(settings: Settings, listeners: Sequence[socket.socket]) -> Settings:
    """Return the settings with the place of the keys that are asked for, "" if none are."""
    address = widest(str(listener.getsockname()[0]) for listener in listeners)
    place = place_of_keys(settings, address)
    if place:
        check_some_key(place, address)
    return msgspec.structs.replace(settings, keys=place)


class Server(LimitedServer):
    """Drains running streams before it ends; those that take too long get an error.

    Meanwhile it accepts connections, to refuse new streams and to answer monitoring.
    """

    def __init__(
        self,
        app: Starlette,
        settings: Settings,
        limits: Limits,
        wyoming: socket.socket | None = None,
    ) -> None:
        super().__init__(_config(app, settings), limits)
        self._app = app
        self._wyoming = WyomingServer(wyoming) if wyoming else None
        self._drain_s = settings.drain_s
        self._skip_drain = asyncio.Event()
        AppStatus.enable_automatic_graceful_drain = False  # it would cut streams off at the signal

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        tell_stacks_on_signal()
        await super().startup(sockets)
        if self._wyoming and self.started:
            await self._wyoming.open(state_in(self._app))
        # What is loaded by then stays. A collection that looks at all of it again would hold up
        # every stream of the process, for 0.1 s and more.
        asyncio.get_running_loop().call_later(LOADED_AFTER_S, gc.freeze)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down; SIGINT, and any second signal, skips the draining."""
        only_skips_drain = self.should_exit and not self._skip_drain.is_set()
        if self.should_exit or sig == signal.SIGINT:
            asyncio.get_running_loop().call_soon_threadsafe(self._skip_drain.set)
        if not only_skips_drain:
            super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        state = state_in(self._app)
        state.speech_service.refuse()
        if self._wyoming:
            await self._wyoming.refuse()
        # Beside the streams: another frontend takes the jobs over, and a storage may hang.
        leaving = asyncio.create_task(state.jobs.leave())
        await self._drain(state.speech_service)
        await state.speech_service.end()
        await leaving
        if self._wyoming:
            await self._wyoming.close()
        AppStatus.should_exit = True  # for events that are not speech
        await super().shutdown(sockets)

    async def _drain(self, speech_service: SpeechService) -> None:
        """Wait for the running streams, up to `drain_s`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain_s):
                await race(speech_service.drained(), self._skip_drain.wait())


def _run(
    settings: Settings, listeners: Sequence[socket.socket], wyoming: socket.socket | None
) -> None:
    limits = limits_for(settings, _allow_many_files())
    for listener in listeners:
        end_dead_connections(listener, settings)
    silence()
    server = Server(create_app(settings), settings, limits, wyoming)
    with ExitStack() as closing, suppress(KeyboardInterrupt):
        # The interrupt is raised again by uvicorn after a clean end.
        for listener in listeners:
            closing.enter_context(listener)
        server.run(sockets=[*listeners])
    if not server.started:
        sys.exit(1)


def _allow_many_files() -> int:
    """Raise the number of open files as far as the system allows, and return it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    return max(soft, wanted)


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=HttpConnection,
        ws=WebSocketConnection,
        ws_per_message_deflate=False,  # makes sending ten times slower, and audio does not shrink
        lifespan="on",
        forwarded_allow_ips=trusted_proxies(settings.trusted_proxies),
        access_log=False,
        log_config=None,  # tasks/process/logs.py has set it up
        log_level="warning",
        server_header=False,
        headers=HEADERS,
        ws_ping_timeout=None,  # a pong waits behind audio that a slow client has not read yet
        ws_max_size=limit_bytes(settings.max_text_chars),
        timeout_graceful_shutdown=CLOSE_S,
    )
