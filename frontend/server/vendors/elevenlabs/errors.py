"""Errors in ElevenLabs' form: {"detail": {"status", "message"}}.

A field that is wrong is told as their web framework does, with status 422:
{"detail": [{"loc": ["body", "text"], "msg": "...", "type": "missing"}]}. Statuses are those of
https://elevenlabs.io/docs/api-reference ("Errors") where they have a word for it, else our codes.
"""

import re
from collections.abc import Awaitable, Callable, Sequence

import msgspec
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import (
    BodyTooLarge,
    InvalidRequest,
    Overloaded,
    TextTooLong,
    TTSError,
    UnknownModel,
    UnknownVoice,
)
from frontend.access.errors import InvalidKey, MissingScope, TooManyRequests
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, answer_disconnected, retry_after
from frontend.server.http.faults import request_fault
from frontend.server.http.typed import StructResponse

Endpoint = Callable[[Request], Awaitable[Response]]

# Their word for an error, and their status of HTTP.
THEIRS = {
    InvalidKey.code: ("invalid_api_key", 401),
    MissingScope.code: ("missing_permissions", 401),
    UnknownVoice.code: ("voice_not_found", 404),
    UnknownModel.code: ("model_not_found", 404),
    TextTooLong.code: ("max_character_limit_exceeded", 400),
    BodyTooLarge.code: ("max_character_limit_exceeded", 400),
    TooManyRequests.code: ("too_many_concurrent_requests", 429),
    Overloaded.code: ("system_busy", 429),
}
_PATH = re.compile(r"`\$\.?([^`]{0,200})`")
_NAME = re.compile(r"[^.\[\]]+")
_MISSING = re.compile(r"missing required field `([^`]{1,100})`")


class InvalidInput(InvalidRequest):
    """A field of a request to ElevenLabs' routes is wrong; `loc` says where it stands."""

    def __init__(self, loc: Sequence[str], message: str, kind: str) -> None:
        super().__init__(f"{'.'.join(loc)}: {message}")
        self.loc = tuple(loc)
        self.said = message
        self.kind = kind

    @classmethod
    def of(cls, place: str, error: msgspec.ValidationError) -> "InvalidInput":
        """Return what msgspec has found in the body or the query."""
        text = str(error)
        found = _PATH.search(text)
        loc = [place, *(_NAME.findall(found[1]) if found else ())]
        if missing := _MISSING.search(text):
            return cls([*loc, missing[1]], "Field required", "missing")
        return cls(loc, text, "value_error")


class Detail(msgspec.Struct, frozen=True):
    """What went wrong, in ElevenLabs' form."""

    status: str
    message: str


class ErrorBody(msgspec.Struct, frozen=True):
    """The body of an error."""

    detail: Detail


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field."""

    loc: tuple[str, ...]
    msg: str
    type: str


class FieldErrors(msgspec.Struct, frozen=True):
    """The body of an error about fields."""

    detail: list[FieldError]


def status_of(error: TTSError | Failure) -> str:
    """Return their word for an error."""
    return THEIRS[error.code][0] if error.code in THEIRS else error.code


def error_response(error: TTSError | Failure) -> Response:
    if isinstance(error, InvalidInput):
        return StructResponse(FieldErrors([FieldError(error.loc, error.said, error.kind)]), 422)
    body = ErrorBody(Detail(status_of(error), error.message))
    _, status = THEIRS.get(error.code, ("", STATUS.get(error.code, 500)))
    return StructResponse(body, status, retry_after(error))


class ElevenLabsRoute(Route):
    """A route whose errors have ElevenLabs' form, including those for a wrong method."""

    def __init__(self, path: str, endpoint: Endpoint, methods: Sequence[str]) -> None:
        super().__init__(path, endpoint, methods=list(methods))
        self._answered = ExceptionMiddleware(
            super().handle,
            handlers={
                TTSError: _answer_tts_error,
                HTTPException: _answer_http_error,
                ClientDisconnect: answer_disconnected,
                Exception: _answer_fault,
            },
        )

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answered(scope, receive, send)


async def _answer_tts_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, TTSError)
    return error_response(error)


async def _answer_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"detail": error.detail}, error.status_code, error.headers)


async def _answer_fault(request: Request, error: Exception) -> Response:
    return error_response(request_fault(request, error))
