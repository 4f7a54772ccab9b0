"""What one key's flood costs another: its first audio while the first has 200 streams, and before.

python -m tests.bench.fair_share [--backend tone --workers 2 --streams 200 --part 0]

The streams are heard in real time. With `--backend faulty`, `--part` is how many seconds a
character takes, of which each sounds for 0.06 s: so the workers can be as slow as an engine is.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx

from tasks.process.cancellation import cancel_and_wait
from tests.bench.clients import post
from tests.support.keys import Keys, bearer
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

TEXT = "This is what somebody else has to say."
LONG = "This is a sentence of a text that goes on. " * 200
PCM_BYTES_PER_S = 48_000
STEP_S = 0.1
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
            before = await first_audio(server, other, body, asked.rounds)
            listening = [
                asyncio.create_task(listen(server, flood, body)) for _ in range(asked.streams)
            ]
            count = await all_there(server, keys.operator, asked.streams)
            during = await first_audio(server, other, body, asked.rounds)
            await cancel_and_wait(*listening)
            after = await first_audio(server, other, body, asked.rounds)
    show(before, during, after, count)


async def first_audio(
    server: Server, key: str, body: dict[str, object], rounds: int
) -> list[float]:
    """Return when the first audio came, in ms."""
    asked = {**body, "text": TEXT}
    heard = [await post(server, "/tts", asked, SIGN, key) for _ in range(rounds)]
    return [it.seconds * 1000 for it in heard]


async def listen(server: Server, key: str, body: dict[str, object]) -> None:
    """Hear a long text as it sounds, again and again; whoever is refused asks again."""
    while True:
        await _hear(server, key, {**body, "text": LONG, "format": "pcm"})
        await asyncio.sleep(1)


async def _hear(server: Server, key: str, asked: dict[str, object]) -> None:
    address = urlsplit(server.url)
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
    """Wait until the streams are there, or as many as are let in; return how many are."""
    with suppress(AssertionError):
        await asyncio.to_thread(wait_until, lambda: streams_of(server, key) >= count)
    return streams_of(server, key)


def show(
    before: Sequence[float], during: Sequence[float], after: Sequence[float], streams: int
) -> None:
    print("First audio of the other key, ms: median, longest")
    for name, times in (("idle", before), (f"beside {streams} streams", during), ("idle", after)):
        print(f"  {name:<24}{median(times):9.2f}{max(times):9.2f}")
    idle = median([*before, *after])
    print(f"  {median(during) / idle:.2f} x of idle")


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
