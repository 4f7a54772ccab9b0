"""The socket of the Wyoming port, before anybody serves it."""

import socket

from frontend.access.keyless import check_wyoming
from frontend.processes.wyoming import bind_wyoming
from frontend.settings import Settings


def wyoming_listener(settings: Settings, fd: int | None = None) -> socket.socket | None:
    """Return the bound socket, or None if the settings want none. Blocks.

    Args:
        settings: with the place of the API keys, "" if none are asked for.
        fd: a socket that the parent has bound.

    Raises:
        InvalidConfiguration: the address is wrong or in use, or lets in more than was said.
    """
    if fd is None and not settings.wyoming:
        return None
    listener = bind_wyoming(settings) if fd is None else socket.socket(fileno=fd)
    check_wyoming(settings, str(listener.getsockname()[0]))
    end_dead_connections(listener, settings)
    return listener


def end_dead_connections(listener: socket.socket, settings: Settings) -> None:
    """Let the kernel end a connection whose other end takes nothing; those accepted inherit it."""
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        timeout_ms = round(settings.send_timeout_s * 1000)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, timeout_ms)
