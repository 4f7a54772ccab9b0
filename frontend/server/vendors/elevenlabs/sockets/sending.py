"""What the texts of one socket share: how they are spoken, and the way to their client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from frontend.protocol.events import Failure
from frontend.server.http.sockets import close_code
from frontend.server.vendors.elevenlabs.sockets.messages import (
    Alignment,
    ElevenLabsAudio,
    ElevenLabsError,
    ElevenLabsFinal,
    ServerMessage,
    named,
)
from frontend.server.vendors.elevenlabs.words import word_of

if TYPE_CHECKING:
    from frontend.access.client import Client
    from frontend.audio.formats import Encoding
    from frontend.protocol.endpoints import Endpoint
    from frontend.server.http.sockets import Socket
    from frontend.server.http.state import AppState
    from frontend.server.vendors.elevenlabs.sockets.messages import SocketQuery
    from frontend.server.vendors.elevenlabs.stream import Timed

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Connection:
    """One client's socket, and what it has asked for in the URL."""

    socket: Socket
    state: AppState
    client: Client
    endpoint: Endpoint
    voice_id: str
    query: SocketQuery
    encoding: Encoding

    async def say(self, message: ServerMessage) -> None:
        """Send a message. Raises WebSocketDisconnect or ClientTooSlow."""
        await send(self.socket, message)


async def send(socket: Socket, message: ServerMessage) -> None:
    await socket.send(_encode(message).decode())


async def tell_and_close(socket: Socket, failure: Failure) -> None:
    """Say why the socket ends, and close it."""
    await send(socket, error_message(failure))
    await socket.close(close_code(failure), word_of(failure))


def error_message(failure: Failure, context_id: str | None = None) -> ElevenLabsError:
    return ElevenLabsError(
        message=failure.message,
        error=word_of(failure),
        code=close_code(failure),
        **named(context_id),
    )


class Sender:
    """Sends one text's audio, and when its characters are heard.

    Milliseconds are summed up as clients sum them, so that nothing is lost by rounding.
    """

    def __init__(self, connection: Connection, context_id: str | None) -> None:
        self._connection = connection
        self._context_id = context_id
        self._told_ms = 0  # characters were told up to there
        self.warning = ""  # goes with the next audio

    async def send(self, part: Timed) -> None:
        alignment = self._alignment(part) if part.characters else None
        warning, self.warning = self.warning, ""
        await self._connection.say(
            ElevenLabsAudio(
                audio=part.data or None,
                alignment=alignment,
                normalized_alignment=alignment,
                warning=warning,
                **named(self._context_id),
            )
        )

    async def fail(self, failure: Failure) -> None:
        await self._connection.say(error_message(failure, self._context_id))

    async def end(self) -> None:
        await self._connection.say(ElevenLabsFinal(is_final=True, **named(self._context_id)))

    def _alignment(self, part: Timed) -> Alignment:
        """Return the characters' times; none lasts longer than the audio that has come."""
        since_ms = self._told_ms
        alignment = Alignment([], [], [])
        for character, start_s, end_s in part.characters:
            start_ms, end_ms = round(start_s * 1000), round(min(end_s, part.end_s) * 1000)
            alignment.chars.append(character)
            alignment.char_start_times_ms.append(start_ms - since_ms)
            alignment.char_durations_ms.append(end_ms - start_ms)
            self._told_ms = end_ms
        return alignment
