"""Routes that answer errors in the form that their clients know."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.server.http.errors import answer_disconnected, with_its_headers
from frontend.server.http.faults import request_fault
from frontend.server.unserved.unserved import unserved

Endpoint = Callable[[Request], Awaitable[Response]]


class ErrorRoute(Route, ABC):
    """A route whose subclass gives all errors a form, also those for a wrong method.

    The app's own handlers, which answer in this server's form, never see them.
    """

    def __init__(self, path: str, endpoint: Endpoint, methods: Sequence[str]) -> None:
        super().__init__(path, endpoint, methods=list(methods))
        self._answered = ExceptionMiddleware(
            super().handle,
            handlers={
                TTSError: self._answer_tts_error,
                HTTPException: self._answer_http_error,
                ClientDisconnect: answer_disconnected,
                Exception: self._answer_fault,
            },
        )

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answered(scope, receive, send)

    @abstractmethod
    def error(self, request: Request, error: TTSError) -> Response:
        """Return the answer to an error of ours."""

    async def _answer_tts_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, TTSError)
        return self.error(request, error)

    async def _answer_http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # of Starlette: a wrong method
        told = unserved(request.scope)
        return with_its_headers(self.error(request, told), told)

    async def _answer_fault(self, request: Request, error: Exception) -> Response:
        return self.error(request, request_fault(request, error))
