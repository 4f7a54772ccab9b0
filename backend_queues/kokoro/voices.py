"""Kokoro's voices by their names, their styles, and mixes of them."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np

from backend_queues.base import Samples, Voice
from backend_queues.voice_names import KOKORO_LANGUAGES, KOKORO_SEXES

STYLE_SHAPE = (510, 256)  # a style for each number of phonemes
KEPT_MIXES = 32  # of 0.5 MB each


def voice_of(name: str) -> Voice:
    """Return the voice of a name such as "af_heart".

    Raises:
        KeyError: the name's first letter stands for no language.
    """
    return Voice(name, KOKORO_LANGUAGES[name[0]], KOKORO_SEXES.get(name[1:2], ""))


class Styles:
    """The styles of voices and of their mixes, float32, shape (510, 256), recent mixes kept.

    `read` gives those of a voice by its name, and is asked once for each.
    """

    def __init__(self, read: Callable[[str], Samples]) -> None:
        self._of_voice = cache(read)
        self._of_mix = lru_cache(KEPT_MIXES)(self._mixed)

    def of(self, shares: Mapping[str, float]) -> Samples:
        """Return the mean of the voices' styles, weighted by shares that add up to 1."""
        if len(shares) == 1:
            return self._of_voice(next(iter(shares)))
        return self._of_mix(tuple(sorted(shares.items())))

    def _mixed(self, shares: tuple[tuple[str, float], ...]) -> Samples:
        names, weights = zip(*shares, strict=True)
        mean = np.average([self._of_voice(name) for name in names], axis=0, weights=weights)
        return mean.astype(np.float32)
