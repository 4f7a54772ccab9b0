"""How well numbers are understood: `python -m tests.bench.spoken_numbers --backend kokoro`.

A running server speaks sentences full of numbers, with and without normalisation; what Whisper
hears is compared with the sentences. The normaliser reads both, so "$5" is "five dollars".
"""

import argparse
import asyncio
from collections.abc import Iterator
from random import Random

import httpx
import numpy as np
from jiwer import wer

from frontend.text.normalisation import normalise
from tests.support.clients import pcm_of, sse_events
from tests.support.recognition import plain, transcribe

MOULDS = (
    "The train leaves platform {n} at {h}:{m:02} p.m. and arrives {r} minutes later.",
    "They paid ${r}.{m:02} for the book and ${n}M for the whole shop.",
    "On March {d}, {y}, the temperature fell to {n} degrees.",
    "About {p}% of the {t:,} people who were asked said yes.",
    "The parcel weighs {n}kg and measures {r} cm.",
    "Chapter {roman} begins on page {t2} of the old edition.",
    "In the {dec}s she lived at {t2} Oak Street for {n} years.",
    "The {ord} runner finished in {r} minutes and {m} seconds.",
    "He was born in {y} and died in {y2}, aged {age}.",
    "Drive {r} km at {s} km/h, then turn left after {n} miles.",
)
ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "9th", "12th", "21st", "30th", "42nd")


def sentences(count: int, seed: int) -> Iterator[str]:
    """Yield sentences of made-up numbers, the same for the same seed."""
    random = Random(seed)
    for number in range(count):
        year = random.randint(1850, 1930)
        age = random.randint(31, 89)
        yield MOULDS[number % len(MOULDS)].format(
            n=random.randint(2, 19),
            r=random.randint(20, 99),
            h=random.randint(1, 12),
            m=random.randint(10, 59),
            d=random.randint(1, 28),
            p=random.randint(5, 95),
            s=random.choice((30, 50, 80, 100, 120)),
            t=random.randint(1_000, 90_000),
            t2=random.randint(21, 99),
            y=year,
            y2=year + age,
            age=age,
            dec=random.choice((1920, 1950, 1960, 1970, 1980, 1990)),
            roman=random.choice(ROMAN),
            ord=random.choice(ORDINALS),
        )


def read(text: str) -> str:
    return plain(normalise(text, "en-US").text)


async def heard(url: str, backend: str, voice: str, text: str, normalisation: str) -> str:
    body = {"text": text, "backend": backend, "voice": voice, "normalisation": normalisation}
    async with httpx.AsyncClient(timeout=120) as client:
        events = await sse_events(client, url, **body)
    samples = np.frombuffer(pcm_of(events), "<i2").astype(np.float32) / np.float32(32_768)
    return await asyncio.to_thread(transcribe, samples)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--backend", default="kokoro")
    parser.add_argument("--voice", default="")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was heard otherwise")
    arguments = parser.parse_args()
    texts = list(sentences(arguments.count, arguments.seed))
    for normalisation in ("off", "on"):
        said = []
        for text in texts:
            what = (arguments.backend, arguments.voice, text, normalisation)
            said.append(read(await heard(arguments.url, *what)))
            if arguments.show and said[-1] != read(text):
                print(f"{normalisation}: {read(text)}\n  {said[-1]}")
        rate = wer([read(text) for text in texts], said)
        print(f"{arguments.backend}, normalisation {normalisation}: word error rate {rate:.1%}")


if __name__ == "__main__":
    asyncio.run(main())
