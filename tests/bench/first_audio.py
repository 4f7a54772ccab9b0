"""Time to first audio through each door beside the bare engine's, on an idle server.

Each round measures the bare engine and every door once, one after the other, so that a noisy
machine is equally noisy for all. The difference is taken round by round.
"""

import asyncio
import json
import subprocess
import time
from collections.abc import Awaitable, Callable
from statistics import median
from urllib.parse import urlsplit

import numpy as np
import websockets

from backend_queues.provisioning.environments import python_of
from backend_queues.registry import registry
from tests.support.server import Server, running_server

TEXT = "Hello there, this is a sentence to be spoken."
BODY = b"\r\n\r\n"  # it comes with the first audio
ROUNDS = {"tone": 150, "kokoro": 25}
Measure = Callable[[], Awaitable[float]]


async def bench() -> None:
    print(f"Time to first audio of {TEXT!r}, ms: median (99th percentile)")
    for backend, rounds in ROUNDS.items():
        with running_server(backend) as server:
            await _bench_backend(backend, rounds, server)


async def _bench_backend(backend: str, rounds: int, server: Server) -> None:
    wav = {"text": TEXT, "backend": backend}
    mp3 = {"input": TEXT, "model": backend}
    with _Bare(backend) as bare:
        measures: dict[str, Measure] = {
            "bare engine": bare.first_audio,
            "POST /tts": lambda: _post(server, "/tts", wav, b"WAVEfmt "),
            "POST /sse": lambda: _post(server, "/sse", wav, b"event: audio"),
            "POST /v1/audio/speech": lambda: _post(server, "/v1/audio/speech", mp3, BODY),
            "WS /stream-tokens": lambda: _stream_tokens(server, backend),
            "WS /ws": lambda: _realtime(server, backend),
        }
        times: dict[str, list[float]] = {name: [] for name in measures}
        for number in range(rounds + 2):
            for name, measure in measures.items():
                seconds = await measure()
                if number >= 2:  # the first two warm everything up
                    times[name].append(seconds * 1000)
    _print(backend, times)


def _print(backend: str, times: dict[str, list[float]]) -> None:
    bare = np.array(times["bare engine"])
    print(f"\n{backend}, {len(bare)} rounds{'':<14}{'first audio':>18}{'more than bare':>20}")
    for name, measured in times.items():
        more = np.array(measured) - bare
        row = f"  {name:<22}{median(measured):>18.1f} ({np.percentile(measured, 99):.1f})"
        if name != "bare engine":
            row += f"{median(more):>16.1f} ({np.percentile(more, 99):.1f})"
        print(row)


async def _post(server: Server, path: str, asked: dict[str, str], sign: bytes) -> float:
    """Return when `sign` has come; on a bare socket, as a client library takes 2 ms of its own."""
    address = urlsplit(server.url)
    body = json.dumps(asked).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}"
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    started = time.perf_counter()
    writer.write(f"{head}\r\n\r\n".encode() + body)
    await reader.readuntil(sign)
    seconds = time.perf_counter() - started
    await reader.read()
    writer.close()
    await writer.wait_closed()
    return seconds


async def _stream_tokens(server: Server, backend: str) -> float:
    seconds = 0.0
    async with websockets.connect(f"{server.ws_url}/stream-tokens", compression=None) as socket:
        started = time.perf_counter()
        await socket.send(json.dumps({"backend": backend, "token": TEXT, "done": True}))
        async for message in socket:
            if not seconds and isinstance(message, bytes):
                seconds = time.perf_counter() - started
    return seconds


async def _realtime(server: Server, backend: str) -> float:
    address = f"{server.ws_url}/ws?engine={backend}"
    async with websockets.connect(address, compression=None) as socket:
        started = time.perf_counter()
        await socket.send(TEXT)
        await socket.recv()
        seconds = time.perf_counter() - started
        await socket.send("stop")
        async for _ in socket:
            pass
    return seconds


class _Bare:
    """The engine alone, in a process of its own environment."""

    def __init__(self, backend: str) -> None:
        command = [str(python_of(registry().get(backend))), "-m", "tests.bench.bare", backend]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "_Bare":
        assert self._answer() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    async def first_audio(self) -> float:
        assert self._process.stdin
        print(TEXT, file=self._process.stdin, flush=True)
        return float(await asyncio.to_thread(self._answer))

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
