"""What a listener costs a frontend between Redis and the socket, beside a bare Starlette app.

    python -m tests.bench.sockets
    python -m tests.bench.sockets --listeners 1 10 100 --formats pcm --seconds 60 --at-once
    python -m tests.bench.sockets --listeners 1000 --formats pcm --segment-cache redis --spread 30

Listeners of `/stream-tokens` write a sentence whenever the one before has sounded, as in a dialogue
(or all of them at once), and read what comes as it comes. The bare app then sends the same bytes
at the same times over the same kind of WebSocket. Both are measured by the CPU time of their
process, without what it takes when nobody listens; an encoder and the tone by themselves, in this
process while they listen, as a busy machine is slower than an idle one.
"""

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from functools import partial

import msgspec
from websockets.asyncio.client import connect

from backend_queues.tone.adapter import SECONDS_PER_CHARACTER
from tests.bench import bare_socket
from tests.bench.alone import encoder_alone, tone_alone
from tests.bench.usage import cpu_s, memory_kb, peak_kb, processes_of, reset_peak
from tests.support.processes import wait_until
from tests.support.server import Server, free_port, frontends_of, running_server

SENTENCE = "This is one of many sentences, all of which are as long as this one is at the moment. "
SENTENCE_S = len(SENTENCE.strip()) * SECONDS_PER_CHARACTER
SPOKEN = SENTENCE.strip(), SENTENCE_S
RATE_HZ = 24_000
IDLE_S = 5.0
LATE_S = 0.02
PER_PROCESS = 250  # listeners
IDLE = 500  # connections


class Listened(msgspec.Struct):
    """What one listener was sent: (seconds since the first of all came, bytes) of each message."""

    messages: list[tuple[float, int]]
    late_s: float  # the longest it had nothing to play, once it had begun


class Cost(msgspec.Struct):
    """What one process took for some listeners."""

    cpu_s: float  # beyond what it takes without them
    idle_share: float  # of a core, which it takes without them
    stream_kb: float  # of memory for each of them, at the most


class Run(msgspec.Struct):
    """So many listeners, and what they hear."""

    listeners: int
    format: str
    seconds: float
    at_once: bool
    spread_s: float = SENTENCE_S  # over which they begin, unless all of them do at once

    @property
    def sentences(self) -> int:
        return max(1, round(self.seconds / SENTENCE_S))

    @property
    def speech_s(self) -> float:
        return self.listeners * self.sentences * SENTENCE_S


async def listen(url: str, run: Run, number: int) -> Listened:
    """Have the sentences spoken."""
    await asyncio.sleep(0 if run.at_once else run.spread_s * number / run.listeners)
    heard = Listened([], 0.0)
    async with connect(
        f"{url}/stream-tokens", compression=None, max_size=None, open_timeout=60
    ) as connection:
        writing = asyncio.create_task(_write(connection.send, run))
        dry_at = 0.0
        async for message in connection:
            now = time.monotonic()
            heard.late_s = max(heard.late_s, now - dry_at) if dry_at else 0.0
            dry_at = max(now, dry_at) + len(message) / 2 / RATE_HZ
            heard.messages.append((now, len(message)))
        await writing
    return heard


async def _write(send: Callable[[str], Awaitable[None]], run: Run) -> None:
    await send(json.dumps({"backend": "tone", "format": run.format}))
    began = time.monotonic()
    for sentence in range(run.sentences):
        # Two are ahead, as the end of one is known by the beginning of the next.
        due = began + max(0, sentence - 2) * SENTENCE_S
        await asyncio.sleep(0 if run.at_once else max(0.0, due - time.monotonic()))
        await send(json.dumps({"token": SENTENCE}))
    await send('{"done": true}')


async def replayed(url: str, number: int) -> Listened:
    """Read from the bare app."""
    async with connect(
        f"{url}/{number}", compression=None, max_size=None, open_timeout=60
    ) as connection:
        messages = [(time.monotonic(), len(message)) async for message in connection]
    return Listened(messages, 0.0)


async def heard_by(kind: str, url: str, run: Run, numbers: Iterable[int]) -> list[Listened]:
    if kind == "replay":
        return await asyncio.gather(*(replayed(url, number) for number in numbers))
    return await asyncio.gather(*(listen(url, run, number) for number in numbers))


def hear(kind: str, url: str, run: Run) -> list[Listened]:
    """Have processes of their own listen; return what all of them were sent."""
    given = msgspec.json.encode(run).decode()
    parts = [
        subprocess.Popen(
            [sys.executable, "-m", __spec__.name, kind, url, given, str(first), str(PER_PROCESS)],
            stdout=subprocess.PIPE,
        )
        for first in range(0, run.listeners, PER_PROCESS)
    ]
    answers = [part.communicate()[0] for part in parts]
    assert not any(part.returncode for part in parts), "a process of listeners has failed"
    return [it for answer in answers for it in msgspec.json.decode(answer, type=list[Listened])]


