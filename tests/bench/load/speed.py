"""What the workers can do, measured before anything else: listeners keep all of them busy."""

import httpx
import msgspec

from frontend.protocol.status import WorkerStatus
from tests.bench.load.doors import base_of
from tests.bench.load.generator import Target, carry_out
from tests.bench.load.plan import at_once

ROUNDS = 5
OTHERS_AT_ONCE = 4  # of listeners that a server of others is measured with


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
    workers have measured themselves. The speed of a server of others is told by the clock."""
    if not await _workers(target.url):
        return await _by_the_clock(target, sentences, seed, corpus)
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


async def _by_the_clock(target: Target, sentences: int, seed: str, corpus: list[str]) -> Speed:
    """Return how fast some listeners together are given speech, the second time."""
    for number in range(2):
        plan = at_once(OTHERS_AT_ONCE, f"{seed} speed {number}", sentences, corpus)
        heard = (await carry_out(target, plan, processes=1)).heard
    audio_s = sum(one.audio_s for one in heard)
    limit = audio_s / max(one.received_s for one in heard)
    return Speed(1 / limit, limit, audio_s / len(heard))


async def real_time_factors(url: str) -> list[float]:
    """Return what the workers have measured of themselves; nothing of a server of others."""
    return [it.real_time_factor for it in await _workers(url) if it.real_time_factor]


async def _workers(url: str) -> list[WorkerStatus]:
    if not url.startswith("http"):
        return []
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{base_of(url)}/v1/status")
    if answer.status_code != httpx.codes.OK:
        return []
    return msgspec.json.decode(answer.content, type=Status).workers
