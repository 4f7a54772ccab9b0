"""Errors in the form of Azure's gateway, with the statuses that its clients know.

{"error": {"code": "401", "message": ..., "innererror": {"code": "invalid_api_key"}}}
"""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.protocol.events import Failure
from frontend.server.http.errors import STATUS, answer_disconnected, retry_after
from frontend.server.http.faults import request_fault
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.azure.messages import AzureError, AzureErrorBody, InnerError

# The documented ones, and 403 for a key that may not speak.
KNOWN = (400, 401, 403, 415, 429, 503)
BAD_REQUEST, BAD_GATEWAY = 400, 502


def azure_status(status: int) -> int:
    """Return the status that Azure has for what is another one here."""
    if status in KNOWN:
        return status
    return BAD_REQUEST if status < 500 else BAD_GATEWAY


def error_response(error: TTSError | Failure) -> Response:
    status = azure_status(STATUS.get(error.code, 500))
    return _response(status, error.code, error.message, retry_after(error))


class AzureRoute(Route):
    """A route whose errors have Azure's form, including those for a wrong method."""

    def __init__(
        self, path: str, endpoint: Callable[[Request], Awaitable[Response]], method: str
    ) -> None:
        super().__init__(path, endpoint, methods=[method])
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
    return _response(error.status_code, code, error.detail, dict(error.headers or {}))


async def _answer_fault(request: Request, error: Exception) -> Response:
    return error_response(request_fault(request, error))


def _response(status: int, code: str, message: str, headers: dict[str, str]) -> Response:
    body = AzureErrorBody(AzureError(str(status), message, InnerError(code)))
    return StructResponse(body, status, headers)
