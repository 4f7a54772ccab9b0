"""Listeners who all come at once, spoken to one by one and in batches.

    python -m tests.bench.batching [LISTENERS]

The tone takes REAL_TIME_FACTOR of what it makes; another segment of a batch adds a fifth to that.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import httpx
import msgspec

from tests.support.scraping import Scrape
from tests.support.server import Server, running_server
from tests.support.set_speed import set_speed

REAL_TIME_FACTOR = 0.2  # so slow that nothing else on the machine counts
GROWTH = 0.2
BYTES_PER_S = 2 * 24_000
TEXT = "Listener number {:02d} hears a sentence. After it comes another one, which is no longer."
TIMEOUT_S = 600


class Heard(msgspec.Struct, frozen=True):
    first_audio_s: float
    speech_s: float


async def listen(client: httpx.AsyncClient, url: str, number: int) -> Heard:
    began_at, first_audio_s, count = time.monotonic(), 0.0, 0
    body = {"text": TEXT.format(number), "format": "pcm"}
    async with client.stream("POST", f"{url}/tts", json=body) as answer:
        answer.raise_for_status()
        async for part in answer.aiter_bytes():
            first_audio_s = first_audio_s or time.monotonic() - began_at
            count += len(part)
    return Heard(first_audio_s, count / BYTES_PER_S)


async def listen_all(server: Server, listeners: int) -> tuple[list[Heard], float]:
    """Return what each has heard, and how long it took until all had."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=TIMEOUT_S, limits=limits) as client:
        await listen(client, server.url, 0)  # what is loaded late is loaded
        began_at = time.monotonic()
        heard = await asyncio.gather(*(listen(client, server.url, it) for it in range(listeners)))
        return heard, time.monotonic() - began_at


def measure(listeners: int, batch_size: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / "backends.yaml"
        options = {"batch_size": batch_size, "batch_growth": GROWTH}
        registry.write_bytes(set_speed(REAL_TIME_FACTOR, **options))
        with running_server(
            "tone", registry=registry, overload="off", max_start_delay_s=TIMEOUT_S
        ) as server:
            heard, took_s = asyncio.run(listen_all(server, listeners))
            seen = Scrape(server.url)
    waits_s = sorted(it.first_audio_s for it in heard)
    speech_per_s = sum(it.speech_s for it in heard) / took_s
    late_s = waits_s[round(0.99 * (len(waits_s) - 1))]
    mean = seen.value("batch_size_sum") / seen.value("batch_size_count")
    return (
        f"at most {batch_size} at once: {speech_per_s:.1f} s of speech a second, "
        f"first audio after {statistics.median(waits_s):.2f} s in the median, "
        f"{late_s:.2f} s for the 99th percentile; a segment was "
        f"spoken with {mean - 1:.1f} others"
    )


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 64
    for size in (1, 8, 16):
        print(measure(count, size), flush=True)
