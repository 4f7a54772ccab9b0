"""Routes whose errors have Cartesia's form, including those for a wrong method."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.server.http.errors import answer_disconnected
from frontend.server.http.faults import request_fault
from frontend.server.http.typed import StructResponse
from frontend.server.vendors.cartesia.errors import described, error_response
from frontend.server.vendors.cartesia.recognition import names_cartesia

Endpoint = Callable[[Request], Awaitable[Response]]


class CartesiaRoute(Route):
    """A path that no other protocol has."""

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


class SharedRoute(CartesiaRoute):
    """A path of classic clients too, for the requests that say that they are Cartesia's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or not names_cartesia(scope):
            return Match.NONE, {}
        return super().matches(scope)


async def _answer_tts_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, TTSError)
    return error_response(error)


async def _answer_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = error.detail.lower().replace(" ", "_")
    body = described(code, error.detail, error.status_code)
    return StructResponse(body, error.status_code, error.headers)


async def _answer_fault(request: Request, error: Exception) -> Response:
    return error_response(request_fault(request, error))
