"""Errors of requests that are refused before they are read."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from backend_queues.errors import TTSError, shown


class Unserved(TTSError):
    """No route serves the request as it is; `headers` of HTTP tell a program what to do."""

    headers: Mapping[str, str] = MappingProxyType({})


class UnknownPath(Unserved):
    """There is no such path."""

    code = "not_found"


class WrongMethod(Unserved):
    """The path has no such method."""

    code = "method_not_allowed"

    def __init__(self, method: str, path: str, allowed: Sequence[str]) -> None:
        *others, last = allowed
        listed = f"{', '.join(others)} or {last}" if others else last
        super().__init__(f"{shown(path)} cannot be asked with {shown(method)}: send {listed}.")
        self.headers = {"Allow": ", ".join(allowed)}


class UpgradeRequired(Unserved):
    """The path is a WebSocket."""

    code = "upgrade_required"
    headers = MappingProxyType({"Upgrade": "websocket"})


class WrongHost(TTSError):
    """The request is for a name that is not the server's."""

    code = "wrong_host"


class UnsupportedMediaType(TTSError):
    """The body is of a kind that the endpoint does not take."""

    code = "unsupported_media_type"


class HeaderTooLarge(TTSError):
    """The header of a request is over its limit."""

    code = "header_too_large"


class RequestTooSlow(TTSError):
    """A request has not come within its time limit."""

    code = "request_too_slow"


class TooManyConnections(TTSError):
    """As many clients are connected as the settings allow."""

    code = "too_many_connections"
    retryable = True


class KeyReused(TTSError):
    """The Idempotency-Key came with another request before."""

    code = "idempotency_key_reused"


class StillBeginning(TTSError):
    """The first request with the Idempotency-Key has not begun to be spoken yet."""

    code = "still_beginning"
    retryable = True
