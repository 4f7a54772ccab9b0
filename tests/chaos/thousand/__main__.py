"""Run the faults, print the table, and exit with 1 if anything is not as promised."""

import argparse
import asyncio
import random
import sys
from pathlib import Path

from tests.chaos.thousand.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.thousand", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="a new folder for what the processes log")
    given = parser.parse_args()
    if given.keep and given.keep.exists():
        parser.error(f"{given.keep} is there already; name a new folder")
    print(f"seed {given.seed}, {given.faults} faults", flush=True)
    counts = asyncio.run(run(given.seed, given.faults, given.keep))
    counts.show_long_pauses()
    print(counts.table())
    return 0 if counts.is_right() else 1


if __name__ == "__main__":
    sys.exit(main())
