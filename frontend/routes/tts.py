"""GET|POST /tts: speech as one WAV file that begins to flow with the first chunk.

Its length is not known when its header is sent. A stream that fails before it has sounded is an
error answer; one that fails later is broken off, so that the client sees it is not whole.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from frontend.audio.wav import wav_header
from frontend.events import Audio, Event, Failure
from frontend.routes.errors import error_response
from frontend.routes.leaving import unless_left
from frontend.routes.requests import open_stream
from frontend.settings import Settings
from frontend.utterance import NOTHING_TO_SPEAK, SAMPLE_RATE_HZ

log = logging.getLogger(__name__)


async def tts(request: Request) -> Response:
    settings: Settings = request.app.state.settings
    events = await open_stream(request)
    if request.method == "HEAD":
        return Response(media_type="audio/wav")
    first = await unless_left(request, _first_audio(events))
    if isinstance(first, Failure):
        await events.aclose()
        return error_response(first)
    return WavResponse(first, events, settings.send_timeout_s)


async def _first_audio(events: AsyncGenerator[Event]) -> Audio | Failure:
    async for event in events:
        if isinstance(event, Audio | Failure):
            return event
    return NOTHING_TO_SPEAK  # all of it was too short for a sample


class WavResponse(StreamingResponse):
    """Sends a stream's audio; ends without the closing chunk when the stream fails."""

    media_type = "audio/wav"

    def __init__(self, first: Audio, events: AsyncGenerator[Event], send_timeout_s: float) -> None:
        super().__init__((), headers={"Cache-Control": "no-store"})
        self._first = first
        self._events = events
        self._send_timeout_s = send_timeout_s

    async def stream_response(self, send: Send) -> None:
        try:
            await self._stream(send)
        except TimeoutError:
            log.info("A client of /tts took nothing for too long and was left.")

    async def _stream(self, send: Send) -> None:
        async with aclosing(self._events):
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            await self._send_body(send, wav_header(SAMPLE_RATE_HZ) + self._first.pcm)
            async for event in self._events:
                if isinstance(event, Audio):
                    await self._send_body(send, event.pcm)
                elif isinstance(event, Failure):
                    log.error("A WAV was broken off: %s", event.message)
                    return
        await self._send_body(send, b"", last=True)

    async def _send_body(self, send: Send, body: bytes, *, last: bool = False) -> None:
        message = {"type": "http.response.body", "body": body, "more_body": not last}
        async with asyncio.timeout(self._send_timeout_s):
            await send(message)
