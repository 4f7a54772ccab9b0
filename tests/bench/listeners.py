"""Several listeners at once: first audio, the longest gap, and when all is said.

    python -m tests.bench.listeners                    a server of its own, with kokoro
    python -m tests.bench.listeners NAME=URL ...       running servers, in turns

Each listener asks `POST /tts` for four sentences and plays what comes as soon as it comes. A gap is
how long it would have waited for more.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from statistics import median
from urllib.parse import urlsplit

import msgspec

from tests.support.server import running_server

TEXT = (
    "The lighthouse keeper climbed the narrow stairs every evening, just before the sun went down. "
    "He lit the great lamp, wound the clockwork, and wrote the weather into a thick grey book. "
    "On stormy nights the whole tower trembled, and he could hear the waves through the stone. "
    "Nobody had visited the island since the last boat left in the autumn."
)
LISTENERS = (1, 4, 8)
ROUNDS = 2
RATE_HZ, HEADER_BYTES, SAMPLE_BYTES = 24_000, 44, 2
READ_BYTES = 4096


class Heard(msgspec.Struct):
    """What one listener heard, in seconds."""

    first_s: float
    gap_s: float
    said_s: float
    length_s: float


async def listen(url: str) -> Heard | None:
    """Have the text spoken; None if the server refuses, because it is busy.

    On a bare socket: a client library would cost CPU.
    """
    address = urlsplit(url)
    body = json.dumps({"text": TEXT}).encode()
    head = f"POST /tts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}"
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    began = time.perf_counter()
    writer.write(f"{head}\r\n\r\n".encode() + body)
    first_s = gap_s = last_s = 0.0
    count = -HEADER_BYTES
    if b" 200 " not in await reader.readline():
        writer.close()
        return None
    await reader.readuntil(b"WAVE")
    while part := await reader.read(READ_BYTES):
        now_s = time.perf_counter() - began
        if not first_s and count + len(part) > 0:
            first_s = now_s
        played_until_s = first_s + max(0, count) / (RATE_HZ * SAMPLE_BYTES)
        gap_s = max(gap_s, now_s - played_until_s) if count > 0 else gap_s
        count, last_s = count + len(part), now_s
    writer.close()
    return Heard(first_s, gap_s, last_s, count / (RATE_HZ * SAMPLE_BYTES))


async def measure(name: str, url: str, listeners: int) -> None:
    answers = await asyncio.gather(*(listen(url) for _ in range(listeners)))
    heard = [answer for answer in answers if answer]
    firsts = sorted(one.first_s for one in heard)
    print(
        f"{name:<14}{listeners:>3} at once: first audio {median(firsts):6.2f} s "
        f"(last {firsts[-1]:6.2f}), longest gap {max(one.gap_s for one in heard):6.2f} s, "
        f"all said after {max(one.said_s for one in heard):6.2f} s of {heard[0].length_s:.1f}, "
        f"{listeners - len(heard)} refused",
        flush=True,
    )


async def bench(servers: Sequence[tuple[str, str]]) -> None:
    for name, url in servers:
        await measure(f"({name})", url, 1)  # warms up
    for listeners in LISTENERS:
        for _ in range(ROUNDS):
            for name, url in servers:
                await measure(name, url, listeners)


def main(arguments: Sequence[str]) -> None:
    if arguments:
        named = [(name, url) for name, _, url in (a.partition("=") for a in arguments)]
        asyncio.run(bench(named))
        return
    with running_server("kokoro") as server:
        asyncio.run(bench([("kokoro", server.url)]))


if __name__ == "__main__":
    main(sys.argv[1:])
