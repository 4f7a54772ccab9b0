"""A connection beyond the limit: monitoring is answered, everything else is refused."""

from starlette.types import ASGIApp, Receive, Scope, Send

from backend_queues.request_errors import TooManyConnections
from frontend.server.guards.refusal import response_for

MONITORING = ("/health", "/ready", "/metrics")


class Crowded:
    """Stands before the application for one connection, which ends with its answer."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in MONITORING:
            return await self._app(scope, receive, send)
        response = response_for(scope, too_many(self._limit))
        response.headers["Connection"] = "close"
        return await response(scope, receive, send)


def too_many(limit: int) -> TooManyConnections:
    return TooManyConnections(
        f"{limit:,} connections are open, as many as this server takes "
        "(VOICE_SERVER_MAX_CONNECTIONS)."
    )
