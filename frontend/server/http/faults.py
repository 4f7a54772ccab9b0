"""Unexpected exceptions as error responses.

The log gets the exception and an id, the client a sentence with that id: frontend.protocol.faults.
"""

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend_queues.errors import InternalError, TTSError
from frontend.protocol.faults import internal_error
from frontend.server.http.errors import error_response

log = logging.getLogger(__name__)


class AnswerFaults:
    """Answers a request whose handler has failed; a response that has begun is cut off.

    Starlette itself would answer text/plain and leave the logging to uvicorn.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began = False

        async def note_beginning(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, note_beginning)
        except Exception as error:  # noqa: BLE001 - answered in the interface's form
            fault = request_fault(Request(scope), error)
            if not began:
                await error_response(fault)(scope, receive, send)


def request_fault(request: Request, error: Exception) -> InternalError:
    """Log why a request has failed, and return the error for its client."""
    method, path = request.method, request.url.path
    return internal_error(log, "A request has failed.", error, method=method, path=path)


async def ending_in_error(
    parts: AsyncGenerator[bytes], error_part: Callable[[TTSError], bytes], path: str
) -> AsyncGenerator[bytes]:
    """Yield the parts of a body; an unexpected exception becomes its last part."""
    try:
        async with aclosing(parts):
            async for part in parts:
                yield part
    except Exception as error:  # noqa: BLE001 - answered in the interface's form
        yield error_part(internal_error(log, "A stream has failed.", error, path=path))
