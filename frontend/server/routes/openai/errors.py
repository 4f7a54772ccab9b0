"""Errors in OpenAI's form: {"error": {"message", "type", "param", "code"}}."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import (
    InvalidOption,
    NothingToSpeak,
    NoWorker,
    TextTooLong,
    TTSError,
    UnknownModel,
    UnknownVoice,
    VoiceUnusable,
)
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, answer_disconnected, retry_after
from frontend.server.http.faults import request_fault
from frontend.server.http.typed import StructResponse
from frontend.server.messages.openai import InvalidField, OpenAIError, OpenAIErrorBody

Endpoint = Callable[[Request], Awaitable[Response]]

# The field at fault, by error code; an InvalidField names its own.
PARAMS = {
    UnknownModel.code: "model",
    NoWorker.code: "model",
    UnknownVoice.code: "voice",
    VoiceUnusable.code: "voice",
    InvalidOption.code: "options",
    TextTooLong.code: "input",
    NothingToSpeak.code: "input",
}


def describe(error: TTSError | Failure) -> OpenAIError:
    param = error.param if isinstance(error, InvalidField) else PARAMS.get(error.code)
    return OpenAIError(error.message, _type(_status(error)), param, error.code)


def error_response(error: TTSError | Failure) -> Response:
    return StructResponse(OpenAIErrorBody(describe(error)), _status(error), retry_after(error))


class OpenAIRoute(Route):
    """A route whose errors have OpenAI's form, including those for a wrong method."""

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
    code = error.detail.lower().replace(" ", "_")
    described = OpenAIError(error.detail, _type(error.status_code), None, code)
    return StructResponse(OpenAIErrorBody(described), error.status_code, error.headers)


async def _answer_fault(request: Request, error: Exception) -> Response:
    return error_response(request_fault(request, error))


def _status(error: TTSError | Failure) -> int:
    return STATUS.get(error.code, 500)


def _type(status: int) -> str:
    return "invalid_request_error" if status < 500 else "server_error"
