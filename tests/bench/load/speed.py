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
    """Have two listeners for each segment that can be spoken at once come together, until all
    workers have measured themselves."""
    audio_s: list[float] = []
    for number in range(ROUNDS):
        at_a_time = sum(worker.batch_size for worker in await _workers(target.url))
        plan = at_once(2 * at_a_time, f"{seed} speed {number}", sentences, corpus)
        crowd = await carry_out(target, plan, processes=1)
        audio_s += [heard.audio_s for heard in crowd.heard if heard.outcome == "spoken"]
        measured = [it for it in await _workers(target.url) if it.real_time_factor]
        if len(measured) >= workers and number:
            factors = [worker.real_time_factor for worker in measured]
            limit = sum(it.speech_per_s or 1 / it.real_time_factor for it in measured)
            return Speed(sum(factors) / len(factors), limit, sum(audio_s) / len(audio_s))
    raise RuntimeError(f"{len(measured)} of {workers} workers have spoken in {ROUNDS} rounds.")


async def real_time_factors(url: str) -> list[float]:
    """Return what the workers have measured of themselves."""
    return [it.real_time_factor for it in await _workers(url) if it.real_time_factor]


async def _workers(url: str) -> list[WorkerStatus]:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{url}/v1/status")
    return msgspec.json.decode(answer.content, type=Status).workers
