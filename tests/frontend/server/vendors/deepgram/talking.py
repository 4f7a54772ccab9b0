"""A client of the WebSockets that keeps all it is sent, in order."""

import json
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlencode

import websockets

from tests.support.server import Server

AUDIO = {"type": "audio"}  # stands for the binary messages in a row
FLUSH, CLEAR, CLOSE = {"type": "Flush"}, {"type": "Clear"}, {"type": "Close"}

Message = dict[str, Any]


def speak(text: str) -> Message:
    return {"type": "Speak", "text": text}


def speak_tokens(text: str, size: int = 4) -> list[Message]:
    return [speak(text[at : at + size]) for at in range(0, len(text), size)]


class Talk:
    """What was said over one connection."""

    def __init__(self, socket: websockets.ClientConnection, echoes: Container[str]) -> None:
        """The types in `echoes` come at any time, and are kept apart."""
        self.socket = socket
        self.echoed: list[Message] = []
        self._echoes = echoes
        self.messages: list[Message] = []
        self.audio: list[bytes] = []  # of each message that stands for audio
        self.code: int | None = None

    async def send(self, *messages: Message) -> None:
        with suppress(websockets.ConnectionClosed):  # with an error, that is to be read
            for message in messages:
                await self.socket.send(json.dumps(message))

    async def until(self, kind: str) -> Message:
        """Take what comes up to a message of that type, and return it."""
        while True:
            message = await self.socket.recv()
            if (taken := self._take(message))["type"] == kind:
                return taken

    async def to_the_end(self) -> None:
        """Take what comes until the server closes."""
        try:
            while True:
                self._take(await self.socket.recv())
        except websockets.ConnectionClosed:
            self.code = self.socket.close_code

    def _take(self, message: str | bytes) -> Message:
        if isinstance(message, str):
            taken: Message = json.loads(message)
            kept = self.echoed if taken["type"] in self._echoes else self.messages
            kept.append(taken)
            return taken
        if not self.messages or self.messages[-1] != AUDIO:
            self.messages.append(AUDIO)
            self.audio.append(b"")
        self.audio[-1] += message
        return AUDIO

    @property
    def pcm(self) -> bytes:
        return b"".join(self.audio)

    @property
    def types(self) -> list[str]:
        return [message["type"] for message in self.messages]


@asynccontextmanager
async def talking(server: Server, path: str, **query: object) -> AsyncIterator[Talk]:
    asked = urlencode({"model": "sine", **query})
    url = f"{server.ws_url}{path}?{asked}"
    async with websockets.connect(url) as socket:
        # In v2 a flush is confirmed at once, between whatever audio is on its way.
        yield Talk(socket, ("Flushed",) if path == "/v2/speak" else ())


async def said(server: Server, path: str, *messages: Message, **query: object) -> Talk:
    """Send these messages, and return what came until the server closed."""
    async with talking(server, path, **query) as talk:
        await talk.send(*messages)
        await talk.to_the_end()
        return talk
