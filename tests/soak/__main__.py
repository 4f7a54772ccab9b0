"""A server under mixed load, whose workers are killed: python -m tests.soak --minutes 30 --seed N.

It fails if the memory of a process grows after its warm-up, if tasks, threads, files or keys are
left over, or if an answer is not what it should be.
"""

import argparse
import asyncio
import sys
from random import SystemRandom

from tests.soak.soak import Outcome, soak


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    asked = parser.parse_args()
    print(f"python -m tests.soak --minutes {asked.minutes:g} --seed {asked.seed}", flush=True)
    outcome = asyncio.run(soak(asked.seed, asked.minutes * 60))
    show(outcome)
    return int(bool(outcome.problems))


def show(outcome: Outcome) -> None:
    print(f"\n{'process':32} {'memory after warm-up, at the end':>34} {'growth':>8}")
    for line in outcome.processes:
        print(line)
    for kind, count in sorted(outcome.served.items()):
        print(f"{kind:32} {count:>9,}")
    print(f"{'workers killed':32} {outcome.kills:>9,}")
    for problem in outcome.problems:
        print(f"PROBLEM {problem}")


if __name__ == "__main__":
    sys.exit(main())
