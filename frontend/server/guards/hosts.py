"""Which names the server answers to, so that no page can make its own name mean this machine.

A page of a foreign site may have its name point at 127.0.0.1 or at an address of the local network
(DNS rebinding); to the browser the server is then part of that site. It still sends the name as
Host. So the server answers to names that nobody far away can own, and to those it is told of.
"""

import re
import socket
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from backend_queues.errors import shown
from backend_queues.request_errors import WrongHost
from frontend.server.guards.refusal import refuse
from frontend.settings import listed

ANY = "*"
# Top-level domains that are never part of the public DNS (RFC 6761, 6762, 8375; ICANN 2024).
LOCAL = (".localhost", ".local", ".home.arpa", ".internal")
BRACKETED = re.compile(r"\[([^\]]*)\](?::\d*)?", re.DOTALL)  # [::1]:8000
WITH_PORT = re.compile(r"(.+):\d*", re.DOTALL)  # no digits need follow (RFC 3986, 3.2.3)
ONE_LABEL = re.compile(r"[a-z0-9_-]+", re.ASCII)
# Load balancers ask these under names of their own; the answer holds nothing of any text.
PROBED = ("/health", "/ready")


class Hosts:
    """Refuses requests and WebSockets whose Host is a foreign name: 421."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)
        self._admits = lru_cache(maxsize=256)(self._is_ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] in PROBED:
            return await self._app(scope, receive, send)
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) > 1 or (hosts and not self._admits(hosts[0])):
            return await refuse(_wrong(b", ".join(hosts)), scope, receive, send)
        return await self._app(scope, receive, send)

    def _is_ours(self, host: bytes) -> bool:
        name = name_of(host.decode("latin-1"))
        return ANY in self._names or is_local(name) or self._is_listed(name)

    def _is_listed(self, name: str) -> bool:
        """An entry that begins with a dot stands for every name below it."""
        above = (name[place:] for place, letter in enumerate(name) if letter == ".")
        return name in self._names or not self._names.isdisjoint(above)


def server_names(bound: str, setting: str) -> list[str]:
    """Return the names beside the local ones: of the address, of this machine, and of a setting."""
    return [bound, socket.gethostname(), *listed(setting)]


def name_of(host: str) -> str:
    """Return a Host header's name, without port, brackets and a final dot."""
    if bracketed := BRACKETED.fullmatch(host):
        return bracketed[1].lower()
    named = WITH_PORT.fullmatch(host)
    return (named[1] if named else host).removesuffix(".").lower()


def is_local(name: str) -> bool:
    """Tell whether no site of the internet can have this name.

    An address stands for itself: a browser sends it only where a page was opened by it.
    """
    if ONE_LABEL.fullmatch(name):
        return True
    return name.endswith(LOCAL) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _wrong(host: bytes) -> WrongHost:
    return WrongHost(
        f"This server does not answer to the name {shown(host.decode('latin-1'))}. If it is the "
        "server's, add it to VOICE_SERVER_HOSTS."
    )