def measured(
    kind: str, url: str, pids: Mapping[str, int], run: Run
) -> tuple[dict[str, Cost], list[Listened]]:
    """Return what each of the processes takes, and what the listeners were sent."""
    idle_before = {name: cpu_s(pid) for name, pid in pids.items()}
    time.sleep(IDLE_S)
    before = {name: cpu_s(pid) for name, pid in pids.items()}
    kb = {name: reset_peak(pid) for name, pid in pids.items()}
    began = time.monotonic()
    heard = hear(kind, url, run)
    took_s = time.monotonic() - began
    costs = {}
    for name, pid in pids.items():
        idle = (before[name] - idle_before[name]) / IDLE_S
        cost = cpu_s(pid) - before[name] - idle * took_s
        costs[name] = Cost(cost, idle, (peak_kb(pid) - kb[name]) / run.listeners)
    return costs, heard


@contextmanager
def running_bare(heard: Sequence[Listened]) -> Iterator[tuple[str, int]]:
    """Run the bare app; yield its address and process id."""
    first = min(it.messages[0][0] for it in heard)
    schedules = [[(at - first, size) for at, size in it.messages] for it in heard]
    with tempfile.NamedTemporaryFile() as file:
        file.write(msgspec.json.encode(schedules))
        file.flush()
        port = free_port()
        command = [sys.executable, "-m", bare_socket.__name__, file.name, str(port)]
        process = subprocess.Popen(command)
        try:
            wait_until(partial(_listens, port))
            yield f"ws://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def bench(server: Server, run: Run) -> None:
    with encoder_alone(run.format, RATE_HZ) as encoder, tone_alone(*SPOKEN) as engine:
        costs, heard = measured("listen", server.ws_url, processes_of(server), run)
    with running_bare(heard) as (url, pid):
        bare = measured("replay", url, {"bare": pid}, run)[0]["bare"]
    ms = {name: 1000 * cost.cpu_s / run.speech_s for name, cost in costs.items()}
    bare_ms = 1000 * bare.cpu_s / run.speech_s
    frontend, messages = costs["frontend"], sum(len(it.messages) for it in heard)
    late = [it.late_s for it in heard if it.late_s > LATE_S] if run.format == "pcm" else []
    print(
        f"{run.format:<5}{run.listeners:>5} listeners: {ms['frontend']:6.2f} ms a second"
        f" ({ms['frontend'] / bare_ms:4.1f} x bare, {bare_ms:.2f}),"
        f" encoder alone {encoder.ms:5.2f}, worker {ms['worker']:.2f} (its engine alone"
        f" {engine.ms:.2f}), Redis {ms['redis']:.2f};"
        f" {messages / run.speech_s:5.2f} messages a second; {frontend.stream_kb:4.0f} kB a stream"
        f" (bare {bare.stream_kb:.0f}); idle {1000 * frontend.idle_share:.0f} ms a second;"
        f" late {len(late)}",
        flush=True,
    )


async def idle_kb(server: Server) -> float:
    """Return how much memory a connection takes that has said nothing yet."""
    [pid] = frontends_of(server)
    before = memory_kb(pid)
    async with AsyncExitStack() as opened:
        for _ in range(IDLE):
            url = f"{server.ws_url}/stream-tokens"
            await opened.enter_async_context(connect(url, compression=None, open_timeout=60))
        return (memory_kb(pid) - before) / IDLE


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--listeners", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--formats", nargs="+", default=["pcm", "mp3", "opus"])
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--at-once", action="store_true")
    parser.add_argument("--spread", type=float, default=SENTENCE_S, help="seconds to begin in")
    parser.add_argument("--segment-cache", default="", help="as the setting; then no worker speaks")
    options = parser.parse_args()
    cache = {"segment_cache": options.segment_cache} if options.segment_cache else {}
    with running_server("tone", overload="off", max_start_delay_s=600, **cache) as server:
        bench(server, Run(1, "pcm", SENTENCE_S, at_once=True))  # warms up
        print(f"idle WebSockets: {asyncio.run(idle_kb(server)):.0f} kB each", flush=True)
        for format in options.formats:
            for listeners in options.listeners:
                run = Run(listeners, format, options.seconds, options.at_once, options.spread)
                bench(server, run)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("listen" | "replay") as kind, url, given, first, count]:
            run = msgspec.json.decode(given, type=Run)
            numbers = range(int(first), min(int(first) + int(count), run.listeners))
            heard = asyncio.run(heard_by(kind, url, run, numbers))
            sys.stdout.write(msgspec.json.encode(heard).decode())
        case _:
            main()
