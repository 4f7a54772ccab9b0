"""What the workers can do, measured before anything else: listeners keep all of them busy."""

import httpx
import msgspec

from frontend.protocol.status import WorkerStatus
from tests.bench.load.generator import Target, carry_out
from tests.bench.load.plan import at_once

ROUNDS = 5


class Speed(msgspec.Struct, frozen=True):
    real_time_factor: float  # mean of the workers: synthesis time over audio time
    limit: float  # listeners at once that the workers' speed is enough for
    audio_s: float  # that one listener hears


class Status(msgspec.Struct):
    workers: list[WorkerStatus]


async def measure(
    target: Target, workers: int, sentences: int, seed: str, corpus: list[str]
) -> Speed:
    """Have two listeners a worker come at once, until all workers have measured themselves."""
    audio_s: list[float] = []
    for number in range(ROUNDS):
        plan = at_once(2 * workers, f"{seed} speed {number}", sentences, corpus)
        crowd = await carry_out(target, plan, processes=1)
        audio_s += [heard.audio_s for heard in crowd.heard if heard.outcome == "spoken"]
        factors = await real_time_factors(target.url)
        if len(factors) >= workers and number:
            mean_s = sum(audio_s) / len(audio_s)
            return Speed(sum(factors) / len(factors), sum(1 / it for it in factors), mean_s)
    raise RuntimeError(f"{len(factors)} of {workers} workers have spoken in {ROUNDS} rounds.")


async def real_time_factors(url: str) -> list[float]:
    """Return what the workers have measured of themselves."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{url}/v1/status")
    status = msgspec.json.decode(answer.content, type=Status)
    return [worker.real_time_factor for worker in status.workers if worker.real_time_factor]
