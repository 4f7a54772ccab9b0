"""How many times: 2x faster, 3-4x daily, 28.5×."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import NUMBER, NUMBER_START, TO
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_NUMBERS = rf"{NUMBER_START}({NUMBER})[x×]?(?:(?:{TO}|\sto\s)({NUMBER}))?"
_MULTIPLE = re.compile(
    rf"{_NUMBERS}\s?(?:(?<=[0-9])[x×]|(?<= )×)(?!\s?[\w(+=*/^<>-])|{_NUMBERS}[x×](?=\s)"
)
_ANY_CODE = re.compile(r"(?<![\w.,-])([1-9])(?:xx|XX)(?!\w)")  # of an error: a 5xx
# What goes on after "times"; before a noun it is an x: a 10x engineer.
_COMPARED = re.compile(
    r"\s(?:[a-z]{2,12}er|more|less|worse|better|as|the|a|an|per|each|every|daily|weekly|monthly|"
    r"yearly|in|on|and|or|but|for|at|since|if|when|what|that|than)\b"
)
# It is a term of a formula beside these.
_SUM = re.compile(r"\s[-+=*/<>×÷−]\s")
_BEFORE_TERMS = ("=", "+", "*", "/", "<", ">", "-", "−", "×", "√(")
_MARK = re.compile(r"\s{0,3}(?:$|[^\w\s(])")


class Multiples:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("hundreds of a code", _ANY_CODE, self._any_code, needs="x"),
            Rule("multiple", _MULTIPLE, self._read, needs="x×"),
        ]

    def _any_code(self, match: re.Match[str]) -> str:
        return f"{self._numbers.cardinal(match[1])} x x"

    def _read(self, match: re.Match[str]) -> str | None:
        first, last = match[1] or match[3], match[2] or match[4]
        if not last and _is_unclear(match):
            return None
        said = self._numbers.number(first)
        said += f" to {self._numbers.number(last)}" if last else ""
        following = match.string[match.end() : match.end() + 20]
        is_times = "×" in match[0] or _MARK.match(following) or _COMPARED.match(following)
        return f"{said} {'times' if is_times else 'x'}"


def _is_unclear(match: re.Match[str]) -> bool:
    """Return whether it may be a term, or is all that is written."""
    before = match.string[: match.start()].rstrip()
    following = match.string[match.end() :]
    is_alone = not before and not following.strip()
    return is_alone or before.endswith(_BEFORE_TERMS) or bool(_SUM.match(following))
