"""HTTP with limits: uvicorn's protocol on httptools, with a bound for each wait."""

import asyncio
import sys
from typing import Any

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from backend_queues.errors import InvalidRequest, TTSError
from frontend.server.connections.bare_body import BareBody
from frontend.server.connections.crowd import Crowded, too_many
from frontend.server.connections.errors import (
    body_too_slow,
    header_too_slow,
    too_large,
    too_many_waiting,
)
from frontend.server.connections.limits import limits_of
from frontend.server.connections.raw_answer import raw_answer
from frontend.server.connections.reading import Flow, Incoming, reading_of
from frontend.server.connections.upgrades import has_body, new_parser, without_upgrade

PART_BYTES = 4_096


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
        self._data = b""  # that is being read
        self._has_begun = False
        self._header_since: float | None = self.loop.time()
        self._body_since: float | None = None
        self._body_bytes = 0
        self._checked_at = self.loop.time()

    # What uvicorn, and then httptools, call

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        reading, paused = reading_of(self.config), lambda: self.flow.read_paused
        self._incoming = Incoming(transport, reading, PART_BYTES, self._read, paused)
        self.flow = Flow(transport, self._incoming)
        others = len(self.connections) - 1
        if others >= self._limits.connections + self._limits.reserved:
            self._refuse(too_many(self._limits.connections))
        elif others >= self._limits.connections:
            self.app = Crowded(self.app, self._limits.connections)

    def connection_lost(self, exc: Exception | None) -> None:
        self._incoming.drop()
        self._abandon()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._incoming.take(data)

    def _read(self, data: bytes) -> None:
        if self._refused:
            return
        if self._header_since is None and self._body_since is None:
            self._header_since = self.loop.time()
        self._unread += len(data)
        self._data = data
        super().data_received(data)
        self._data = b""
        if self._unread > self._limits.header_bytes and not self._refused:
            self._refuse(too_large(self._limits))

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
            self._refuse(too_large(self._limits))
            raise Refused
        if self._asks_for_another_protocol():
            return
        if len(self.pipeline) >= self._limits.pipelined:
            self._refuse(too_many_waiting(self._limits))
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
        if self._asks_for_another_protocol():
            return
        self._unread = 0
        self._body_since = None
        if not self._answers():  # it was answered before; uvicorn waits for nothing any more
            self._header_since = self.loop.time()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        now = self.loop.time()
        if self._header_since is not None:  # of a request that was sent meanwhile
            self._header_since = now
        if self._body_since is not None:
            self._body_since = now
        super().on_response_complete()

    def _asks_for_another_protocol(self) -> bool:
        return bool(self.parser.should_upgrade()) and not self._should_upgrade()

    def _unsupported_upgrade_warning(self) -> None:
        """Read the request once more; uvicorn would only log that it drops what follows."""
        upgrade = sys.exception()
        assert isinstance(upgrade, httptools.HttpParserUpgrade)
        method = self.parser.get_method()
        if method == b"CONNECT":
            return self._refuse(InvalidRequest("This server is no proxy."))
        head = method, self.url, self.parser.get_http_version()
        rest = self._data[upgrade.args[0] :]
        self.parser = new_parser(self)
        self._data = without_upgrade(head, self.headers) + rest
        return super().data_received(self._data)

    def handle_websocket_upgrade(self) -> None:
        if self.scope["method"] != "GET" or has_body(self.headers):
            return self._refuse(InvalidRequest("A WebSocket begins with a GET without a body."))
        if isinstance(self.app, Crowded):
            return self._refuse(too_many(self._limits.connections))
        if self._answers():
            return self._refuse(InvalidRequest("An answer is still sent over this connection."))
        self._incoming.drop()  # a client has nothing to say before it is answered
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
            self._refuse(header_too_slow(self._limits))
        else:
            self.transport.close()

    def _check_body(self, waited_s: float) -> None:
        if not self._answers():
            if waited_s > self._limits.linger_s:
                self.transport.close()
        elif waited_s > self._limits.body_limit_s(self._body_bytes):
            self._refuse(body_too_slow(self._body_bytes, waited_s))

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
