"""A whole text through POST /sse; a stream that breaks off is resumed where it stopped."""

import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from typing import Any

import httpx
import msgspec

from backend_queues.errors import ShuttingDown
from frontend.client.address import Address
from frontend.client.events import SpeakingFailed, SpeechEvent, read_event
from frontend.client.http import http_client
from frontend.client.resuming import Lost, over_connections
from frontend.protocol.events import Opened, SegmentBegan
from frontend.protocol.urls import server_url

READ_S = 60.0  # the server sends a sign of life every 15 s
CONNECT_S = 5.0
AWAY = (502, 503, 504)  # a server that shuts down, or a proxy without one


async def text_speech(
    text: str, address: Address, asked: Mapping[str, object], *, realtime: bool = True
) -> AsyncGenerator[SpeechEvent]:
    """Do what `frontend.client.speech` does, for a complete text."""
    listener = _Listener(text, address, asked, realtime=realtime)
    async with aclosing(over_connections(listener)) as events:
        async for event in events:
            yield event


class _Listener:
    """Receives the events of one text, over all its connections."""

    def __init__(
        self, text: str, address: Address, asked: Mapping[str, object], *, realtime: bool
    ) -> None:
        self._url = address.url
        self._address = address
        self._body: dict[str, object] = {"text": text, **asked}
        if not realtime:  # which older servers do not know
            self._body["realtime"] = False
        self.last_id = ""  # of the last event, "" before the first one
        self._segment_index = -1

    @property
    def resumable(self) -> bool:
        return bool(self.last_id)

    @property
    def reached(self) -> str:
        return self.last_id

    async def connected(self) -> AsyncGenerator[SpeechEvent]:
        """Yield those events of one connection that are new.

        Raises:
            SpeakingFailed: the server refused.
            Lost: the connection ended before Done.
        """
        known = bool(self.last_id)
        try:
            async with aclosing(self._events()) as events:
                async for event in events:
                    if not (known and self._is_repeated(event)):
                        yield event
        except httpx.InvalidURL as error:
            raise SpeakingFailed(f"{self._url} cannot be reached: {error}") from error
        except httpx.TransportError as error:
            raise Lost(f"{self._url} cannot be reached, or broke off: {error}") from error
        raise Lost(f"{self._url} broke off in the middle of the text.")

    def _is_repeated(self, event: SpeechEvent) -> bool:
        """Return whether it is known: a resumed stream repeats its opening and current segment."""
        if isinstance(event, SegmentBegan):
            repeated = event.segment_index <= self._segment_index
            self._segment_index = event.segment_index
            return repeated
        return isinstance(event, Opened)

    async def _events(self) -> AsyncGenerator[SpeechEvent]:
        timeout = httpx.Timeout(READ_S, connect=CONNECT_S)
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        address, body = f"{server_url(self._url)}/sse", json.dumps(self._body)
        async with (
            http_client(self._address, timeout) as client,
            client.stream("POST", address, content=body, headers=headers) as answer,
        ):
            if not answer.is_success:
                raise refusal(answer.status_code, await answer.aread())
            async for id, kind, data in read_sse(answer):
                event = _read(kind, data)
                self.last_id = id
                if event is not None:
                    yield event


def _read(kind: str, data: Any) -> SpeechEvent | None:
    if kind == "audio":
        return base64.b64decode(data["pcm"])
    if kind == "error" and data.get("code") == ShuttingDown.code:
        raise Lost(data["message"])
    return read_event(kind, data)


async def read_sse(answer: httpx.Response) -> AsyncIterator[tuple[str, str, Any]]:
    """Yield each event's id, name and JSON; each is on a line of its own.

    Lines are cut here because httpx also ends them at the line separators that text may hold.
    """
    fields, rest = {b"id": b"", b"event": b""}, b""
    async for part in answer.aiter_bytes():
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            field, _, value = line.rstrip(b"\r").partition(b": ")
            fields[field] = value
            if field == b"data":
                id, name = fields[b"id"].decode(), fields[b"event"].decode()
                yield id, name, msgspec.json.decode(value)


def refusal(status: int, body: bytes | bytearray) -> SpeakingFailed:
    """Return the error that an answer is, in the server's own words if it has any."""
    kind = Lost if status in AWAY else SpeakingFailed
    try:
        return kind(msgspec.json.decode(body)["error"]["message"])
    except (msgspec.DecodeError, KeyError, TypeError):
        return kind(f"The answer has status {status} and is not Voice Server's.")
