"""Server-sent events as a response."""

from collections.abc import AsyncGenerator, Callable

from sse_starlette import EventSourceResponse
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backend_queues.errors import TTSError
from frontend.server.http.faults import ending_in_error
from frontend.server.http.sending import SendTimeout, unmeasured

# How long a stream of speech may take to send its last event when the server shuts down.
SHUTDOWN_GRACE_S = 1.5


def head_of_events() -> Response:
    """Return the answer to a HEAD."""
    return unmeasured({"Content-Type": "text/event-stream; charset=utf-8"})


class ServerSentEvents(EventSourceResponse):
    """Sends events that are encoded already, which is the quickest way through sse-starlette.

    `error_event` encodes the last event after an unexpected exception.
    """

    def __init__(
        self,
        events: AsyncGenerator[bytes],
        error_event: Callable[[TTSError], bytes],
        send_timeout: SendTimeout,
        *,
        shutdown_grace_s: float = 0,
    ) -> None:
        super().__init__(
            ending_in_error(events, error_event, send_timeout.path),
            sep="\n",  # of its pings: many a client knows no other end of a line
            send_timeout=send_timeout.limit_s,
            shutdown_grace_period=shutdown_grace_s,
        )
        self._send_timeout = send_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._send_timeout.logged():
            await super().__call__(scope, receive, send)
