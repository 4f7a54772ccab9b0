"""A client of Cartesia's socket, as it is documented."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

from tests.support.keys import Keys, bearer
from tests.support.server import Server

PATIENCE_S = 60
FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}
ASKED = {"model_id": "sonic-3", "voice": {"mode": "id", "id": "sine"}, "output_format": FORMAT}


@dataclass
class Heard:
    """What came of one context, or of a request."""

    audio: bytes = b""
    words: list[tuple[str, float, float]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    def take(self, message: dict[str, Any]) -> bool:
        """Follow a message; true after the last one."""
        self.messages.append(message)
        if message["type"] == "chunk":
            self.audio += base64.b64decode(message["data"])
        elif message["type"] == "timestamps":
            times = message["word_timestamps"]
            self.words += zip(times["words"], times["start"], times["end"], strict=True)
        return bool(message["done"])

    @property
    def last(self) -> dict[str, Any]:
        return self.messages[-1]


class Client:
    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket

    async def say(self, context_id: str, transcript: str, **fields: object) -> None:
        await self.send({**ASKED, "context_id": context_id, "transcript": transcript, **fields})

    async def send(self, message: object) -> None:
        raw = isinstance(message, str | bytes)
        await self.socket.send(message if raw else json.dumps(message))  # type: ignore[arg-type]

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_S):
            message: dict[str, Any] = json.loads(await self.socket.recv())
            return message

    async def hear(self, *context_ids: str) -> dict[str, Heard]:
        """Hear contexts to their ends; messages of no other may come."""
        heard = {context_id: Heard() for context_id in context_ids}
        going = set(context_ids)
        while going:
            message = await self.next()
            if heard[message["context_id"]].take(message):
                going.discard(message["context_id"])
        return heard

    async def hear_one(self, context_id: str) -> Heard:
        return (await self.hear(context_id))[context_id]


@asynccontextmanager
async def connected(server: Server, keys: Keys, query: str = "") -> AsyncIterator[Client]:
    url = f"{server.ws_url}/tts/websocket?cartesia_version=2026-08-14{query}"
    headers = {} if query else bearer(keys.speaker)
    async with websockets.connect(url, additional_headers=headers, compression=None) as socket:
        yield Client(socket)


def post(server: Server, keys: Keys, path: str, **fields: object) -> httpx.Response:
    url, body = f"{server.url}{path}", {**ASKED, **fields}
    return httpx.post(url, json=body, headers=bearer(keys.speaker), timeout=PATIENCE_S)
