"""How a listener asks servers of others, in ways that this one does not offer or offers too."""

import asyncio
import io
import json
import wave
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.bench.load.answers import Answer, Rate, Refused


async def piper_http(url: str, backend: str, text: str) -> AsyncGenerator[Answer]:
    """Ask by `POST /synthesize` of Piper's own server, which answers with a whole WAV."""
    async with httpx.AsyncClient(timeout=None) as client:
        answer = await client.post(f"{url}/synthesize", json={"text": text})
    if answer.status_code != httpx.codes.OK:
        yield Refused(str(answer.status_code))
        return
    with wave.open(io.BytesIO(answer.content)) as wav:
        yield Rate(wav.getframerate())
        yield wav.readframes(wav.getnframes())


async def wyoming(url: str, backend: str, text: str) -> AsyncGenerator[Answer]:
    """Ask by Wyoming's stream of texts, as Home Assistant does: tcp://HOST:PORT."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        for name, said in (
            ("synthesize-start", {}),
            ("synthesize-chunk", {"text": text}),
            ("synthesize-stop", {}),
        ):
            writer.write(json.dumps({"type": name, "data": said}).encode() + b"\n")
        await writer.drain()
        while True:
            kind, data, payload = await _event(reader)
            if kind == "audio-start":
                yield Rate(data["rate"])
            elif kind == "audio-chunk":
                yield payload
            elif kind == "error":
                yield Refused(data.get("code") or "error")
                return
            elif kind == "synthesize-stopped":
                return
    finally:
        writer.close()


async def _event(reader: asyncio.StreamReader) -> tuple[str, dict[str, Any], bytes]:
    """Read one event: a line of JSON, more of it, and bytes."""
    header = json.loads(await reader.readuntil(b"\n"))
    more = await reader.readexactly(header.get("data_length") or 0)
    payload = await reader.readexactly(header.get("payload_length") or 0)
    data = header.get("data") or {}
    return header["type"], data | (json.loads(more) if more else {}), payload
