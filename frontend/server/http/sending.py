"""Sending to clients that may stop reading: each part must be sent within a time limit."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Iterator, Mapping
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass

from sse_starlette.sse import SendTimeoutError
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Send

log = logging.getLogger(__name__)


class ClientTooSlow(Exception):
    """The client did not read within the send timeout."""


class BrokenOff(Exception):
    """A body cannot be completed; it ends without its last chunk, so that the client notices."""


@dataclass(frozen=True)
class SendTimeout:
    """How long sending one part to the client of a path may take."""

    path: str
    limit_s: float

    async def within(self, sending: Awaitable[None]) -> None:
        """Wait until the part is sent. Raises ClientTooSlow after the limit."""
        try:
            async with asyncio.timeout(self.limit_s):
                await sending
        except TimeoutError as error:
            raise ClientTooSlow from error

    def timed(self, send: Send) -> Send:
        """Return a `send` with the limit."""

        async def send_within(message: Message) -> None:
            await self.within(send(message))

        return send_within

    @contextmanager
    def logged(self) -> Iterator[None]:
        """Leave the block, with a line in the log, when the client is too slow."""
        try:
            yield
        except (ClientTooSlow, SendTimeoutError):
            log.info(
                "A client of %s did not read within the send timeout; the connection is closed.",
                self.path,
            )


def unmeasured(headers: Mapping[str, str]) -> Response:
    """Return the answer to a HEAD whose GET has a body of a length that nobody knows yet."""
    answer = Response(headers=headers)
    del answer.headers["Content-Length"]  # 0 would be wrong
    return answer


class TimedBody(StreamingResponse):
    """Sends parts as they come, and closes their generator, which may raise BrokenOff."""

    def __init__(
        self,
        parts: AsyncGenerator[bytes],
        send_timeout: SendTimeout,
        *,
        status: int = 200,
        headers: Mapping[str, str],
        media_type: str | None = None,
    ) -> None:
        super().__init__(parts, status, headers, media_type)
        self._parts = parts
        self._send_timeout = send_timeout

    async def stream_response(self, send: Send) -> None:
        with self._send_timeout.logged(), suppress(BrokenOff):
            async with aclosing(self._parts):
                await super().stream_response(self._send_timeout.timed(send))
