"""Numbers as words, by CLDR's rules for spelling them out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from unicode_rbnf import RbnfEngine

if TYPE_CHECKING:
    from collections.abc import Mapping

# A number with more digits is read digit by digit: nobody follows "quadrillions".
LONGEST_CARDINAL = 15


class SpelledNumbers:
    """Numbers in one language. A `form` is a ruleset of CLDR, such as "spellout-cardinal"."""

    def __init__(self, language: str, *, joined: Mapping[str, str] | None = None) -> None:
        """Words that CLDR joins otherwise than they are said are replaced by `joined`."""
        self._engine = RbnfEngine.for_language(language)
        self._joined = {"\N{SOFT HYPHEN}": "", **(joined or {})}

    def words(self, digits: str, form: str = "spellout-cardinal") -> str:
        """Return a whole number's words; one that is too long or begins with 0 by its digits."""
        if len(digits) > LONGEST_CARDINAL or (len(digits) > 1 and digits.startswith("0")):
            return self.by_digit(digits, form)
        return self.spelled(int(digits), form)

    def by_digit(self, digits: str, form: str = "spellout-cardinal") -> str:
        return " ".join(self.spelled(int(digit), form) for digit in digits)

    @lru_cache(maxsize=10_000)  # noqa: B019 - one for each language, for as long as the process
    def spelled(self, number: int, form: str = "spellout-cardinal") -> str:
        words = self._engine.format_number(number, ruleset_names=[form]).text
        for written, said in self._joined.items():
            words = words.replace(written, said)
        return words
