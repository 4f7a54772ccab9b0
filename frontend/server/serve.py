"""Runs the frontend alone, in this process, until SIGTERM or SIGINT.

SIGTERM is how a supervisor ends it: streams under way may end first. SIGINT is a user who presses
Ctrl-C and waits; their streams are told at once.
"""

import asyncio
import logging
import resource
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

import uvicorn
from sse_starlette.sse import AppStatus
from starlette.applications import Starlette

from frontend.processes.address import bind, url_at, with_address
from frontend.server.app import create_app
from frontend.server.http.requests import limit_bytes
from frontend.server.http.state import state_in
from frontend.settings import Settings, read_settings
from frontend.streaming.speech_service import SpeechService
from tasks.process.cancellation import race
from tasks.process.log_form import tell
from tasks.process.logs import set_up_logging
from tasks.process.parent_watchdog import end_with_parent

OPEN_FILES = 65_536
CLOSE_S = 2  # how long connections may take to close once their streams have been told
BROKEN_OFF = "ASGI callable returned without completing response."


def serve(host: str | None, port: int | None, fd: int | None) -> None:
    """Serve on the address, or on the socket that the parent has bound and passed as `fd`.

    Raises:
        InvalidConfiguration: a setting is wrong, or the address cannot be had.
    """
    end_with_parent()
    set_up_logging()
    settings = with_address(read_settings(), host, port)
    if fd is not None:
        _run(settings, socket.socket(fileno=fd))
        return
    listener = bind(settings.host, settings.port)
    url = url_at(settings.host, listener.getsockname()[1])
    tell(f"Serving on {url}; Ctrl-C ends it.")
    _run(settings, listener)


class Server(uvicorn.Server):
    """Lets running streams end before it does, and tells those that go on for too long.

    Until then it takes connections, to say that it ends, and to answer who watches it.
    """

    def __init__(self, app: Starlette, settings: Settings) -> None:
        super().__init__(_config(app, settings))
        self._app = app
        self._drain_s = settings.drain_s
        self._hurried = asyncio.Event()
        AppStatus.enable_automatic_graceful_drain = False  # it would cut events off at the signal

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End; SIGINT, and any second signal, ends without waiting for streams."""
        only_hurries = self.should_exit and not self._hurried.is_set()
        if self.should_exit or sig == signal.SIGINT:
            asyncio.get_running_loop().call_soon_threadsafe(self._hurried.set)
        if not only_hurries:
            super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        state = state_in(self._app)
        await state.jobs.leave()  # first, so that another frontend has them while streams end here
        await self._drain(state.speech_service)
        await state.speech_service.end()
        AppStatus.should_exit = True  # for events that are not an utterance's
        await super().shutdown(sockets)

    async def _drain(self, speech_service: SpeechService) -> None:
        """Take no more text, and wait until nothing is spoken, but for `drain_s` at the most."""
        speech_service.refuse()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain_s):
                await race(speech_service.drained(), self._hurried.wait())


def _run(settings: Settings, listener: socket.socket) -> None:
    _allow_many_connections()
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # accepted connections have it from the listener
        timeout_ms = round(settings.send_timeout_s * 1000)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, timeout_ms)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    server = Server(create_app(settings), settings)
    with listener, suppress(KeyboardInterrupt):  # raised again by uvicorn after a clean end
        server.run(sockets=[listener])
    if not server.started:
        sys.exit(1)


def _is_news(record: logging.LogRecord) -> bool:
    """An audio body that fails is broken off on purpose, and has said why."""
    return record.getMessage() != BROKEN_OFF


def _allow_many_connections() -> None:
    """Raise the number of open files as far as the system allows; each client is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # costs ten times the sending, and speech does not shrink
        lifespan="on",
        access_log=False,
        log_config=None,  # as all else that is logged, see tasks/process/logs.py
        log_level="warning",
        ws_ping_timeout=None,  # the answer stands behind audio that a slow listener has not taken
        ws_max_size=limit_bytes(settings.max_text_chars),
        timeout_graceful_shutdown=CLOSE_S,
    )
