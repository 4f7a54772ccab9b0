"""HTTP with limits: uvicorn's protocol on httptools, with a bound for each wait."""

import asyncio
from typing import Any

from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from backend_queues.errors import InvalidRequest, TTSError
from backend_queues.request_errors import HeaderTooLarge, RequestTooSlow
from frontend.server.connections.bare_body import BareBody
from frontend.server.connections.crowd import Crowded, too_many
from frontend.server.connections.limits import limits_of
from frontend.server.connections.raw_answer import raw_answer


class Refused(Exception):
    """Ends the reading of a request that has been answered."""


class HttpConnection(HttpToolsProtocol):
    """One connection; `check` must be called once a second.

    It waits for a header, for a body, or for neither while an answer is made. `_unread` counts the
    bytes since the last that ended a header or were part of a body, so that endless fields,
    trailers and chunk extensions, which httptools would gather, have a bound too.

    A client may send requests before it has its answers. uvicorn keeps any number of them, and
    forgets the one that it answers for the last that has come; here they are few, and all of them
    hear that the client has left.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits = limits_of(config)
        self._refused = False
        self._answered: RequestResponseCycle | None = None  # or was, if there is none now
        self._unread = 0
        self._has_begun = False
        self._header_since: float | None = self.loop.time()
        self._body_since: float | None = None
        self._body_bytes = 0
        self._checked_at = self.loop.time()

    # What uvicorn, and then httptools, call

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        others = len(self.connections) - 1
        if others >= self._limits.connections + self._limits.reserved:
            self._refuse(too_many(self._limits.connections))
        elif others >= self._limits.connections:
            self.app = Crowded(self.app, self._limits.connections)

    def connection_lost(self, exc: Exception | None) -> None:
        self._abandon()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._header_since is None and self._body_since is None:
            self._header_since = self.loop.time()
        self._unread += len(data)
        super().data_received(data)
        if self._unread > self._limits.header_bytes and not self._refused:
            self._refuse(self._too_large())

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._unread, self._has_begun = 0, True

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._body_since is None:  # a trailer must not pass for a field of the header
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        fields = sum(len(name) + len(value) + len(": \r\n") for name, value in self.headers)
        size = len(self.url) + fields
        if size > self._limits.header_bytes or len(self.headers) > self._limits.header_fields:
            self._refuse(self._too_large())
            raise Refused
        if len(self.pipeline) >= self._limits.pipelined:
            self._refuse(self._too_many_waiting())
            raise Refused
        self._unread, self._has_begun = 0, False
        self._header_since, self._body_since = None, self.loop.time()
        self._body_bytes = 0
        super().on_headers_complete()
        if self.scope["http_version"] == "1.0" and self.cycle is not None:
            self.cycle.send = BareBody(self.cycle).send  # type: ignore[method-assign]

    def on_body(self, body: bytes) -> None:
        self._unread = 0
        self._body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unread = 0
        self._body_since = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        now = self.loop.time()
        if self._header_since is not None:  # of a request that was sent meanwhile
            self._header_since = now
        if self._body_since is not None:
            self._body_since = now
        super().on_response_complete()

    def handle_websocket_upgrade(self) -> None:
        if isinstance(self.app, Crowded):
            return self._refuse(too_many(self._limits.connections))
        if self._answers():
            return self._refuse(InvalidRequest("An answer is still sent over this connection."))
        return super().handle_websocket_upgrade()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def send_400_response(self, msg: str) -> None:
        if not self._refused:
            super().send_400_response(msg)

    # Limits of time

    def check(self, now: float) -> None:
        """Close the connection if what it waits for has not come in time."""
        since_last, self._checked_at = now - self._checked_at, now
        if self._refused or self.transport.is_closing():
            return
        if self._body_since is not None:
            if self._reads_nothing():
                self._body_since += since_last
            self._check_body(now - self._body_since)
        elif self._header_since is not None and not self._answers():
            self._check_header(now - self._header_since)

    def _check_header(self, waited_s: float) -> None:
        if waited_s <= self._limits.header_s:
            return
        if self._has_begun:
            self._refuse(
                RequestTooSlow(
                    f"The header did not come within {self._limits.header_s:g} s; send it at once."
                )
            )
        else:
            self.transport.close()

    def _check_body(self, waited_s: float) -> None:
        if not self._answers():
            if waited_s > self._limits.linger_s:
                self.transport.close()
        elif waited_s > self._limits.body_limit_s(self._body_bytes):
            self._refuse(
                RequestTooSlow(
                    f"{self._body_bytes:,} bytes of the body came in {waited_s:.0f} s, and not "
                    "the rest. Send it at once, and a large one more quickly."
                )
            )

    def _answers(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _reads_nothing(self) -> bool:
        """Tell whether it is the server that keeps the client from sending."""
        return self.flow.read_paused or (self._answers() and self.cycle.waiting_for_100_continue)

    def _abandon(self) -> None:
        """Let all requests know that nobody waits for their answers."""
        now = [self._answered] if self._answered else []
        for cycle in (*now, *(cycle for cycle, _ in self.pipeline)):
            if not cycle.response_complete:
                cycle.disconnected = True
                cycle.message_event.set()
        self.pipeline.clear()

    # Refusing

    def _too_many_waiting(self) -> InvalidRequest:
        return InvalidRequest(
            f"{self._limits.pipelined} requests wait for their answers on this connection. Send "
            "the next one when it has come."
        )

    def _too_large(self) -> HeaderTooLarge:
        limits = self._limits
        return HeaderTooLarge(
            f"A request's header may have {limits.header_bytes // 1024} kB and "
            f"{limits.header_fields} fields; this one has more."
        )

    def _refuse(self, error: TTSError) -> None:
        """Answer with the error if there is no answer yet, and read nothing more.

        To close at once could take the answer away from a client that is still sending.
        """
        self._refused = True
        self._unset_keepalive_if_required()
        answered = self._answered
        has_begun = answered and answered.response_started and not answered.response_complete
        self._abandon()
        if has_begun:
            self.transport.close()
            return
        self.transport.write(raw_answer(error, self.server_state.default_headers))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(self._limits.linger_s, self.transport.close)
