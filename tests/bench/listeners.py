"""Several listeners at once: first audio, the longest gap, and when all is said.

    python -m tests.bench.listeners                    a server of its own, with kokoro
    python -m tests.bench.listeners NAME=URL ...       running servers, in turns

Each listener asks `POST /tts` for four sentences and plays what comes as soon as it comes. A gap is
how long it would have waited for more. A URL with the path of OpenAI's speech route is asked by
that, so that other servers can be measured beside this one.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
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
OPENAI_PATH = "/v1/audio/speech"
OPENAI = {"input": TEXT, "model": "kokoro", "voice": "af_heart", "response_format": "pcm"}
LISTENERS = (1, 4, 8)
ROUNDS = 2
RATE_HZ, WAV_HEADER_BYTES, SAMPLE_BYTES = 24_000, 44, 2
READ_BYTES = 4096


class Heard(msgspec.Struct):
    """What one listener heard, in seconds."""

    first_s: float
    gap_s: float
    said_s: float
    length_s: float


async def listen(url: str) -> Heard | None:
    """Have the text spoken; None if the server refuses, because it is busy."""
    began = time.perf_counter()
    first_s = gap_s = last_s = 0.0
    count = 0
    async for part in _ask(url):
        if part is None:
            return None
        now_s = time.perf_counter() - began
        first_s = first_s or now_s
        played_until_s = first_s + count / (RATE_HZ * SAMPLE_BYTES)
        gap_s = max(gap_s, now_s - played_until_s)
        count, last_s = count + len(part), now_s
    return Heard(first_s, gap_s, last_s, count / (RATE_HZ * SAMPLE_BYTES))


async def _ask(url: str) -> AsyncIterator[bytes | None]:
    """Yield the samples as they come; only None if the server refuses.

    On a bare socket: a client library would cost CPU.
    """
    address = urlsplit(url)
    body = json.dumps(OPENAI if address.path == OPENAI_PATH else {"text": TEXT}).encode()
    head = (
        f"POST {address.path or '/tts'} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Connection: close\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    )
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(f"{head}\r\n\r\n".encode() + body)
    if b" 200 " not in await reader.readline():
        yield None
    elif b"chunked" in (await reader.readuntil(b"\r\n\r\n")).lower():
        async for part in _without(_chunks(reader), 0 if address.path else WAV_HEADER_BYTES):
            yield part
    else:
        async for part in _without(_parts(reader), 0 if address.path else WAV_HEADER_BYTES):
            yield part
    writer.close()


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the chunks of a body in HTTP's chunked encoding."""
    while size := int((await reader.readline()).split(b";")[0], 16):
        yield (await reader.readexactly(size + 2))[:-2]


async def _parts(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while part := await reader.read(READ_BYTES):
        yield part


async def _without(parts: AsyncIterator[bytes], header_bytes: int) -> AsyncIterator[bytes]:
    """Yield what comes after the header."""
    left = header_bytes
    async for part in parts:
        if samples := part[left:]:
            yield samples
        left = max(0, left - len(part))


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
