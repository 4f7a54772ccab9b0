"""What one key's flood costs another: its first audio while the first has 200 streams, and before.

python -m tests.bench.fair_share [--backend tone --workers 2 --streams 200 --part 0]

The streams are heard in real time. Who is refused asks again a moment later, and its first audio
counts from when it asked first: on a machine that has no time for so many streams, all may be.

With `--backend faulty`, `--part` is how many seconds a character takes, of which each sounds for
0.06 s: so the workers can be as slow as an engine is, and leave the machine alone.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx

from tests.bench.clients import post
from tests.support.keys import Keys, bearer
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

TEXT = "This is what somebody else has to say."
LONG = "This is a sentence of a text that goes on. " * 200
PCM_BYTES_PER_S = 48_000
STEP_S = 0.1
AGAIN_S = 0.2
COME_S = 20.0  # until so many streams are there, or as many as are let in
SIGN = b"WAVEfmt "


async def bench(asked: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys(Path(folder) / "keys.json")
        flood, other = keys.add("speak"), keys.add("speak")
        backend = f"{asked.backend}:{asked.workers}"
        with running_server(backend, keys=keys.file.path, registry=BACKENDS_FILE) as server:
            body = {"backend": asked.backend}
            if asked.part:
                body["options"] = {"part_s": asked.part}
            print("First audio of the other key, ms: median, longest; how often it was refused")
            before = await first_audio(server, other, body, asked.rounds)
            before.show("idle")
            with flooding(server.url, flood, body, asked.streams):
                count = await all_there(server, keys.operator, asked.streams)
                during = await first_audio(server, other, body, asked.rounds)
                during.show(f"beside {count} streams")
            after = await first_audio(server, other, body, asked.rounds)
            after.show("idle")
    print(f"  {median(during.ms) / median([*before.ms, *after.ms]):.2f} x of idle")


@dataclass
class Waits:
    """When the first audio came, in ms; how often it was refused, and why at first."""

    ms: list[float] = field(default_factory=list)
    first_at: float = 0.0
    refused: int = 0
    why: str = ""

    def show(self, name: str) -> None:
        numbers = f"{median(self.ms):9.2f}{max(self.ms):9.2f}{self.refused:5}"
        print(f"  {name:<24}{numbers}  {self.why}", flush=True)


async def first_audio(server: Server, key: str, body: dict[str, object], rounds: int) -> Waits:
    waits = Waits()
    for _ in range(rounds):
        began = time.perf_counter()
        while not await _heard(server, key, {**body, "text": TEXT}, waits):
            pass
        waits.ms.append((waits.first_at - began) * 1000)
    return waits


async def _heard(server: Server, key: str, asked: dict[str, object], waits: Waits) -> bool:
    """Tell whether the text was spoken; if not, it was refused."""
    try:
        waits.first_at = (await post(server, "/tts", asked, SIGN, key)).first_at
    except asyncio.IncompleteReadError as error:
        waits.refused += 1
        await asyncio.sleep(AGAIN_S)
        waits.why = waits.why or error.partial.partition(b"\r\n\r\n")[2].decode()
        return False
    return True


@contextmanager
def flooding(url: str, key: str, body: dict[str, object], streams: int) -> Iterator[None]:
    """Have so many streams heard by a process of their own, or they would delay what is measured.

    It yields to the server and to what is measured, as listeners of other machines would.
    """
    process = get_context("spawn").Process(target=_flood, args=(url, key, body, streams))
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _flood(url: str, key: str, body: dict[str, object], streams: int) -> None:
    async def listen_all() -> None:
        await asyncio.gather(*(listen(url, key, body) for _ in range(streams)))

    os.nice(19)
    asyncio.run(listen_all())


async def listen(url: str, key: str, body: dict[str, object]) -> None:
    """Hear a long text as it sounds, again and again; whoever is refused asks again."""
    while True:
        await _hear(url, key, {**body, "text": LONG, "format": "pcm"})
        await asyncio.sleep(1)


async def _hear(url: str, key: str, asked: dict[str, object]) -> None:
    address = urlsplit(url)
    content = json.dumps(asked).encode()
    [(name, value)] = bearer(key).items()
    head = f"POST /tts HTTP/1.1\r\nHost: x\r\n{name}: {value}\r\nContent-Length: {len(content)}"
    reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=4096)
    try:
        writer.write(f"{head}\r\n\r\n".encode() + content)
        while await reader.read(round(PCM_BYTES_PER_S * STEP_S)):  # noqa: ASYNC110 - who hears
            await asyncio.sleep(STEP_S)  # needs time for it
    finally:
        writer.close()


def streams_of(server: Server, key: str) -> int:
    status = httpx.get(f"{server.url}/v1/status", headers=bearer(key), timeout=60).json()
    return sum(backend["streams"] for backend in status["backends"])


async def all_there(server: Server, key: str, count: int) -> int:
    """Wait until the streams are there; return how many are, or wait in line."""
    with suppress(AssertionError):
        await asyncio.to_thread(wait_until, lambda: streams_of(server, key) >= count, COME_S)
    return streams_of(server, key)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backend", default="tone")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--part", type=float, default=0.0)
    parser.add_argument("--rounds", type=int, default=30)
    asyncio.run(bench(parser.parse_args()))


if __name__ == "__main__":
    main()
