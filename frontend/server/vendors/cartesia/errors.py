"""Errors in Cartesia's form: {"error_code", "title", "message", "request_id"}."""

import uuid

from msgspec import UNSET
from starlette.responses import Response

from backend_queues.errors import TTSError, UnknownBackend, UnknownModel, UnknownVoice
from frontend.access.errors import TooManyRequests
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, retry_after
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.cartesia.messages import CartesiaErrorBody, CartesiaErrorMessage

# Where Cartesia has another word for it.
CODES = {
    UnknownVoice.code: "voice_not_found",
    UnknownModel.code: "model_not_found",
    UnknownBackend.code: "model_not_found",
    TooManyRequests.code: "concurrency_limited",
}
TITLES = {
    400: "Invalid request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    413: "Request too large",
    415: "Unsupported media type",
    422: "Unprocessable request",
    429: "Too many concurrent requests",
    503: "Service unavailable",
}


def error_body(error: TTSError | Failure) -> CartesiaErrorBody:
    return described(error.code, error.message, status_of(error))


def described(code: str, message: str, status: int) -> CartesiaErrorBody:
    """Return the error with that status, under a new id."""
    title = TITLES.get(status, "Internal server error" if status >= 500 else "Invalid request")
    return CartesiaErrorBody(CODES.get(code, code), title, message, str(uuid.uuid4()))


def error_response(error: TTSError | Failure) -> Response:
    return StructResponse(error_body(error), status_of(error), retry_after(error))


def error_message(error: TTSError | Failure, context_id: str = "") -> CartesiaErrorMessage:
    """Return the error as an event; without a context, it is the whole request's or socket's."""
    body = error_body(error)
    return CartesiaErrorMessage(
        title=body.title,
        message=body.message,
        error_code=body.error_code,
        status_code=status_of(error),
        request_id=body.request_id,
        done=True,
        context_id=context_id or UNSET,
    )


def status_of(error: TTSError | Failure) -> int:
    return STATUS.get(error.code, 500)
