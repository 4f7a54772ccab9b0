"""Answer with a stream's audio as one body, in any format, that begins to flow at once.

A stream that fails is broken off without the closing chunk, so that the client sees it is not
whole; before it has sounded it is an error answer, see `frontend.server.http.buffered_stream`.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import StreamingResponse
from starlette.types import Send

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import Failure
from tasks.process.logs import get_logger

log = get_logger(__name__)

# Speech is made for one client, who hears it while it is made: nothing on the way may keep it.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class AudioBody(StreamingResponse):
    """Sends the audio of a stream and closes its events."""

    def __init__(
        self, events: AsyncGenerator[EncodedEvent], encoding: Encoding, send_timeout_s: float
    ) -> None:
        super().__init__((), headers=HEADERS, media_type=encoding.media_type)
        self._events = events
        self._send_timeout_s = send_timeout_s

    async def stream_response(self, send: Send) -> None:
        try:
            async with aclosing(self._events):
                await self._stream(send)
        except TimeoutError:
            log.info("A client took nothing of its audio for too long and was left.")

    async def _stream(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async for event in self._events:
            if isinstance(event, EncodedAudio):
                await self._send_body(send, event.data)
            elif isinstance(event, Failure):
                log.error("An audio body was broken off.", code=event.code)
                return
        await self._send_body(send, b"", last=True)

    async def _send_body(self, send: Send, body: bytes, *, last: bool = False) -> None:
        message = {"type": "http.response.body", "body": body, "more_body": not last}
        async with asyncio.timeout(self._send_timeout_s):
            await send(message)
