"""A client of WS /ws, and what tests of it wait for."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import websockets

from tests.support.processes import wait_until
from tests.support.server import Server

TEXTS = [
    "This is the first text. It has two sentences.",
    "Here comes another one!",
    "And is this the last? Yes, it is.",
]
FINAL = {"finalOutput": {"isFinal": True}}
HEADER_BYTES = 44


@dataclass
class Turn:
    """What a client hears of one text, up to its finalOutput."""

    audio: bytes = b""
    headers: list[bool] = field(default_factory=list)  # of each message with audio
    errors: list[dict[str, str]] = field(default_factory=list)
    words: list[Any] = field(default_factory=list)

    @property
    def pcm(self) -> bytes:
        assert self.audio.startswith(b"RIFF")
        return self.audio[HEADER_BYTES:]

    @property
    def error(self) -> str:
        [error] = self.errors
        return error["message"]


@dataclass
class Client:
    socket: websockets.ClientConnection

    async def say(self, *texts: str | bytes) -> None:
        for text in texts:
            await self.socket.send(text)

    async def message(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(await self.socket.recv())
        assert len(message) == 1
        return message

    async def turn(self) -> Turn:
        turn = Turn()
        while (message := await self.message()) != FINAL:
            [(kind, content)] = message.items()
            if kind == "audioOutput":
                assert (content["format"], content["sampleRate"]) == ("wav", 24_000)
                turn.audio += base64.b64decode(content["audio"])
                turn.headers.append(content.get("isHeader", False))
            elif kind == "words":
                assert list(content) == ["words"]
                turn.words += content["words"]
            else:
                assert kind == "error"
                turn.errors.append(content)
        return turn

    async def until_closed(self) -> int | None:
        with pytest.raises(websockets.ConnectionClosed):
            await self.message()
        return self.socket.close_code


@asynccontextmanager
async def connected(server: Server, query: str = "") -> AsyncIterator[Client]:
    url = f"{server.ws_url}/ws?{query}"
    async with asyncio.timeout(60), websockets.connect(url, compression=None) as socket:
        yield Client(socket)


async def get(server: Server, path: str, **query: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.get(f"{server.url}{path}", params=query)


def busy(server: Server, backend: str) -> bool:
    backends = httpx.get(f"{server.url}/v1/backends").json()["backends"]
    [described] = [described for described in backends if described["name"] == backend]
    return bool(described["busy_workers"])


async def until_busy(server: Server, backend: str) -> None:
    await asyncio.to_thread(wait_until, lambda: busy(server, backend), 15)


async def until_idle(server: Server, backend: str) -> None:
    await asyncio.to_thread(wait_until, lambda: not busy(server, backend), 15)
