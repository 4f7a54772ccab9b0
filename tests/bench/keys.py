"""What asking for API keys costs: first audio with and without, of two idle servers in turn.

python -m tests.bench.keys
"""

import asyncio
import tempfile
from pathlib import Path
from statistics import median

import numpy as np

from tests.bench.clients import post
from tests.bench.first_audio import TEXT
from tests.support.keys import Keys
from tests.support.server import running_server

ROUNDS, WARM_UP = 200, 5
OTHER_KEYS = 1_000


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys(Path(folder) / "keys.json")
        for _ in range(OTHER_KEYS):
            keys.add("speak")
        asked = {"text": TEXT, "backend": "tone"}
        with running_server("tone") as free, running_server("tone", keys=keys.file.path) as locked:
            times: list[tuple[float, float]] = []
            for _ in range(ROUNDS + WARM_UP):
                without = await post(free, "/tts", asked, b"WAVEfmt ")
                with_key = await post(locked, "/tts", asked, b"WAVEfmt ", keys.speaker)
                times.append((without.seconds * 1000, with_key.seconds * 1000))
    _print(times[WARM_UP:])


def _print(times: list[tuple[float, float]]) -> None:
    print(f"First audio of {TEXT!r} by POST /tts, ms: median (90th percentile), {ROUNDS} rounds")
    without, with_key = np.array(times).T
    more = with_key - without
    rows = {"without keys": without, f"with {OTHER_KEYS} keys": with_key, "more": more}
    for name, row in rows.items():
        print(f"  {name:<18}{median(row):8.2f} ({np.percentile(row, 90):.2f})")


if __name__ == "__main__":
    asyncio.run(bench())
