"""misaki's English dictionary in half of its memory.

misaki keeps each word a second time, as it is written at the beginning of a sentence or within
one: 60 MB for each of two accents. Here that spelling is looked up when the word is not found.
"""

import importlib.resources
import json
from typing import Any

from misaki import data, en


class AnyCase(dict[str, Any]):
    """Finds "Hello" as "hello", and "monday" as "Monday", unless they are words of their own."""

    def __getitem__(self, word: str) -> Any:
        return super().__getitem__(self._kept(word))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and super().__contains__(self._kept(word))

    def get(self, word: str, default: Any = None) -> Any:
        return super().get(self._kept(word), default)

    def _kept(self, word: str) -> str:
        """Return how the word is written here."""
        if len(word) < 2 or super().__contains__(word):
            return word
        lower = word.lower()
        capitalized = lower.capitalize()
        if word == lower:
            return capitalized
        return lower if word == capitalized else word


class Lexicon(en.Lexicon):  # type: ignore[misc]  # misaki has no types
    def __init__(self, british: bool) -> None:
        accent = "gb" if british else "us"
        self.british = british
        self.cap_stresses = (0.5, 2)  # as upstream's constructor has it
        self.golds = _entries(f"{accent}_gold.json")
        self.silvers = _entries(f"{accent}_silver.json")


def _entries(file: str) -> AnyCase:
    return AnyCase(json.loads((importlib.resources.files(data) / file).read_bytes()))
