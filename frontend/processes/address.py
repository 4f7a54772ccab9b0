"""The addresses the frontend listens on.

A name may have several, as `localhost` has one of IPv4 and one of IPv6, and which of them a client
tries is up to that client: so all are listened on.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.settings import Settings

HIGHEST_PORT = 65_535
ANY_IPV4 = "0.0.0.0"  # nosec B104
# What a browser on this machine reaches as localhost.
LOCALHOST = ("127.0.0.1", "::1")  # whatever the resolver says: some leave one of them out
EVERYWHERE = ("", ANY_IPV4, "::", "localhost", *LOCALHOST)
MISSING = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)  # of a family that the system does not have
TRIES = 10  # to find a port that is free on every address

_Address = tuple[socket.AddressFamily, tuple[Any, ...]]


def with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    """Return the settings with the address of the command line, if it gives one."""
    given = {"host": host, "port": port}
    return msgspec.structs.replace(
        settings, **{name: value for name, value in given.items() if value is not None}
    )


def bind(host: str, port: int, port_option: str = "--port") -> socket.socket:
    """Return a socket bound to the first address of a name; port 0 picks a free one.

    It does not listen yet, so clients are refused until the server is there. `port_option` is the
    command line's option for the port.

    Raises:
        InvalidConfiguration: the address is in use, or not one of this machine's.
    """
    try:
        return _bound(_addresses_of(host)[0], port, alone=True)
    except OSError as error:
        raise InvalidConfiguration(_sentence(host, port, port_option, error)) from error


@contextmanager
def bound(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Bind a socket to each address of a name, of one port, until the block ends.

    Raises:
        InvalidConfiguration: as `bind`.
    """
    with ExitStack() as closing:
        try:
            listeners = _bind_all(host, port)
        except OSError as error:
            raise InvalidConfiguration(_sentence(host, port, "--port", error)) from error
        for listener in listeners:
            closing.enter_context(listener)
        yield listeners


def _bind_all(host: str, port: int) -> list[socket.socket]:
    for _ in range(TRIES - 1 if port == 0 else 0):
        try:
            return _bind_each(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return _bind_each(host, port)


def _bind_each(host: str, port: int) -> list[socket.socket]:
    first, *others = _addresses_of(host)
    with ExitStack() as failing:
        listeners = [failing.enter_context(_bound(first, port, alone=not others))]
        port = listeners[0].getsockname()[1]
        for address in others:
            try:
                listeners.append(failing.enter_context(_bound(address, port)))
            except OSError as error:
                if error.errno not in MISSING:
                    raise
        failing.pop_all()
    return listeners


def _addresses_of(host: str) -> list[_Address]:
    """Return the family and address of each socket that the name stands for."""
    names = LOCALHOST if host == "localhost" else (host,)
    try:
        found = [
            (family, address)
            for name in names
            for family, _, _, _, address in socket.getaddrinfo(
                name, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
        ]
    except UnicodeError as error:  # before anybody is asked, such as of a..b
        raise OSError(errno.EINVAL, "no host has such a name") from error
    return list(dict.fromkeys(found))


def _bound(address: _Address, port: int, *, alone: bool = False) -> socket.socket:
    """Return a socket that is bound there; `alone`, one of IPv6 may stand for IPv4 too."""
    family, (host, _, *rest) = address
    with ExitStack() as failing:
        listener = failing.enter_context(socket.socket(family, socket.SOCK_STREAM))
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and not alone:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port, *rest))
        failing.pop_all()
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
