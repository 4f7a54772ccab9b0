"""Time to first audio through each endpoint beside the bare backend's, on an idle server.

Each round measures the bare backend and every endpoint once, one after the other, so that a noisy
machine is equally noisy for all. The difference is taken round by round. Every round has an order
of its own: what has just rested is slower, and else the same one would always come after the same.
"""

import asyncio
import os
import random
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from statistics import median

import numpy as np

from backend_queues.provisioning.environments import python_of
from backend_queues.registry import registry
from tasks.supervision.workers import VARIABLES
from tests.bench.clients import (
    Heard,
    cartesia,
    deepgram,
    elevenlabs,
    omni,
    post,
    realtime,
    stream_tokens,
    wyoming,
)
from tests.support.scraping import Scrape
from tests.support.server import Server, free_port, running_server

TEXT = "Hello there, this is a sentence to be spoken."
BODY = b"\r\n\r\n"  # it comes with the first audio
ROUNDS = {"tone": 150, "kokoro": 25}
VOICES = {"tone": "sine", "kokoro": "af_heart"}  # where a model is a voice
STREAM_TOKENS = "WS /stream-tokens"
Measure = Callable[[], Awaitable[Heard]]


CACHES = ("redis", "{folder}")
CACHED_ROUNDS = {"tone": 100, "kokoro": 25}


async def bench() -> None:
    print(f"Time to first audio of {TEXT!r}, ms: median (99th percentile)")
    for backend, rounds in ROUNDS.items():
        with running_server(backend, wyoming=f"127.0.0.1:{free_port()}") as server:
            await _bench_backend(backend, rounds, server)
    for backend, rounds in CACHED_ROUNDS.items():
        await bench_cache(backend, rounds)


async def bench_cache(backend: str, rounds: int) -> None:
    """Measure a text that was spoken before beside the same one spoken anew, in turns."""
    for place in CACHES:
        with (
            tempfile.TemporaryDirectory() as folder,
            running_server(backend, segment_cache=place.format(folder=folder)) as server,
        ):
            cached = {"text": TEXT, "backend": backend}
            anew = {**cached, "cache": False}
            times: dict[bool, list[float]] = {True: [], False: []}
            for number in range(rounds + 3):
                for is_cached, asked in ((False, anew), (True, cached)):
                    heard = await post(server, "/sse", asked, b"event: audio")
                    if number >= 3:  # by then it is kept
                        times[is_cached].append(heard.seconds * 1000)
            hits = Scrape(server.url).value("segment_cache_lookups_total", outcome="hit")
        assert hits >= rounds, f"{hits} hits in {rounds} rounds"
        _print_cache(backend, "redis" if place == "redis" else "a folder", times)


def _print_cache(backend: str, place: str, times: Mapping[bool, list[float]]) -> None:
    print(f"\n{backend}, POST /sse, {len(times[True])} rounds, the cache in {place}")
    for is_cached, measured in times.items():
        name = "heard again" if is_cached else "spoken anew"
        print(f"  {name:<22}{median(measured):>8.1f} ({np.percentile(measured, 99):.1f})")
    print(f"  quotient{median(times[False]) / median(times[True]):>22.1f}")


def orders(names: Sequence[str], rounds: int) -> Iterator[list[str]]:
    """Yield the order of each round: by chance, but the same in every run."""
    chance = random.Random(0)
    for _ in range(rounds):
        yield chance.sample(names, len(names))


def ways_in(backend: str, server: Server) -> dict[str, Measure]:
    """Return what measures each endpoint once."""
    wav = {"text": TEXT, "backend": backend}
    mp3 = {"input": TEXT, "model": backend}
    elevenlabs_text = TEXT, backend, VOICES[backend]
    return {
        "POST /tts": lambda: post(server, "/tts", wav, b"WAVEfmt "),
        "POST /sse": lambda: post(server, "/sse", wav, b"event: audio"),
        "POST /v1/audio/speech": lambda: post(server, "/v1/audio/speech", mp3, BODY),
        STREAM_TOKENS: lambda: stream_tokens(server, TEXT, backend),
        "WS /tts/websocket": lambda: cartesia(server, TEXT, backend),
        "WS /ws": lambda: realtime(server, TEXT, backend),
        "WS stream-input": lambda: elevenlabs(server, "stream-input", *elevenlabs_text),
        "WS multi-stream-input": lambda: elevenlabs(server, "multi-stream-input", *elevenlabs_text),
        "WS /v1/speak": lambda: deepgram(server, "/v1/speak", TEXT, VOICES[backend]),
        "WS /v2/speak": lambda: deepgram(server, "/v2/speak", TEXT, VOICES[backend]),
        "WS vllm-omni": lambda: omni(server, TEXT, backend),
        "Wyoming": lambda: wyoming(server, TEXT, VOICES[backend]),
    }


async def _bench_backend(backend: str, rounds: int, server: Server) -> None:
    with BareBackend(backend) as bare:
        measures: dict[str, Measure] = {"bare backend": bare.first_audio}
        measures |= ways_in(backend, server)
        times: dict[str, list[float]] = {name: [] for name in measures}
        for number, order in enumerate(orders(list(measures), rounds + 2)):
            for name in order:
                heard = await measures[name]()
                if number >= 2:  # the first two warm everything up
                    times[name].append(heard.seconds * 1000)
    _print(backend, times)


def _print(backend: str, times: dict[str, list[float]]) -> None:
    bare, tokens = (np.array(times[name]) for name in ("bare backend", STREAM_TOKENS))
    heads = f"{'first audio':>18}{'more than bare':>20}{'than /stream-tokens':>21}"
    print(f"\n{backend}, {len(bare)} rounds{'':<14}{heads}")
    for name, measured in times.items():
        more = np.array(measured) - bare
        row = f"  {name:<22}{median(measured):>18.1f} ({np.percentile(measured, 99):.1f})"
        if name != "bare backend":
            row += f"{median(more):>16.1f} ({np.percentile(more, 99):.1f})"
            row += f"{median(np.array(measured) - tokens):>16.1f}"
        print(row)


class BareBackend:
    """The backend alone, in a process of its own environment, with a worker's settings."""

    def __init__(self, backend: str) -> None:
        command = [str(python_of(registry().get(backend))), "-m", "tests.bench.bare", backend]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **VARIABLES},
        )

    def __enter__(self) -> "BareBackend":
        assert self._answer() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    async def first_audio(self) -> Heard:
        assert self._process.stdin
        print(TEXT, file=self._process.stdin, flush=True)
        return Heard(0.0, float(await asyncio.to_thread(self._answer)))

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
