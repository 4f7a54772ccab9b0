"""Errors in ElevenLabs' form: {"detail": {"status", "message"}}.

A field that is wrong is told as their web framework does, with status 422:
{"detail": [{"loc": ["body", "text"], "msg": "...", "type": "missing"}]}. Statuses are those of
https://elevenlabs.io/docs/api-reference ("Errors") where they have a word for it, else our codes.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, answer_disconnected, retry_after
from frontend.server.http.faults import request_fault
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.elevenlabs.words import THEIRS, InvalidInput, word_of

Endpoint = Callable[[Request], Awaitable[Response]]


class Detail(msgspec.Struct, frozen=True):
    """What went wrong, in ElevenLabs' form."""

    status: Annotated[str, Meta(description="Which error it is.")]
    message: Annotated[str, Meta(description="A sentence that says what to change.")]


class FieldError(msgspec.Struct, frozen=True):
    """What is wrong with one field."""

    loc: Annotated[tuple[str, ...], Meta(description="Where the field stands.")]
    msg: Annotated[str, Meta(description="What is wrong.")]
    type: Annotated[str, Meta(description="Which kind of mistake it is.")]


class ElevenLabsErrorBody(msgspec.Struct, frozen=True):
    """The body of an error; with status 422 a list, of what is wrong with fields."""

    detail: Annotated[Detail | list[FieldError], Meta(description="What went wrong.")]


def error_response(error: TTSError | Failure) -> Response:
    if isinstance(error, InvalidInput):
        return StructResponse(
            ElevenLabsErrorBody([FieldError(error.loc, error.said, error.kind)]), 422
        )
    body = ElevenLabsErrorBody(Detail(word_of(error), error.message))
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
