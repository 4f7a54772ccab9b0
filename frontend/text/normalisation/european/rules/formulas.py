"""Marks between and beside words and numbers: &, §, +, =, 10², H₂O, x³, 3 × 4."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.comparisons import is_compared
from frontend.text.normalisation.european.rules.measures import unit
from frontend.text.normalisation.european.written import SPACE
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
CHARGE = re.compile(
    rf"(?<=[A-Za-z{_LOWERED}])(?P<number>[{_RAISED}]?)(?P<sign>[⁺⁻])(?![{_RAISED}\w])"
)
POWER = re.compile(rf"(?<=[\w)\]])(?P<sign>[⁻⁺]?)(?P<power>[{_RAISED}]{{1,6}})")
CARET = re.compile(r"(?<=[\w)])\^(?P<sign>-?)(?P<power>[0-9]{1,6})(?!\w|[.,][0-9])")
POWER_UNIT = re.compile(
    rf"(?<=[0-9])(?P<sign>[⁻⁺]?)(?P<power>[{_RAISED}]{{1,6}}){SPACE}(?P<unit>[A-Za-zµ]{{1,5}}(?:/[A-Za-z]{{1,5}}[²³]?)?)(?![\w/²³])"
)
INDEX = re.compile(rf"(?<=\w)[{_LOWERED}]{{1,6}}")
# Between numbers, or letters that stand for some.
OPERATOR = re.compile(
    rf"(?<=[0-9a-zA-Z)⁰¹²³⁴-⁹π%€$]){SPACE}?(?P<operator>[+=×÷·⋅*≠≈≤≥<>±])(?={SPACE}?[-\u22120-9a-zA-Z(π√])"
)
MINUS = re.compile(
    rf"(?<=[0-9)²³])(?:{SPACE}[-\u2212]{SPACE}|\u2212)(?=[0-9(])"
    rf"|(?<=\b[a-z]){SPACE}[-\u2212]{SPACE}(?=[a-z0-9]\b)"
)
TIMES = re.compile(rf"(?<=[0-9m]){SPACE}?[x×]{SPACE}?(?=[0-9])")
DIVISION = re.compile(rf"(?<=[0-9])(?:{SPACE}:{SPACE}|:)(?=[0-9]{{1,9}}{SPACE}?=)")
SYMBOL = re.compile(r"(?<![<>!~-])=(?![<>])|[&§%‰+√∞≈≠≤≥±×÷©®™№]")
_TEN = re.compile(f"10[⁻{_RAISED}]")
_PRODUCT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?\s?=")
_GOALS = re.compile(r"[0-9]{1,2}(?![0-9]|[.,][0-9]|\s?(?:[=x×]|[cm]?m(?!\w)))")
NUMERIC = re.compile(r"[0-9²³]")
ARROW = re.compile(r"(?<=[^\W_] )→(?= [0-9])")
NUMBER_SIGN = re.compile(r"(?<![\w#&/])#(?=[0-9]{1,9}(?![\w#]))")


def unit_rules(words: Words) -> Iterable[Rule]:
    """Return that of 10⁸ m/s, to go before abbreviations: "s." is one."""
    return (Rule("power of a unit", POWER_UNIT, partial(_power_of_unit, words), _RAISED),)


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("charge", CHARGE, partial(_charge, words), "⁺⁻"),
        Rule("power", POWER, partial(_power, words), _RAISED),
        Rule("power", CARET, partial(_power, words), "^"),
        Rule("index", INDEX, partial(_index, words), _LOWERED),
        Rule("times", TIMES, partial(_times, words), DIGIT),
        Rule("division", DIVISION, lambda _: words.grammar.operators.get("÷"), ":"),
        Rule("minus", MINUS, partial(_minus, words), "-\u2212"),
        Rule("operator", OPERATOR, partial(_operator, words), "+=×÷·⋅*≠≈≤≥<>±"),
        Rule("number sign", NUMBER_SIGN, lambda _: words.grammar.symbols.get("№"), "#"),
        Rule("arrow", ARROW, lambda _: words.grammar.symbols.get("→", words.grammar.to), "→"),
        Rule("symbol", SYMBOL, partial(_symbol, words), "&§%‰+=√∞≈≠≤≥±×÷©®™№"),
    )


def _charge(words: Words, match: re.Match[str]) -> str:
    """Read "Na⁺", "SO₄²⁻"."""
    number = unicodedata.normalize("NFKC", match["number"])
    sign = words.grammar.plus if match["sign"] == "⁺" else words.grammar.minus
    return f"{words.cardinal(number)} {sign}" if number else sign


def _power(words: Words, match: re.Match[str]) -> str:
    digits = unicodedata.normalize("NFKC", match["power"])
    is_negative = match["sign"] in ("-", "⁻")
    said = words.grammar.powers.get(int(digits)) if not is_negative else None
    if said is None:
        minus = f"{words.grammar.minus} " if is_negative else ""
        said = f"{words.grammar.power} {minus}{words.cardinal(int(digits))}"
    return said


def _power_of_unit(words: Words, match: re.Match[str]) -> str | None:
    noun = unit(words, match["unit"])
    return f"{_power(words, match)} {noun.form('many')}" if noun else None


def _index(words: Words, match: re.Match[str]) -> str:
    return words.cardinal(unicodedata.normalize("NFKC", match[0]))


def _times(words: Words, match: re.Match[str]) -> str | None:
    """Read "10 × 20" as a product, "10x20" and "10 cm × 20 cm" as a size."""
    is_sized = match.string[match.start() - 1] == "m"
    if words.grammar.x_is_versus and match[0] == " x " and not is_sized and _is_score(match):
        return words.grammar.versus
    is_product = "×" in match[0] and (match[0] != "×" or _is_power_of_ten(match))
    is_product = is_product or _PRODUCT.match(match.string, match.end()) is not None
    return words.grammar.operators.get("×") if is_product and not is_sized else words.grammar.times


def _minus(words: Words, match: re.Match[str]) -> str | None:
    if "=" not in match.string and "\u2212" not in match[0]:
        return None  # a dash
    return words.grammar.minus


def _operator(words: Words, match: re.Match[str]) -> str | None:
    operator = match["operator"]
    if is_compared(match):
        return None  # which is no formula's
    if operator in "*<>" and not _is_between_numbers(match):
        return None  # emphasis, or a tag
    return words.grammar.operators.get(operator)


def _is_between_numbers(match: re.Match[str]) -> bool:
    text = match.string
    before = text[max(0, match.start() - 2) : match.start()]
    after = text[match.end() : match.end() + 2]
    is_spaced = match[0] != match["operator"]  # "p < 0,05"
    return (is_spaced or NUMERIC.search(before) is not None) and NUMERIC.search(after) is not None


def _is_power_of_ten(match: re.Match[str]) -> bool:
    return _TEN.match(match.string, match.end()) is not None


def _is_score(match: re.Match[str]) -> bool:
    return _GOALS.match(match.string, match.end()) is not None


def _symbol(words: Words, match: re.Match[str]) -> str | None:
    mark = match[0]
    row = match.string[max(0, match.start() - 2) : match.end() + 2]
    if mark * 3 in row or (mark != "+" and mark * 2 in row):
        return None  # a line of them, or "=="
    said = words.grammar.symbols.get(mark)
    is_before_bracket = match.string.startswith("(", match.end())  # which gets no space else
    return f"{said} " if said and mark == "√" and is_before_bracket else said
