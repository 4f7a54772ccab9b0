"""Clients as a user would write them, for tests."""

import base64
import json
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx
import msgspec
import websockets
from httpx_sse import EventSource


class ServerEvent(msgspec.Struct):
    id: str
    event: str
    data: Any


async def sse_events(client: httpx.AsyncClient, url: str, **body: object) -> list[ServerEvent]:
    """Speak a text through POST /sse and return all its events."""
    async with client.stream("POST", f"{url}/sse", json=body) as answer:
        assert answer.status_code == 200, await answer.aread()
        return [event async for event in read_events(answer)]


async def read_events(answer: httpx.Response) -> AsyncGenerator[ServerEvent]:
    async for event in EventSource(answer).aiter_sse():
        # httpx-sse makes an event without name and data of a ping that follows an id.
        if event.data or event.event != "message":
            yield ServerEvent(event.id, event.event, json.loads(event.data))


def pcm_of(events: Iterable[ServerEvent]) -> bytes:
    return b"".join(base64.b64decode(e.data["pcm"]) for e in events if e.event == "audio")


@dataclass
class Heard:
    """What a /stream-tokens client got, until the server closed."""

    pcm: bytes = b""
    messages: list[dict[str, Any]] = field(default_factory=list)
    close_code: int | None = None

    @property
    def sentences(self) -> list[str]:
        return [m["sentence"] for m in self.messages if m["type"] == "generating"]


async def stream_tokens(ws_url: str, *messages: object) -> Heard:
    """Send the messages (bytes and str as they are, all else as JSON) and hear the answer out."""
    async with websockets.connect(f"{ws_url}/stream-tokens", compression=None) as socket:
        for message in messages:
            await socket.send(message if isinstance(message, str | bytes) else json.dumps(message))
        return await hear(socket)


async def hear(socket: websockets.ClientConnection) -> Heard:
    heard = Heard()
    try:
        async for message in socket:
            if isinstance(message, bytes):
                heard.pcm += message
            else:
                heard.messages.append(json.loads(message))
    except websockets.ConnectionClosedError:
        pass  # the close code tells
    heard.close_code = socket.close_code
    return heard
