"""The port of Wyoming: where it is, and its socket. Who may use it is in `access`."""

import socket

import msgspec

from frontend.processes.address import bind, read_address
from frontend.settings import Settings

PORT = 10_200  # where Home Assistant's users expect text-to-speech
HOST = "127.0.0.1"


def with_wyoming(settings: Settings, address: str | None, key: str | None) -> Settings:
    """Return the settings with what the command line says of the port, if it says anything."""
    given = {"wyoming": address, "wyoming_key": key}
    return msgspec.structs.replace(
        settings, **{name: value for name, value in given.items() if value is not None}
    )


def bind_wyoming(settings: Settings) -> socket.socket:
    """Return the bound socket, which does not listen yet.

    Raises:
        InvalidConfiguration: the setting is no address, or cannot be listened on.
    """
    host, port = read_address(settings.wyoming, HOST, PORT)
    return bind(host, port, "--wyoming")


def address_of(listener: socket.socket) -> str:
    """Return HOST:PORT, as it is shown."""
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
