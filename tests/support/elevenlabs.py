"""A client of ElevenLabs' sockets, and how it adds up the times that it is told."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import websockets

from tests.support.keys import Keys, bearer
from tests.support.processes import PATIENCE_S, wait_until
from tests.support.server import Server

BYTES_PER_S = 48_000  # of pcm_24000


@dataclass
class HeardText:
    """What came of one text."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    pcm: bytes = b""
    characters: list[tuple[str, float, float]] = field(default_factory=list)
    told_s: float = 0.0  # characters were told up to there

    @property
    def text(self) -> str:
        return "".join(character for character, _, _ in self.characters)

    @property
    def is_final(self) -> bool:
        return bool(self.messages and self.messages[-1].get("isFinal"))

    def take(self, message: dict[str, Any]) -> None:
        """Add a message, as pipecat does: times count from where the last ones ended."""
        self.messages.append(message)
        self.pcm += base64.b64decode(message.get("audio") or b"")
        alignment = message.get("alignment")
        if not alignment:
            return
        times = zip(
            alignment["chars"],
            alignment["charStartTimesMs"],
            alignment["charDurationsMs"],
            strict=True,
        )
        since_s = self.told_s
        for character, start_ms, length_ms in times:
            start_s = since_s + start_ms / 1000
            self.told_s = start_s + length_ms / 1000
            self.characters.append((character, start_s, self.told_s))


class ElevenLabsSocket:
    """One socket; what comes of its texts is kept by their names."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.texts: dict[str | None, HeardText] = {}
        self.errors: list[dict[str, Any]] = []

    async def say(self, *messages: object) -> None:
        """Send messages: str and bytes as they are, all else as JSON."""
        for message in messages:
            raw = message if isinstance(message, str | bytes) else json.dumps(message)
            await self.socket.send(raw)

    async def next(self) -> dict[str, Any]:
        message: dict[str, Any]
        async with asyncio.timeout(PATIENCE_S):
            message = json.loads(await self.socket.recv())
        if "error" in message:
            self.errors.append(message)
        else:
            self.texts.setdefault(message.get("contextId"), HeardText()).take(message)
        return message

    async def until_final(self, *names: str | None) -> list[HeardText]:
        """Hear texts of those names to their ends."""
        while not all(name in self.texts and self.texts[name].is_final for name in names):
            await self.next()
        return [self.texts[name] for name in names]

    async def until_closed(self) -> int | None:
        """Hear what comes until the server closes; return its code."""
        try:
            while True:
                await self.next()
        except websockets.ConnectionClosed:
            return self.socket.close_code


@asynccontextmanager
async def elevenlabs_socket(
    server: Server,
    path: str,
    key: str = "",
    *,
    voice: str = "sine",
    headers: Mapping[str, str] | None = None,
    **query: object,
) -> AsyncIterator[ElevenLabsSocket]:
    """Open a socket as ElevenLabs' clients do; audio is pcm_24000 unless the query says else."""
    asked = "&".join(f"{n}={v}" for n, v in {"output_format": "pcm_24000", **query}.items())
    url = f"{server.ws_url}/v1/text-to-speech/{voice}/{path}?{asked}"
    given = dict(headers or {}) | ({"xi-api-key": key} if key else {})
    async with websockets.connect(
        url, additional_headers=given, compression=None, max_size=None
    ) as socket:
        yield ElevenLabsSocket(socket)


async def until_idle(server: Server, keys: Keys) -> None:
    """Wait until no stream is under way, as an operator of the server sees it."""

    def is_idle() -> bool:
        status = httpx.get(f"{server.url}/v1/status", headers=bearer(keys.operator)).json()
        return not any(backend["streams"] for backend in status["backends"])

    await asyncio.to_thread(wait_until, is_idle)
