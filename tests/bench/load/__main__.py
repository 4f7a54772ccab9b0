"""The bench of listeners: python -m tests.bench.load --backend tone --workers 4 --at 0.5,0.8,1.25

Starts a server of its own, or takes a running one by --url. NAME.json, NAME.md and NAME.png come
into docs/benchmarks, or --out.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from tests.bench.load.bench import Asked, bench
from tests.bench.load.doors import DOORS
from tests.bench.load.report import markdown, write

FOLDER = Path(__file__).parents[3] / "docs" / "benchmarks"
SHARES = "0.25,0.5,0.8,1.0,1.25"


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    asked = _asked(options)
    name = options.name or f"{asked.backend}-{asked.workers}"
    command = " ".join(["python -m tests.bench.load", *arguments])
    results = asyncio.run(bench(asked, command))
    write(results, options.out, name)
    print(markdown(results, name))
    if not options.no_plots:
        from tests.bench.load.plots import draw

        draw(results, options.out / f"{name}.png")
    return int(not all(run.is_valid for run in results.runs))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.bench.load", description=__doc__)
    parser.add_argument("--backend", default="tone")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--at", default=SHARES, help=f"shares of the limit; {SHARES}")
    parser.add_argument("--seconds", type=float, default=60.0, help="in which listeners come")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=4, help="that each listener hears")
    parser.add_argument("--processes", type=int, default=2, help="of listeners")
    parser.add_argument("--door", choices=DOORS, default="tokens")
    parser.add_argument("--url", default="", help="of a running server")
    parser.add_argument("--real-time-factor", type=float, default=0.3, help="of the tone")
    parser.add_argument("--batch-size", type=int, default=1, help="of the tone")
    parser.add_argument("--batch-growth", type=float, default=0.2, help="of the tone")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--name", default="", help="of the files; BACKEND-WORKERS")
    parser.add_argument("--no-plots", action="store_true", help="do without matplotlib")
    return parser


def _asked(options: argparse.Namespace) -> Asked:
    return Asked(
        backend=options.backend,
        workers=options.workers,
        shares=[float(share) for share in options.at.split(",")],
        seconds=options.seconds,
        seed=options.seed,
        sentences=options.sentences,
        processes=options.processes,
        door=options.door,
        url=options.url.rstrip("/"),
        tone={
            "real_time_factor": options.real_time_factor,
            "batch_size": options.batch_size,
            "batch_growth": options.batch_growth,
        },
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
