"""Errors of requests that are refused before they are read."""

from backend_queues.errors import TTSError


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
