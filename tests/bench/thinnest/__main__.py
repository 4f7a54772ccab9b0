"""Measure first audio by the thinnest way, by the server and bare, in turns."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import redis

from backend_queues.provisioning.environments import python_of
from backend_queues.registry import registry
from tasks.supervision.workers import OPTIONS, VARIABLES
from tests.bench.clients import post
from tests.bench.first_audio import BODY, TEXT, BareBackend, Measure, orders
from tests.support.processes import wait_until
from tests.support.server import Server, free_port, running_redis, running_server

ROUNDS, WARM_UP = 50, 5
LOAD_S = 60.0
QUEUE, READY, RESULTS = "thinnest", "thinnest.ready", "thinnest.results"
APP = ("-m", "celery", "--quiet", "--app", "tests.bench.thinnest.speaking", "worker")
BARE, THINNEST, SERVER = "bare backend", "thinnest way", "POST /sse"


@contextmanager
def thinnest(backend: str) -> Iterator[Server]:
    """Run the worker and the app until the block ends."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        running_redis(Path(folder)) as (redis_url, _),
    ):
        environ = {
            **os.environ,
            **VARIABLES,
            "REDIS_URL": redis_url,
            "THINNEST_BACKEND": backend,
            "PYTHONPATH": str(Path.cwd()),
        }
        python = str(python_of(registry().get(backend)))
        commands = (
            [python, *APP, *OPTIONS, "--queues", QUEUE],
            [sys.executable, "-m", "tests.bench.thinnest.frontend", str(port)],
        )
        processes = [subprocess.Popen(command, env=environ) for command in commands]
        try:
            with redis.Redis.from_url(redis_url, protocol=2) as connection:
                wait_until(lambda: connection.exists(READY), LOAD_S)
                wait_until(lambda: connection.pubsub_numsub(RESULTS)[0][1], LOAD_S)
            yield Server(f"http://127.0.0.1:{port}", redis_url, processes[0])
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(LOAD_S)


async def bench(backend: str) -> None:
    asked = {"text": TEXT, "backend": backend}
    times: dict[str, list[float]] = defaultdict(list)
    with (
        BareBackend(backend) as bare,
        thinnest(backend) as thin,
        running_server(backend) as server,
    ):
        measures: dict[str, Measure] = {
            BARE: bare.first_audio,
            THINNEST: lambda: post(thin, "/tts", asked, BODY),
            SERVER: lambda: post(server, "/sse", asked, b"event: audio"),
        }
        for number, order in enumerate(orders(list(measures), ROUNDS + WARM_UP)):
            for name in order:
                heard = await measures[name]()
                if number >= WARM_UP:
                    times[name].append(heard.seconds * 1000)
    print(f"First audio of {TEXT!r}, {backend}, {ROUNDS} rounds, ms: median (99th percentile)")
    for name, measured in times.items():
        median, late = np.percentile(measured, [50, 99])
        more = np.median(np.array(measured) - np.array(times[BARE]))
        print(f"  {name:<16}{median:>8.1f} ({late:.1f}){more:>8.1f} more than bare")


if __name__ == "__main__":
    asyncio.run(bench(*sys.argv[1:] or ["kokoro"]))
