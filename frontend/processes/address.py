"""The address the frontend listens on."""

import errno
import socket

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.settings import Settings

HIGHEST_PORT = 65_535
ANY_IPV4 = "0.0.0.0"  # nosec B104
# What a browser on this machine reaches as localhost.
EVERYWHERE = ("", ANY_IPV4, "::", "127.0.0.1", "::1")


def with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """Return the settings with the address of the command line, if it gives one."""
    given = {"host": host, "port": port}
    return msgspec.structs.replace(
        settings, **{name: value for name, value in given.items() if value is not None}
    )


def bind(host: str, port: int, port_option: str = "--port") -> socket.socket:
    """Return a socket bound to the address; port 0 picks a free one.

    It does not listen yet, so clients are refused until the server is there. `port_option` is the
    command line's option for the port.

    Raises:
        InvalidConfiguration: the address is in use, or not one of this machine's.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise InvalidConfiguration(_sentence(host, port, port_option, error)) from error
    return listener


def read_address(text: str, host: str, port: int) -> tuple[str, int]:
    """Read HOST:PORT, or one of the two; what is missing is as given.

    Raises:
        InvalidConfiguration: it is neither.
    """
    before, colon, after = text.rpartition(":")
    if not colon and text.isdecimal():
        before, after = "", text
    elif not colon or after.endswith("]") or (":" in before and not before.startswith("[")):
        before, after = text, ""  # a host alone, which may be an IPv6 address
    if after and not (after.isdecimal() and int(after) <= HIGHEST_PORT):
        raise InvalidConfiguration(
            f"{text} is not an address to listen on: write HOST:PORT, such as {host}:{port}."
        )
    return before.strip("[]") or host, int(after) if after else port


def url_at(host: str, port: int) -> str:
    """Return the URL to open on this machine."""
    if host in EVERYWHERE:
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _sentence(host: str, port: int, option: str, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use on {host}: choose another with {option}, or free it."
    reason = error.strerror or str(error)
    return f"Cannot listen on {host}, port {port} ({reason}): choose with --host and {option}."
