"""Bad input by machine: make fuzz, or python -m tests.fuzz [--seed N] [--inputs N] [--requests N].

--inputs    of the targets in this process's children, together; 0 leaves them out
--requests  of schemathesis to a running server; 0 leaves them out
--target    only that one; with --number, only that input, which is printed
"""

import argparse
import multiprocessing
import sys
import time
from random import SystemRandom

from tests.fuzz.running import Outcome, feed, given_for
from tests.fuzz.targets import TARGETS, feed_named, shares

INPUTS = 1_000_000
REQUESTS = 10_000


def main() -> int:
    asked = _arguments()
    print(f"python -m tests.fuzz --seed {asked.seed} --inputs {asked.inputs}", flush=True)
    if asked.number is not None:
        target = TARGETS[asked.target]()
        print(repr(given_for(target, asked.seed, asked.number)))
        return _report([feed(target, asked.seed, range(asked.number, asked.number + 1))])
    works = [
        (name, asked.seed, round(count))
        for name, count in shares(asked.inputs).items()
        if count and asked.target in ("", name)
    ]
    # A process for each target, so that its memory is its own.
    with multiprocessing.get_context("spawn").Pool(asked.at_once, maxtasksperchild=1) as pool:
        outcomes = []
        for outcome in pool.imap_unordered(feed_named, works, chunksize=1):
            print(_line(outcome), flush=True)
            outcomes.append(outcome)
    failed = _report(outcomes)
    if asked.requests and not asked.target:
        from tests.fuzz.requests import send  # schemathesis takes a second to load

        failed = send(asked.seed, asked.requests) or failed
    return failed


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--inputs", type=int, default=INPUTS)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--target", default="", choices=["", *TARGETS])
    parser.add_argument("--number", type=int)
    parser.add_argument("--at-once", type=int, default=2)
    return parser.parse_args()


def _line(outcome: Outcome) -> str:
    rate = outcome.inputs / max(0.001, outcome.seconds)
    return (
        f"{outcome.target:12} {outcome.inputs:>9,} inputs {rate:>8,.0f}/s   slowest "
        f"{outcome.slowest_s * 1000:>7.1f} ms   memory {outcome.rss_bytes / 2**20:>5.0f} MB "
        f"{outcome.grown_bytes / 2**20:+5.1f} MB   finds {len(outcome.finds)}"
    )


def _report(outcomes: list[Outcome]) -> int:
    """Print the finds and the table; return the exit status."""
    for outcome in outcomes:
        for find in outcome.finds:
            print(f"\n{outcome.target} --number {find.number}: {find.given}\n{find.error}")
    print(time.strftime("\n%Y-%m-%d %H:%M"))
    for outcome in sorted(outcomes, key=lambda outcome: outcome.target):
        print(_line(outcome), "  GROWS" if outcome.leaks else "")
    print(f"{'all':12} {sum(outcome.inputs for outcome in outcomes):>9,} inputs")
    return int(any(outcome.finds or outcome.leaks for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
