"""WS /stream-tokens: text in as it is written, speech out as binary pcm.

In:  {"voice": "af_heart", "opts": {"speed": 1.0}}, also "backend" and "language"; at any time, or
     never; it holds for the text that is cut from then on.
     {"token": "Hello "}, any string, as often as wanted.
     {"done": true}
Out: {"type": "generating", "sentence": "...", "queue_depth": 0} for each segment enqueued
     binary messages: mono little-endian int16, 24 kHz
     {"type": "error", "code": "...", "message": "..."} if the stream fails
The server closes after the last audio.
"""

import asyncio
import logging
from typing import Any

import msgspec
from starlette.websockets import WebSocket, WebSocketDisconnect

from frontend.events import Audio, Event, Failure, Queued
from frontend.routes.errors import STATUS
from frontend.routes.json_text import parse_json
from frontend.settings import Settings
from frontend.speaker import Speaker
from frontend.style import StyleRequest
from frontend.utterance import Utterance
from tasks.errors import InvalidRequest, TTSError

log = logging.getLogger(__name__)

EXAMPLE = '{"token": "Hello "}, {"voice": "", "opts": {"speed": 1.0}} or {"done": true}'

# RFC 6455, section 7.4.1
NORMAL, POLICY_VIOLATION, INTERNAL_ERROR, TRY_AGAIN_LATER = 1000, 1008, 1011, 1013


class ClientMessage(msgspec.Struct, forbid_unknown_fields=True):
    voice: str | None = None
    backend: str | None = None
    language: str | None = None
    opts: dict[str, Any] | None = None
    token: str = ""
    done: bool = False

    def restyled(self, style: StyleRequest) -> StyleRequest:
        """Return the style with what this message changes of it.

        Another backend has other voices and options, so nothing is kept of the old one's.
        """
        if self.backend not in (None, style.backend):
            style = StyleRequest(backend=self.backend or "")
        return StyleRequest(
            backend=style.backend,
            voice=style.voice if self.voice is None else self.voice,
            language=style.language if self.language is None else self.language,
            options={**style.options, **(self.opts or {})},
        )


async def stream_tokens(websocket: WebSocket) -> None:
    await websocket.accept()
    connection = TokenConnection(websocket)
    try:
        try:
            await connection.serve()
        except TTSError as error:
            await connection.fail(Failure(error.code, error.message, error.retryable))
    except WebSocketDisconnect:
        return  # the utterance was cancelled on the way out
    except TimeoutError:
        log.info("A client of /stream-tokens took nothing for too long and was left.")


class TokenConnection:
    """One client: reads its text while its audio is being written."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._speaker: Speaker = websocket.app.state.speaker
        self._settings: Settings = websocket.app.state.settings
        self._style = StyleRequest()

    async def serve(self) -> None:
        """Speak what the client writes, until both are done or it leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            TTSError: the first message cannot be followed.
        """
        first = await self._receive()
        self._style = first.restyled(self._style)
        async with self._speaker.utterance(await self._speaker.style(self._style)) as utterance:
            reader = asyncio.create_task(self._read(first, utterance))
            writer = asyncio.create_task(self._write(utterance))
            try:
                await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)
                if reader.done():
                    reader.result()
                await writer
            finally:
                reader.cancel()
                writer.cancel()
                await asyncio.gather(reader, writer, return_exceptions=True)

    async def fail(self, failure: Failure) -> None:
        """Tell the client why the stream ends, and close."""
        error = {"type": "error", "code": failure.code, "message": failure.message}
        await self._send_json(error)
        await self._websocket.close(_close_code(failure), failure.code)

    async def _read(self, message: ClientMessage, utterance: Utterance) -> None:
        """Hand the client's text over. Raises WebSocketDisconnect when the client leaves."""
        try:
            while not message.done:
                utterance.write(message.token)
                message = await self._receive()
                await self._restyle(message, utterance)
            utterance.write(message.token)
            utterance.end_text()
        except TTSError as error:
            utterance.fail(error)
        while True:  # what follows `done` says nothing, but that the client is still there
            await self._receive_message()

    async def _restyle(self, message: ClientMessage, utterance: Utterance) -> None:
        style = message.restyled(self._style)
        if style != self._style:
            utterance.restyle(await self._speaker.style(style))
            self._style = style

    async def _write(self, utterance: Utterance) -> None:
        """Send the stream to its end and close."""
        async for event in utterance.events():
            if isinstance(event, Failure):
                return await self.fail(event)
            await self._send(event)
        await self._websocket.close(NORMAL)

    async def _send(self, event: Event) -> None:
        if isinstance(event, Audio):
            async with asyncio.timeout(self._settings.send_timeout_s):
                await self._websocket.send_bytes(event.pcm)
        elif isinstance(event, Queued):
            await self._send_json(
                {"type": "generating", "sentence": event.text, "queue_depth": event.queue_depth}
            )

    async def _send_json(self, message: dict[str, Any]) -> None:
        async with asyncio.timeout(self._settings.send_timeout_s):
            await self._websocket.send_json(message)

    async def _receive(self) -> ClientMessage:
        text = await self._receive_message()
        if text is None:
            raise InvalidRequest(f"Send text frames, not binary ones: JSON such as {EXAMPLE}")
        return parse_json(text, ClientMessage, EXAMPLE)

    async def _receive_message(self) -> str | None:
        """Return the text of the next frame, or None for a binary one."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        text: str | None = message.get("text")
        return text


def _close_code(failure: Failure) -> int:
    status = STATUS.get(failure.code, 500)
    if status == 503:
        return TRY_AGAIN_LATER
    return POLICY_VIOLATION if status < 500 else INTERNAL_ERROR
