"""Bodies for clients of HTTP/1.0, which know no chunks: the bytes as they are, up to the close.

uvicorn sends chunks whatever the client's version. Where it would, the connection is reset if the
body is not complete, as nothing else can tell such a client that something is missing.
"""

import socket
import struct

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

RESET, LINGER_NOT = struct.pack("ii", 1, 0), struct.pack("ii", 0, 0)
NO_BODY = (204, 304)


class BareBody:
    """The `send` of one request and its answer."""

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._cycle = cycle
        self._send = cycle.send  # uvicorn's own
        self._is_bare = False

    async def send(self, message: ASGISendEvent) -> None:
        cycle = self._cycle
        if message["type"] == "http.response.start" and _is_of_unknown_length(message):
            self._is_bare = cycle.scope["method"] != "HEAD" and message["status"] not in NO_BODY
            if self._is_bare:
                self._end_with(RESET)
                cycle.chunked_encoding = False
        if self._is_bare and message["type"] == "http.response.body":
            # By this count uvicorn sees that a body is not longer than announced.
            cycle.expected_content_length = len(message.get("body", b""))
            if not message.get("more_body", False):
                self._end_with(LINGER_NOT)
        await self._send(message)

    def _end_with(self, linger: bytes) -> None:
        """Say what closing the connection is to look like."""
        connection = self._cycle.transport.get_extra_info("socket")
        if connection is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _is_of_unknown_length(message: ASGISendEvent) -> bool:
    assert message["type"] == "http.response.start"
    return all(name.lower() != b"content-length" for name, _ in message.get("headers", ()))
