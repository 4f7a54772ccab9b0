"""Clients on sockets as bare as can be: a client library takes 2 ms of its own."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import websockets

from tests.bench.wyoming import ask_for, read_event
from tests.support.server import Server

CARTESIA_VOICES = {"tone": "sine", "kokoro": "af_heart"}
CARTESIA_FORMAT = {"container": "raw", "encoding": "pcm_s16le", "sample_rate": 24_000}


class Heard(NamedTuple):
    """When a text was sent and when its first audio came, in seconds of `time.perf_counter`."""

    sent_at: float
    first_at: float

    @property
    def seconds(self) -> float:
        return self.first_at - self.sent_at


async def post(
    server: Server, path: str, asked: Mapping[str, object], sign: bytes, key: str = ""
) -> Heard:
    """Send a request; the first audio is there with `sign`."""
    address = urlsplit(server.url)
    body = json.dumps(asked).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}"
    if key:
        head += f"\r\nAuthorization: Bearer {key}"
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    sent_at = time.perf_counter()
    writer.write(f"{head}\r\n\r\n".encode() + body)
    await reader.readuntil(sign)
    first_at = time.perf_counter()
    await reader.read()
    writer.close()
    await writer.wait_closed()
    return Heard(sent_at, first_at)


async def stream_tokens(server: Server, text: str, backend: str) -> Heard:
    first_at = 0.0
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        sent_at = time.perf_counter()
        await socket.send(json.dumps({"backend": backend, "token": text, "done": True}))
        async for message in socket:
            if not first_at and isinstance(message, bytes):
                first_at = time.perf_counter()
    return Heard(sent_at, first_at)


async def cartesia(server: Server, text: str, backend: str) -> Heard:
    """Open a context, over a socket that is open already, as Cartesia's clients do."""
    asked: dict[str, object] = {
        "context_id": "1",
        "model_id": backend,
        "voice": CARTESIA_VOICES[backend],
    }
    asked |= {"output_format": CARTESIA_FORMAT, "transcript": text}
    async with websockets.connect(f"{server.ws_url}/tts/websocket", compression=None) as socket:
        sent_at = time.perf_counter()
        await socket.send(json.dumps(asked))
        message = await socket.recv()
        first_at = time.perf_counter()
        while not json.loads(message)["done"]:
            message = await socket.recv()
    return Heard(sent_at, first_at)


async def realtime(server: Server, text: str, backend: str) -> Heard:
    address = f"{server.ws_url}/ws?engine={backend}"
    async with websockets.connect(address, compression=None) as socket:
        sent_at = time.perf_counter()
        await socket.send(text)
        await socket.recv()
        first_at = time.perf_counter()
        await socket.send("stop")
        async for _ in socket:
            pass
    return Heard(sent_at, first_at)


async def elevenlabs(server: Server, path: str, text: str, backend: str, voice: str) -> Heard:
    """A text that is open before its words come, as voice agents do it."""
    query = f"model_id={backend}&output_format=pcm_24000"
    address = f"{server.ws_url}/v1/text-to-speech/{voice}/{path}?{query}"
    async with websockets.connect(address, compression=None) as socket:
        await socket.send(json.dumps({"text": " ", "context_id": "1"}))
        sent_at = time.perf_counter()
        await socket.send(json.dumps({"text": text, "context_id": "1", "flush": True}))
        await socket.recv()
        first_at = time.perf_counter()
        end = {"text": ""} if path == "stream-input" else {"close_socket": True}
        await socket.send(json.dumps(end))
        async for _ in socket:
            pass
    return Heard(sent_at, first_at)


async def deepgram(server: Server, path: str, text: str, voice: str) -> Heard:
    """Speak over a socket that is open already, as agents keep theirs."""
    first_at, said = 0.0, ({"type": "Speak", "text": text}, {"type": "Flush"}, {"type": "Close"})
    address = f"{server.ws_url}{path}?model={voice}"
    async with websockets.connect(address, compression=None) as socket:
        await socket.recv()  # who speaks
        sent_at = time.perf_counter()
        for one in said:
            await socket.send(json.dumps(one))
        async for message in socket:
            if not first_at and isinstance(message, bytes):
                first_at = time.perf_counter()
    return Heard(sent_at, first_at)


async def omni(server: Server, text: str, backend: str) -> Heard:
    """Speak over a socket whose session is configured already."""
    first_at = 0.0
    address = f"{server.ws_url}/v1/audio/speech/stream"
    config = {"type": "session.config", "model": backend, "stream_audio": True}
    async with websockets.connect(address, compression=None) as socket:
        await socket.send(json.dumps(config))
        await socket.recv()
        sent_at = time.perf_counter()
        await socket.send(json.dumps({"type": "input.text", "text": text}))
        await socket.send(json.dumps({"type": "input.done"}))
        message: str | bytes = b""
        while isinstance(message, bytes) or json.loads(message)["type"] != "session.done":
            message = await socket.recv()
            if not first_at and isinstance(message, bytes):
                first_at = time.perf_counter()
    return Heard(sent_at, first_at)


async def wyoming(server: Server, text: str, voice: str) -> Heard:
    """Speak over a connection that is open already, as Home Assistant streams an answer."""
    host, _, port = server.wyoming.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    sent_at, first_at = time.perf_counter(), 0.0
    ask_for(writer, text, voice={"name": voice})
    while (event := await read_event(reader)).kind != "synthesize-stopped":
        if event.payload and not first_at:
            first_at = time.perf_counter()
    writer.close()
    await writer.wait_closed()
    return Heard(sent_at, first_at)
