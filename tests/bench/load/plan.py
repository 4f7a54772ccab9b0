"""Who comes when, and what is said to them: all of it decided by a seed. Pure."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

SENTENCES = Path(__file__).parents[1] / "sentences.txt"


class Arrival(msgspec.Struct, frozen=True):
    """A listener who comes `at_s` after the beginning."""

    at_s: float
    text: str


def arrivals(
    rate_per_s: float, seconds: float, seed: str, sentences: int, corpus: Sequence[str]
) -> list[Arrival]:
    """Return the listeners of a Poisson process of that rate."""
    random = Random(seed)
    return [
        Arrival(at_s, text_of(random, sentences, corpus))
        for at_s in _times(random, rate_per_s, seconds)
    ]


def at_once(count: int, seed: str, sentences: int, corpus: Sequence[str]) -> list[Arrival]:
    """Return listeners who all come at the beginning."""
    random = Random(seed)
    return [Arrival(0.0, text_of(random, sentences, corpus)) for _ in range(count)]


def text_of(random: Random, sentences: int, corpus: Sequence[str]) -> str:
    return " ".join(random.sample(corpus, sentences))


def corpus() -> list[str]:
    """Return the sentences that texts are made of."""
    return SENTENCES.read_text().splitlines()


def _times(random: Random, rate_per_s: float, seconds: float) -> Iterator[float]:
    at_s = random.expovariate(rate_per_s)
    while at_s < seconds:
        yield at_s
        at_s += random.expovariate(rate_per_s)
