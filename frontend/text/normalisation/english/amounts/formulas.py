"""Powers, indices and simple formulas: 10², x^2, v₁, 1+2=3, 5 × 3, x ≤ 5."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import before
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_POWER = rf"(?:[⁻⁺]?[{_RAISED}]{{1,6}}|[ⁿⁱ]|" + (
    r"\^(?:-?[0-9]{1,4}|[a-z]|\(-?[0-9]{1,4}\)|\{-?[\w]{1,4}\})(?!\w))"
)
_NUMBER_OR_NAME = r"(?:[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,15})?[a-z]?|[A-Za-zπ]{1,3})"
_OPERAND = rf"[(√]?-?{_NUMBER_OR_NAME}{_POWER}?[{_LOWERED}]?\)?"
_FORMULA = re.compile(
    rf"(?<![0-9],)(?<![\w.$£€^/(:-]){_OPERAND}(?>(?:\s?[-+−×÷·*/=<>≤≥≠≈±]\s?{_OPERAND}){{1,20}})(?![\w/@]|[.:]\w)"
)
_PART = re.compile(
    rf"(?P<power>{_POWER})|(?P<index>[{_LOWERED}])|[0-9][0-9,]*(?:\.[0-9]+)?|[A-Za-zπ]+|\S"
)
_IS_FORMULA = re.compile(
    r"[=≤≥≠≈±×÷·−]|[0-9)]\s?[+*]|[+*]\s?[0-9(]|(?<!\w\w)\s[<>+]\s(?!\w\w\w)|(?<=\d)[<>](?=\d)|^\(?[A-Za-z][<>][0-9]"
)
_RAISED_NUMBER = re.compile(
    rf"(?<![0-9],)(?<![\w.])(?P<base>[0-9]{{1,15}}(?:\.[0-9]{{1,15}})?)(?P<power>{_POWER})|"
    rf"(?<![A-Za-z]{{3}})(?<=[A-Za-zα-ωΑ-Ω)])(?P<alone>{_POWER})"
)
_INDEX = re.compile(rf"(?<=\w)[{_LOWERED}]{{1,8}}")
# Of an ion: Na⁺, Fe³⁺, SO₄²⁻.
_CHARGE = re.compile(
    rf"(?<=[A-Za-z{_LOWERED}])(?P<number>[{_RAISED}]?)(?P<sign>[⁺⁻])(?![{_RAISED}\w])"
)
_GREEK = re.compile(r"(?<![^\W\d_a-zA-Z])[α-ωΑ-Ω](?![^\W\d_a-zA-Z])")
_POWERS = {"2": "squared", "3": "cubed"}
_SIGNS = {
    "-": "minus", "−": "minus", "+": "plus", "×": "times", "·": "times", "*": "times",
    "=": "equals",
    "÷": "divided by", "/": "over", "<": "is less than", ">": "is greater than",
    "≤": "is less than or equal to", "≥": "is greater than or equal to", "≠": "is not equal to",
    "≈": "is approximately", "±": "plus or minus", "√": "the square root of", "π": "pi",
}  # fmt: skip

_VERB = re.compile(r"(?:\b(?:is|are|was|were|be)|['’](?:s|re)) ?$", re.IGNORECASE)


class Formulas:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("charge", _CHARGE, self._charge, needs="⁺⁻"),
            Rule("formula", _FORMULA, self._formula, needs="=+*<>≤≥≠≈±×÷·−"),
            Rule("power", _RAISED_NUMBER, self._raised, needs=f"^⁻ⁿⁱ{_RAISED}"),
            Rule("index", _INDEX, self._index, needs=_LOWERED),
            Rule("Greek letter", _GREEK, _greek, needs="πθαβγδλμσφωΔΣΩ"),
        ]

    def _formula(self, match: re.Match[str]) -> str | None:
        if not _IS_FORMULA.search(match[0]):
            return None
        said = " ".join(filter(None, map(self._part, _PART.finditer(match[0]))))
        said = said.replace(" is ", " ", 1) if _VERB.search(before(match)) else said
        return _with_brackets(match[0], said)

    def _part(self, part: re.Match[str]) -> str:
        if part["power"]:
            return self._power(part["power"])
        if part["index"]:
            return self._index(part)
        text = part[0]
        if text[0].isdecimal():
            return self._numbers.number(text)
        return "" if text in "()" else _SIGNS.get(text, text)

    def _power(self, written: str) -> str:
        power = unicodedata.normalize("NFKC", written).strip("^(){}").replace("−", "-")
        if power in _POWERS:
            return _POWERS[power]
        minus = "minus " if power.startswith("-") else ""
        digits = power.lstrip("-+")
        said = self._numbers.cardinal(digits) if digits.isdecimal() else digits
        return f"to the power of {minus}{said}"

    def _raised(self, match: re.Match[str]) -> str:
        if match["alone"]:
            return self._power(match["alone"])
        return f"{self._numbers.number(match['base'])} {self._power(match['power'])}"

    def _charge(self, match: re.Match[str]) -> str:
        number = unicodedata.normalize("NFKC", match["number"])
        sign = "plus" if match["sign"] == "⁺" else "minus"
        return f"{self._numbers.cardinal(number)} {sign}" if number else sign

    def _index(self, match: re.Match[str]) -> str:
        return self._numbers.cardinal(unicodedata.normalize("NFKC", match[0]))


def _with_brackets(written: str, said: str) -> str:
    """Return it with the bracket that its text has opened before, or closes after it."""
    unclosed = written.count("(") - written.count(")")
    opens = "(" if unclosed > 0 and written.startswith("(") else ""
    return f"{opens}{said}{')' if unclosed < 0 and written.endswith(')') else ''}"


def _greek(match: re.Match[str]) -> str:
    return unicodedata.name(match[0]).rpartition(" ")[2].lower().replace("lamda", "lambda")
