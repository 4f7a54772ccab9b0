"""Clients that leave before their response has begun."""

from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from tasks.process.cancellation import race

T = TypeVar("T")


async def cancel_on_disconnect(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do the work, but cancel it if the client leaves. The request's body must have been read.

    Raises:
        ClientDisconnect: the client has left.
    """
    result: T | ClientDisconnect = await race(work, _disconnected(request))
    if isinstance(result, ClientDisconnect):
        raise result
    return result


async def _disconnected(request: Request) -> ClientDisconnect:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return ClientDisconnect()
