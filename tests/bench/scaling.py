"""One long text, spoken by 1, 2, 4 and 8 workers: how near to so many times as fast.

    python -m tests.bench.scaling
    python -m tests.bench.scaling --workers 1 8 --real-time-factor 0.1

The tone takes a set time for what it makes and sleeps meanwhile, so that the cores are free.
All its sentences are equally long, and as many as every number of workers divides.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import httpx

from tests.support.server import running_server
from tests.support.set_speed import set_speed

SENTENCE = "This is one of many sentences, all of which are as long as this one is at the moment. "
BYTES_PER_S = 2 * 24_000
TIMEOUT_S = 600


def speech_per_s(workers: int, sentences: int, real_time_factor: float) -> float:
    """Return how much speech the text's listener got in a second, from its request to its end."""
    with tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / "backends.yaml"
        registry.write_bytes(set_speed(real_time_factor))
        with running_server(f"tone:{workers}", registry=registry) as server:
            heard_bytes(server.url, workers)  # what is loaded late is loaded, speeds are known
            began_at = time.monotonic()
            count = heard_bytes(server.url, sentences)
            return count / BYTES_PER_S / (time.monotonic() - began_at)


def heard_bytes(url: str, sentences: int) -> int:
    body = {"text": SENTENCE * sentences, "backend": "tone", "format": "pcm", "realtime": False}
    with httpx.stream("POST", f"{url}/tts", json=body, timeout=TIMEOUT_S) as answer:
        answer.raise_for_status()
        return sum(len(part) for part in answer.iter_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench.scaling", description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--real-time-factor", type=float, default=0.2)
    parser.add_argument("--out", type=Path, help="a file for the figures, as JSON")
    options = parser.parse_args()
    figures = {}
    for workers in options.workers:
        speed = speech_per_s(workers, options.sentences, options.real_time_factor)
        linear = speed * options.real_time_factor / workers
        figures[workers] = {"speech_per_s": round(speed, 2), "of_linear": round(linear, 3)}
        print(
            f"{workers} workers: {speed:.2f} s of speech a second, {linear:.3f} of linear",
            flush=True,
        )
    if options.out:
        options.out.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
