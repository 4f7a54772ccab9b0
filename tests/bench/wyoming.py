"""Wyoming's events over asyncio's streams: a line of JSON, more of it, and bytes."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NamedTuple


class Event(NamedTuple):
    kind: str
    data: Mapping[str, Any]
    payload: bytes


def say(writer: asyncio.StreamWriter, kind: str, **data: object) -> None:
    body = json.dumps(data).encode()
    head = json.dumps({"type": kind, "data_length": len(body)})
    writer.write(f"{head}\n".encode() + body)


def ask_for(writer: asyncio.StreamWriter, text: str, **start: object) -> None:
    """Ask for a text as Home Assistant streams an answer."""
    say(writer, "synthesize-start", **start)
    say(writer, "synthesize-chunk", text=text)
    say(writer, "synthesize-stop")


async def read_event(reader: asyncio.StreamReader) -> Event:
    header = json.loads(await reader.readuntil(b"\n"))
    more = await reader.readexactly(header.get("data_length") or 0)
    payload = await reader.readexactly(header.get("payload_length") or 0)
    data = header.get("data") or {}
    return Event(header["type"], data | (json.loads(more) if more else {}), payload)
