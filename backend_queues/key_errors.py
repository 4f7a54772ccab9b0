"""Errors of requests with an Idempotency-Key."""

from backend_queues.errors import TTSError


class KeyReused(TTSError):
    """The Idempotency-Key came with another request before."""

    code = "idempotency_key_reused"


class StillBeginning(TTSError):
    """The first request with the Idempotency-Key has not begun to be spoken yet."""

    code = "still_beginning"
    retryable = True
