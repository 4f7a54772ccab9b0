"""Ordinals, by what follows their digits: 1er, 2e, 3.º, 4ª; also of Roman numerals: XIXe."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.common import roman
from frontend.text.normalisation.european.rules.context import plain, word_after, words_before
from frontend.text.normalisation.european.written import NUMBER, SPACE, START, WORD
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MARK = rf"(?P<mark>\.?(?:[ºª]|{WORD}{{1,5}}))(?!\w)"
MARKED = re.compile(rf"{START}(?P<digits>{NUMBER}){_MARK}(?!{SPACE}?[CFKcfk](?!\w))")
DEGREE = re.compile(rf"{START}(?P<digits>[0-9]{{1,3}})°(?={SPACE}(?![CFKcfk](?!\w)){WORD})")
ROMAN = re.compile(
    r"(?<![\w.])(?P<numeral>[IVXLC]{1,7})(?P<mark>\.?(?:[ºª]|[^\W\d_IVXLC]{1,5}))(?!\w)"
)
# Of a match: "in der 90. Min.", "in de 90e min."; "max. 3. Min. 2" is none.
MINUTE = re.compile(
    rf"[0-9](?:[.ºªe]|[èe]me|ste|de){SPACE}"
    rf"(?P<here>[Mm]in(?!\w|\.?{SPACE}?[0-9])(?:\.(?={SPACE}[^A-ZÀ-Þ]|[,;:)]))?)"
)

_OF_ANY_NUMBER = "e"  # French: "2e", "XIXe"


def minute_rules(words: Words) -> Iterable[Rule]:
    minute = words.units["min"].form("one")
    return (Rule("minute of an ordinal", MINUTE, lambda _: minute, "mM"),)


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("ordinal", MARKED, partial(_marked, words), DIGIT),
        Rule("ordinal", DEGREE, partial(_degree, words), "°"),
        Rule("Roman ordinal", ROMAN, partial(_roman, words), "IVXLC"),
    )


def _ruleset(words: Words, mark: str) -> str | None:
    mark = plain(mark)
    return words.grammar.ordinals.get(mark) or words.grammar.ordinals.get(mark.removeprefix("."))


def _marked(words: Words, match: re.Match[str]) -> str | None:
    ruleset = _ruleset(words, match["mark"])
    written = words.parsed(match["digits"])
    if ruleset is None or written.fraction or _is_label(words, match):
        return None
    return words.ordinal(written.whole, ruleset)


def _is_label(words: Words, match: re.Match[str]) -> bool:
    """Return whether it is the 2a of "fig. 2a", and no second."""
    names = words_before(match)
    if len(match["mark"]) != 1 or not match["mark"].isascii() or not names:
        return False
    name = words.grammar.before_numbers.get(f"{names[0]}.", names[0])
    return name in words.grammar.cardinal_before


def _roman(words: Words, match: re.Match[str]) -> str | None:
    if match["numeral"] in "LC" or plain(match["mark"]).endswith("s"):
        return None  # "Le", "Ce", "Vers"
    is_sign = match["mark"][-1] in "ºª"
    if not is_sign and _OF_ANY_NUMBER not in words.grammar.ordinals:
        return None  # only French has "XIXe"; elsewhere it is a word: "Ver", "Va", "Io"
    ruleset = _ruleset(words, match["mark"])
    value = roman.value(match["numeral"])
    return words.ordinal(value, ruleset) if ruleset and value else None


def _degree(words: Words, match: re.Match[str]) -> str | None:
    """Read "3° posto" as "3º", unless what follows says that these are degrees."""
    after = word_after(match)
    if not words.grammar.degree_is_ordinal or not after or after in words.grammar.after_degrees:
        return None
    ruleset = words.grammar.ordinals["ª" if words.grammar.gender_of(after) == "f" else "º"]
    return words.ordinal(match["digits"], ruleset)
