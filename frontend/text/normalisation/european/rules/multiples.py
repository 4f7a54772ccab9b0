"""How many times: 2x täglich, 3-4x par jour, 2×/día."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.written import DASH, NUMBER, SPACE, START, WORD
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

MULTIPLE = re.compile(
    rf"{START}(?:(?P<low>{NUMBER})[x×]?{DASH})?(?P<number>{NUMBER}){SPACE}?[x×]"
    rf"(?:/(?P<per>{WORD}{{1,12}})|(?![\w(+=*/^<>⁰¹²³⁴-⁹-]|{SPACE}[-+=*/^<>×÷0-9(]))"
)
_GENITIVE = "genitive"  # of Polish cardinals
# It is a term of a formula after these.
_BEFORE_TERMS = ("=", "+", "*", "/", "<", ">", "-", "−", "×", "√(")


def rules(words: Words) -> Iterable[Rule]:
    return [Rule("multiple", MULTIPLE, partial(_multiple, words), "x×")]


def _multiple(words: Words, match: re.Match[str]) -> str | None:
    noun = words.grammar.multiple
    if noun is None or _is_term(match):
        return None
    number = words.parsed(match["number"])
    if match.string.startswith(_powers(words), match.end()):
        return None  # "3x al cuadrado", of a formula
    said = words.counted(number, noun)
    if words.grammar.joins_multiples:
        said = "".join(said.rsplit(" ", 1)) if not number.fraction else said
    if match["low"]:
        low = words.number(words.parsed(match["low"]), noun.gender)
        if _GENITIVE in words.grammar.cardinals:  # after "do"
            said = f"{words.cardinal(number.whole, _GENITIVE)} {noun.form('many')}"
        dash = "-" if words.grammar.joins_multiples else ""
        said = f"{low}{dash} {words.grammar.to} {said}"
    return f"{said} {_per(words, match['per'])}".rstrip()


def _powers(words: Words) -> tuple[str, ...]:
    grammar = words.grammar
    return tuple(f" {power}" for power in (*grammar.powers.values(), grammar.power) if power)


def _per(words: Words, per: str | None) -> str:
    unit = words.units.get(per or "")
    return words.per(unit.form("one") if unit else per) if per else ""


def _is_term(match: re.Match[str]) -> bool:
    """Return whether it is a term, or all that is written, which says nothing of what it is."""
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].strip()
    return before.endswith(_BEFORE_TERMS) or not (before or after or match["per"])
