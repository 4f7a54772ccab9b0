"""How a listener asks servers of others, in ways that this one does not offer or offers too."""

import asyncio
import io
import wave
from collections.abc import AsyncGenerator
from urllib.parse import urlsplit

import httpx

from tests.bench.load.answers import Answer, Rate, Refused
from tests.bench.wyoming import ask_for, read_event


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
        ask_for(writer, text)
        await writer.drain()
        while (event := await read_event(reader)).kind != "synthesize-stopped":
            match event.kind:
                case "audio-start":
                    yield Rate(event.data["rate"])
                case "audio-chunk":
                    yield event.payload
                case "error":
                    yield Refused(event.data.get("code") or "error")
                    return
    finally:
        writer.close()
