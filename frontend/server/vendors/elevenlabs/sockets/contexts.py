"""The texts of one socket, each spoken by a task of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from frontend.server.http.sockets import NORMAL, POLICY_VIOLATION
from frontend.server.vendors.elevenlabs.sockets.messages import ElevenLabsError, named
from frontend.server.vendors.elevenlabs.sockets.receiving import receive
from tasks.process.cancellation import cancel_and_wait, race

if TYPE_CHECKING:
    from collections.abc import Callable

    from frontend.server.vendors.elevenlabs.messages import VoiceSettings
    from frontend.server.vendors.elevenlabs.sockets.messages import ElevenLabsMessage
    from frontend.server.vendors.elevenlabs.sockets.sending import Connection
    from frontend.server.vendors.elevenlabs.sockets.text import SpokenText

    MakeText = Callable[[Connection, str, VoiceSettings | None], SpokenText]

MOST_CONTEXTS = 5
MOST_REFUSED = 100  # contexts of a socket; who asks for more does not read the answers
DEFAULT = "default"  # the context of messages that name none


class Contexts:
    """A socket of several texts."""

    def __init__(self, connection: Connection, make_text: MakeText) -> None:
        self._connection = connection
        self._make_text = make_text
        self._texts: dict[str, SpokenText] = {}  # the last one of each name
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._refused: set[str] = set()
        self._broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def serve(self, first: ElevenLabsMessage | None) -> None:
        """Speak the texts of the client, until it closes the socket or leaves.

        Raises:
            WebSocketDisconnect: the client has left.
            ClientTooSlow: the client does not read.
            InvalidRequest: a message is wrong.
        """
        try:
            await race(self._read(first), self._until_broken())
            await race(self._end(), self._until_broken(), self._until_left())
            await self._connection.socket.close(NORMAL)
        finally:
            await cancel_and_wait(*self._tasks)
            if self._broken.done():
                self._broken.exception()  # it may have come too late to be told

    async def _read(self, message: ElevenLabsMessage | None) -> None:
        """Take the client's messages, up to the one that closes the socket."""
        while True:
            message = message or await receive(self._connection.socket)
            if message.close_socket:
                return
            await self._take(message)
            message = None

    async def _take(self, message: ElevenLabsMessage) -> None:
        name = message.context_id or DEFAULT
        text = self._texts.get(name)
        if text and not text.ended:
            text.take(message)
        elif message.text:
            text = await self._open(name, message)
        if message.close_context:
            self._refused.discard(name)
            if text:
                text.close()
        if message.context_id is None and not message.text:
            for other in self._texts.values():  # what keeps the socket alive keeps all of it
                other.keep_alive()

    async def _open(self, name: str, message: ElevenLabsMessage) -> SpokenText | None:
        """Return the new text; None if there is no room for it."""
        if len(self._tasks) >= MOST_CONTEXTS:
            await self._refuse(name)
            return None
        self._refused.discard(name)
        text = self._make_text(self._connection, name, message.voice_settings)
        before = [task for task, other in self._tasks.items() if other == name]
        task = asyncio.create_task(_speak(text, before), name=f"context {name!r}")
        self._texts[name], self._tasks[task] = text, name
        task.add_done_callback(self._forget)
        text.take(message)
        return text

    async def _refuse(self, name: str) -> None:
        """Say once for each context that there is no room for it."""
        if name in self._refused:
            return
        self._refused.add(name)
        refusal = ElevenLabsError(
            message=f"{MOST_CONTEXTS} contexts are open, and no more can be. Close one of them.",
            error="max_active_conversations",
            code=POLICY_VIOLATION,
            **named(name),
        )
        await self._connection.say(refusal)
        if len(self._refused) > MOST_REFUSED:
            await self._connection.socket.close(POLICY_VIOLATION, refusal.error)

    def _forget(self, task: asyncio.Task[None]) -> None:
        name = self._tasks.pop(task)
        if name not in self._tasks.values():
            del self._texts[name]
        error = None if task.cancelled() else task.exception()
        if error and not self._broken.done():
            self._broken.set_exception(error)

    async def _until_broken(self) -> None:
        await asyncio.shield(self._broken)

    async def _until_left(self) -> None:
        while True:
            await self._connection.socket.receive()

    async def _end(self) -> None:
        for text in self._texts.values():
            if not text.ended:
                text.close()
        while self._tasks:
            await asyncio.wait(self._tasks)


async def _speak(text: SpokenText, before: list[asyncio.Task[None]]) -> None:
    """Speak a text once those before it in the same context have ended."""
    if before:
        await asyncio.wait(before)
    await text.speak()
