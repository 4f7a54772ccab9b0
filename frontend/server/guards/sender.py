"""What sent a request, as far as its headers tell: a page, and of which site, or a program.

Browsers set these fields themselves, and no page can change them:

    Sec-Fetch-Site   to https and localhost: whether the page is of the same origin
    Origin           with each WebSocket, CORS request and method but GET and HEAD
    Referer          with the rest, unless the page suppresses it
    Accept-Language  always

A WebSocket or a change without Origin has therefore been sent by a program. Of a plain GET over
http to another machine, a browser may tell nothing but that it is one.
"""

from collections.abc import Collection, Mapping
from enum import Enum, auto
from urllib.parse import urlsplit

from starlette.types import Scope

ANY = "*"
FIELDS = frozenset(
    (
        b"host",
        b"origin",
        b"sec-fetch-site",
        b"referer",
        b"user-agent",
        b"accept-language",
        b"upgrade-insecure-requests",
    )
)
DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}

Fields = Mapping[bytes, str]


class Sender(Enum):
    PROGRAM = auto()
    OWN_PAGE = auto()  # also an address that a person has typed
    ALLOWED_PAGE = auto()
    FOREIGN_PAGE = auto()
    UNKNOWN_PAGE = auto()


def fields_of(scope: Scope) -> Fields:
    """Return the fields that tell something of the sender."""
    return {name: value.decode("latin-1") for name, value in scope["headers"] if name in FIELDS}


def sender_of(fields: Fields, allowed: Collection[str]) -> Sender:
    """Find out what has sent a request with these fields; `allowed` has origins, or *."""
    site = fields.get(b"sec-fetch-site")
    origin = fields.get(b"origin") or _origin_of(fields.get(b"referer", ""))
    if site in ("same-origin", "none"):
        return Sender.OWN_PAGE
    if origin and (origin in allowed or ANY in allowed):
        return Sender.ALLOWED_PAGE
    if site:
        return Sender.FOREIGN_PAGE
    if origin:
        is_own = _is_at(origin, fields.get(b"host", ""))
        return Sender.OWN_PAGE if is_own else Sender.FOREIGN_PAGE
    return Sender.UNKNOWN_PAGE if _is_browser(fields) else Sender.PROGRAM


def is_navigation(fields: Fields) -> bool:
    """Tell whether a browser opens what is asked for as a page, as it does with a typed address."""
    return fields.get(b"upgrade-insecure-requests") == "1"


def _is_browser(fields: Fields) -> bool:
    """Some programs call themselves Mozilla too, but do not choose a language."""
    return b"accept-language" in fields and fields.get(b"user-agent", "").startswith("Mozilla/")


def _origin_of(referer: str) -> str:
    scheme, separator, rest = referer.partition("://")
    return f"{scheme}{separator}{rest.partition('/')[0]}" if separator else ""


def _is_at(origin: str, host: str) -> bool:
    """Compare names and ports; a proxy may have turned https into http."""
    try:
        ours, theirs = urlsplit(f"//{host}"), urlsplit(origin)
        default = DEFAULT_PORTS.get(theirs.scheme)
        same_port = (ours.port or default) == (theirs.port or default)
        return bool(ours.hostname) and ours.hostname == theirs.hostname and same_port
    except ValueError:  # not a port, or half of an IPv6 address
        return False
