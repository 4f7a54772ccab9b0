"""A whole bench: a server, its speed, then a run at each load."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import yaml

from tests.bench.load.figures import Load, Run, Use, figures
from tests.bench.load.generator import Target, carry_out
from tests.bench.load.gpu import GpuWatch
from tests.bench.load.machine import describe
from tests.bench.load.plan import arrivals, corpus
from tests.bench.load.processes import Used, cores, used
from tests.bench.load.report import Results
from tests.bench.load.speed import Speed, measure, real_time_factors
from tests.support.server import running_server

TONE = "backend_queues.tone.slowed:SlowedTone"
CALM_S = 1.0  # between two runs: presence tells the workers' speed every second


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a bench measures."""

    backend: str
    workers: int
    shares: list[float]
    seconds: float
    seed: int
    sentences: int
    processes: int
    door: str
    url: str  # "" is a server of its own
    tone: dict[str, float]  # its options


async def bench(asked: Asked, command: str) -> Results:
    """Measure the workers' speed, then every load, one after the other."""
    machine = await describe()
    async with _server(asked) as url:
        target = Target(url, asked.backend, asked.door)
        seed = str(asked.seed)
        speed = await measure(target, asked.workers, asked.sentences, seed, corpus())
        print(f"Measured: {speed}", flush=True)
        runs = [await _run(asked, target, speed, share) for share in asked.shares]
    return Results(
        command=command,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        backend=asked.backend,
        workers=asked.workers,
        seed=asked.seed,
        machine=machine,
        speed=speed,
        runs=runs,
    )


async def _run(asked: Asked, target: Target, speed: Speed, share: float) -> Run:
    await asyncio.sleep(CALM_S)
    load = Load(share, share * speed.limit / speed.audio_s, asked.seconds)
    plan = arrivals(
        load.rate_per_s, load.seconds, f"{asked.seed} {share}", asked.sentences, corpus()
    )
    watch, before = GpuWatch(), used(os.getpid())
    watching = asyncio.create_task(watch.run())
    measuring = asyncio.create_task(_used_after(load.seconds))
    crowd = await carry_out(target, plan, asked.processes)
    after = await measuring
    watching.cancel()
    factors = await real_time_factors(target.url)
    factor = sum(factors) / len(factors) if factors else speed.real_time_factor
    use = Use(factor, cores(before, after), watch.use())
    run = figures(load, crowd, use)
    print(f"{share:g} of the limit: {run}", flush=True)
    return run


async def _used_after(seconds: float) -> Used:
    """Look when the last listeners come: from then on there are fewer and fewer."""
    await asyncio.sleep(seconds)
    return used(os.getpid())


@asynccontextmanager
async def _server(asked: Asked) -> AsyncIterator[str]:
    """Have a server; one of its own logs into a file."""
    if asked.url:
        yield asked.url
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        registry = _registry(Path(folder), asked.tone) if asked.backend == "tone" else None
        log = (Path(folder) / "server.log").open("wb")
        with (
            log,
            running_server(
                f"{asked.backend}:{asked.workers}", registry=registry, stderr=log
            ) as server,
        ):
            yield server.url


def _registry(folder: Path, options: dict[str, float]) -> Path:
    """Write a registry whose tone takes its time."""
    path = folder / "backends.yaml"
    entry = {"adapter": TONE, "options": options}
    path.write_text(yaml.safe_dump({"default": "tone", "backends": {"tone": entry}}))
    return path
