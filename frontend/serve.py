"""Runs the frontend alone, in this process, until SIGINT or SIGTERM."""

import resource
import socket
import sys
from contextlib import suppress

import uvicorn

from frontend.address import bind, url_at, with_address
from frontend.app import create_app
from frontend.routes.requests import limit_bytes
from frontend.settings import Settings, read_settings
from frontend.speaker import Speaker
from tasks.lifeline import end_with_parent
from tasks.log_form import tell
from tasks.logs import set_up_logging

OPEN_FILES = 65_536
DRAIN_S = 2  # how long streams may go on after SIGTERM; below the supervisor's grace


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
    """Tells the clients of running streams that the server ends, while it can still be told."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        speaker: Speaker = self.config.app.state.speaker  # type: ignore[union-attr]
        await speaker.end()
        await super().shutdown(sockets)


def _run(settings: Settings, listener: socket.socket) -> None:
    _allow_many_connections()
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # accepted connections have it from the listener
        timeout_ms = round(settings.send_timeout_s * 1000)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, timeout_ms)
    server = Server(_config(settings))
    with listener, suppress(KeyboardInterrupt):  # raised again by uvicorn after a clean end
        server.run(sockets=[listener])
    if not server.started:
        sys.exit(1)


def _allow_many_connections() -> None:
    """Raise the number of open files as far as the system allows; each client is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _config(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(settings),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # costs ten times the sending, and speech does not shrink
        lifespan="on",
        access_log=False,
        log_config=None,  # as all else that is logged, see tasks/logs.py
        log_level="warning",
        ws_ping_timeout=None,  # the answer stands behind audio that a slow listener has not taken
        ws_max_size=limit_bytes(settings.max_text_chars),
        timeout_graceful_shutdown=DRAIN_S,
    )
