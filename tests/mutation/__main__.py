"""Run as `python -m tests.mutation`; see the package."""

import argparse
import importlib
import random
import tempfile
from collections.abc import Iterator, Sequence

import tests.mutation
from tests.mutation.changes import Place, places
from tests.mutation.cold import Trial
from tests.mutation.warm import FORK, Answer, collect_and_try

# What the tests import that is not ours, and takes long.
LIBRARIES = (
    *("av", "httpx", "hypothesis.strategies", "msgspec", "numpy", "opentelemetry.trace"),
    *("prometheus_client", "redis.asyncio", "rich.console", "sentencex", "soxr"),
    *("starlette.responses", "structlog", "valkey.asyncio", "yaml"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=tests.mutation.__doc__)
    parser.add_argument("--count", type=int, default=45)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="+", default=[""], help="what the paths of changed modules begin with"
    )
    parser.add_argument(
        "--quick", action="store_true", help="do not try again what no test noticed"
    )
    asked = parser.parse_args()
    every = list(places(tuple(asked.only)))
    chosen = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    for library in LIBRARIES:
        importlib.import_module(library)
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        trial = Trial(folder)
        for answer in _answers(chosen):
            is_noticed = answer.is_noticed
            if is_noticed is None or not (is_noticed or asked.quick):
                is_noticed = trial.is_noticed(answer.place)
            noticed += is_noticed
            print("noticed  " if is_noticed else "OVERLOOKED", answer.change, flush=True)
    print(f"{noticed} of {len(chosen)} changes were noticed")


def _answers(chosen: Sequence[Place]) -> Iterator[Answer]:
    receiving, sending = FORK.Pipe(duplex=False)
    process = FORK.Process(target=collect_and_try, args=(chosen, sending))
    process.start()
    sending.close()
    try:
        while answer := receiving.recv():
            yield answer
    except EOFError:
        raise SystemExit("The tests cannot be collected: run them by pytest.") from None
    process.join()


if __name__ == "__main__":
    main()
