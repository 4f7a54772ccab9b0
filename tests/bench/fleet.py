"""Many frontends and workers for ten minutes: gaps, losses, memory.

    python -m tests.bench.fleet [--frontends 8 --workers 16 --minutes 10 --listeners 24 --seed 1]

The tone takes a set time for what it makes. Listeners come at random times to each frontend, by
`/stream-tokens` or by OpenAI's route, and hear texts in real time, whose lengths are known to the
sample. Memory is compared as by `tests.soak`.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import msgspec
import numpy as np

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.bench.load.answers import RATE_HZ
from tests.bench.load.generator import Target, carry_out
from tests.bench.load.heard import Heard
from tests.bench.load.plan import Arrival, arrivals, corpus
from tests.soak.watching import Watch, Watched, growth
from tests.support.programs import Frontend, Program
from tests.support.server import running_redis
from tests.support.set_speed import set_speed
from tests.support.tones import expected_pcm

REAL_TIME_FACTOR = 0.2
SENTENCES = 4
TEXT_S = 14.0  # about what four sentences take
DOORS = ("tokens", "speech")
WHOLE_SENTENCES_S = 86_400  # where a text is cut decides its length
GAP_S = 0.02
BENCH = "tests.bench"  # processes of its own


class Asked(msgspec.Struct, frozen=True):
    """What was asked of one frontend."""

    door: str
    plan: list[Arrival]


async def bench(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="vs-fleet-") as name, ExitStack() as closing:
        folder = Path(name)
        frontends = _start(folder, options, closing)
        for frontend in frontends:
            await asyncio.to_thread(frontend.until_ready, options.workers)
        print(f"{len(frontends)} frontends see {options.workers} workers", flush=True)
        watch = Watch(os.getpid())
        watching = asyncio.create_task(watch.run())
        asked = [_asked(number, options) for number in range(len(frontends))]
        crowds = await asyncio.gather(
            *(
                carry_out(Target(frontend.url, "tone", one.door), one.plan, 1)
                for frontend, one in zip(frontends, asked, strict=True)
            )
        )
        watching.cancel()
        watch.look()
        lasting = watch.lasting()
        wrong = [
            problem
            for one, crowd in zip(asked, crowds, strict=True)
            for problem in _problems(one.plan, crowd.heard)
        ]
        _show([heard for crowd in crowds for heard in crowd.heard], wrong)
        _show_memory(watch, lasting)
        return int(bool(wrong))


def _start(folder: Path, options: argparse.Namespace, closing: ExitStack) -> list[Frontend]:
    url, _ = closing.enter_context(running_redis(folder))
    registry = folder / "backends.yaml"
    registry.write_bytes(set_speed(REAL_TIME_FACTOR))
    environ = {
        "REDIS_URL": url,
        "VOICE_SERVER_BACKENDS": registry,
        "VOICE_SERVER_FIRST_AUDIO_S": WHOLE_SENTENCES_S,
        "VOICE_SERVER_VOICE_SAMPLES": folder / "samples",
        "VOICE_SERVER_JOBS": f"file:{folder}/jobs",
        PARENT_VARIABLE: os.getpid(),
    }
    workers = Program(folder, "worker", "tone", "--replicas", str(options.workers), **environ)
    frontends = [Frontend(folder, **environ) for _ in range(options.frontends)]
    for program in (workers, *frontends):
        program.start()
        closing.callback(program.end)
    return frontends


def _asked(number: int, options: argparse.Namespace) -> Asked:
    rate_per_s = options.listeners / options.frontends / TEXT_S
    seed = f"fleet {options.seed} {number}"
    plan = arrivals(rate_per_s, options.minutes * 60, seed, SENTENCES, corpus())
    return Asked(Random(seed).choice(DOORS) if number > 1 else DOORS[number], plan)


def _problems(plan: Sequence[Arrival], heard: Sequence[Heard]) -> list[str]:
    """Return who was not served whole; a text is as long as it must be."""
    found = []
    by_time = {arrival.at_s: arrival.text for arrival in plan}
    for one in heard:
        samples = len(expected_pcm(by_time[one.at_s])) // 2
        if one.outcome != "spoken":
            found.append(f"at {one.at_s:.1f} s: {one.outcome}")
        elif round(one.audio_s * RATE_HZ) != samples:
            found.append(f"at {one.at_s:.1f} s: {one.audio_s * RATE_HZ:.0f} of {samples} samples")
    return found


def _show(heard: Sequence[Heard], wrong: Sequence[str]) -> None:
    first = [one.playable_s for one in heard if one.playable_s is not None]
    gaps = [gap for one in heard for gap in one.gaps_s if gap > GAP_S]
    late = sum(one.late_s > GAP_S for one in heard)
    print(f"{len(heard)} listeners, {sum(one.audio_s for one in heard):.0f} s of speech")
    print(f"not served whole: {len(wrong)} {Counter(wrong).most_common(5) if wrong else ''}")
    print(f"queued {sum(one.queued for one in heard)}, came late {late}")
    print("first sample, median (99th percentile): {:.3f} ({:.3f}) s".format(*_of(first)))
    print(f"gaps over 20 ms: {len(gaps)}, the longest {max(gaps, default=0):.3f} s")


def _show_memory(watch: Watch, lasting: Sequence[Watched]) -> None:
    grown = [(growth(*watch.windows(it)), it.name) for it in lasting if BENCH not in it.name]
    for share, name in sorted(grown, reverse=True)[:4]:
        print(f"memory of {name}: {share:+.1%}")


def _of(values: Sequence[float]) -> tuple[float, float]:
    median, late = np.percentile(values, [50, 99])
    return float(median), float(late)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench.fleet", description=__doc__)
    parser.add_argument("--frontends", type=int, default=8)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--listeners", type=float, default=24.0, help="at once, on the average")
    parser.add_argument("--seed", type=int, default=1)
    return asyncio.run(bench(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
