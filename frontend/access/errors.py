"""The errors of requests without the right API key."""

from backend_queues.errors import TTSError


class InvalidKey(TTSError):
    """The request carries no API key, or one that does not count."""

    code = "invalid_key"


class MissingScope(TTSError):
    """The API key does not allow this."""

    code = "missing_scope"


class TooManyRequests(TTSError):
    """Too many requests of this kind come from this address, or with this key."""

    code = "too_many_requests"
    retryable = True

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class KeysUnavailable(TTSError):
    """The API keys cannot be read, so nobody can be let in."""

    code = "keys_unavailable"
    retryable = True
    public = "The server cannot read its API keys now. Try again."
