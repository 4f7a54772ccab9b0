"""The frames of Wyoming: a line of JSON, then more JSON, then bytes, each of a bounded size.

    {"type": "...", "version": "...", "data_length": 12, "payload_length": 0}\\n  data  payload

`data` may also be in the line, and then what follows the line adds to it. As wyoming 1.10.2
(`wyoming/event.py`) writes and reads them; its reader has no limits, so it is not used here.
"""

import asyncio
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend_queues.errors import InvalidRequest
from frontend.server.connections.held import HeldBytes
from frontend.server.connections.limits import Limits
from frontend.server.http.requests import limit_bytes
from frontend.server.http.typed import parse_json

VERSION = "1.10.2"  # of the package whose events these are
LINE_BYTES = 65_536
PAYLOAD_BYTES = 1_000_000  # audio, which nobody has a reason to send here; it is read and dropped
PART_BYTES = 65_536
HELD = HeldBytes(16_000_000)  # its own: who asks here has shown no key
EXAMPLE = '{"type": "describe"}'

Length = Annotated[int, Meta(ge=0)]


class Header(msgspec.Struct, frozen=True):
    type: Annotated[str, Meta(max_length=100)]
    data: dict[str, Any] | None = None
    data_length: Length | None = None
    payload_length: Length | None = None


class Frame(msgspec.Struct, frozen=True):
    """One event as it came, without its payload."""

    type: str
    data: dict[str, Any]


class FrameReader:
    """Reads a client's events, none of which may be large or slow."""

    def __init__(
        self, reader: asyncio.StreamReader, max_text_chars: int, limits: Limits | None = None
    ) -> None:
        self._reader = reader
        self._data_bytes = limit_bytes(max_text_chars)
        self._limits = limits or Limits()

    async def read(self) -> Frame | None:
        """Wait for the next event, however long it is in coming; None if the client has left.

        Raises:
            InvalidRequest: it is none, is too large, or does not come to its end in time.
            Overloaded: there is no memory for it now.
        """
        first = await self._reader.read(1)
        if not first:
            return None
        try:
            header = await self._header(first)
            data = await self._data(header)
            await self._drop(header.payload_length or 0)
        except asyncio.IncompleteReadError:
            return None
        except TimeoutError as error:
            raise InvalidRequest("The event came too slowly; send it at once.") from error
        return Frame(header.type, data)

    async def _header(self, first: bytes) -> Header:
        try:
            async with asyncio.timeout(self._limits.header_s):
                line = first if first == b"\n" else first + await self._reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:
            raise InvalidRequest(
                f"The line of an event may have {LINE_BYTES:,} bytes; send its data behind it."
            ) from error
        header = parse_json(line, Header, EXAMPLE)
        _check("data", header.data_length or 0, self._data_bytes)
        _check("payload", header.payload_length or 0, PAYLOAD_BYTES)
        return header

    async def _data(self, header: Header) -> dict[str, Any]:
        data, length = header.data or {}, header.data_length or 0
        if not length:
            return data
        text = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_limit_s(length)):
                while len(text) < length:
                    part = await self._reader.read(min(length - len(text), PART_BYTES))
                    if not part:
                        raise asyncio.IncompleteReadError(bytes(text), length)
                    HELD.take(len(part))
                    text += part
            return {**data, **parse_json(bytes(text), dict[str, Any], '{"text": "Hello."}')}
        finally:
            HELD.give(len(text))

    async def _drop(self, length: int) -> None:
        """Read bytes that nobody wants."""
        async with asyncio.timeout(self._limits.body_limit_s(length)):
            while length > 0:
                part = await self._reader.readexactly(min(length, PART_BYTES))
                length -= len(part)


def _check(what: str, length: int, limit: int) -> None:
    if length > limit:
        raise InvalidRequest(
            f"The {what} of an event may have {limit:,} bytes; this one says {length:,}."
        )


def encoded_event(kind: str, data: Any = None, payload: bytes = b"") -> bytes:
    """Return an event as it is sent; `data` is a Struct or a dict, or None if there is none."""
    body = b"" if data is None else msgspec.json.encode(data)
    header: dict[str, Any] = {"type": kind, "version": VERSION}
    if body:
        header["data_length"] = len(body)
    if payload:
        header["payload_length"] = len(payload)
    return b"".join((msgspec.json.encode(header), b"\n", body, payload))
