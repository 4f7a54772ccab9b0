"""Genders of nouns by their endings, in Spanish and Portuguese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST_LETTERS = 4  # shorter words are seldom nouns


@dataclass(frozen=True)
class Genders:
    """`masculine` are singulars in -a, `feminine` endings of plurals that are not in -as."""

    masculine: frozenset[str]
    feminine: tuple[str, ...]
    feminine_singles: tuple[str, ...]  # whole words, too
    masculine_singles: tuple[str, ...]
    singles: Mapping[str, str]  # the genders of short or odd ones: "mes", "mano"
    no_nouns: frozenset[str]  # that could be taken for some

    def of(self, name: str) -> str:
        """Return the gender of what is known to be a noun."""
        first = name.split()[0].lower().removesuffix("s")
        return "f" if first.endswith("a") and first not in self.masculine else "m"

    def of_plural(self, word: str) -> str | None:
        if not self._may_be_noun(word) or not word.endswith("s"):
            return None
        if word.endswith("istas"):
            return "m"  # of both: "21 turistas"
        return "f" if word.endswith(self.feminine) else self.of(word)

    def of_single(self, word: str) -> str | None:
        """Return the gender of what 1 counts, where its ending tells it."""
        if word in self.singles:
            return self.singles[word]
        if not self._may_be_noun(word) and word not in self.feminine_singles:
            return None
        if word.endswith(self.feminine_singles):
            return "f"
        return self.of(word) if word.endswith(("a", "o", *self.masculine_singles)) else None

    def _may_be_noun(self, word: str) -> bool:
        return len(word) >= FEWEST_LETTERS and word not in self.no_nouns
