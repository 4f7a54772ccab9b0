"""Symbols that no other rule has read."""

from __future__ import annotations

import re

from frontend.text.normalisation.english.amounts.currencies import SIGNS
from frontend.text.normalisation.english.fragments import after, before
from frontend.text.normalisation.rule import Rule

_WORDS = {
    "&": "and", "%": "percent", "@": "at", "+": "plus", "=": "equals", "°": "degree", "º": "degree",
    "©": "copyright", "®": "registered", "™": "trademark", "→": "to", "⇒": "implies", "←": "from",
    "#": "hash", "§": "section", "¶": "paragraph", "×": "times", "÷": "divided by",
    "≤": "less than or equal to", "≥": "greater than or equal to", "≠": "not equal to",
    "≈": "approximately", "±": "plus or minus", "∞": "infinity", "√": "square root of",
    "‰": "per mille", "№": "number", "¢": "cents",
}  # fmt: skip
_MONEY = {sign: currency.one for sign, currency in SIGNS.items()}
_SYMBOL = re.compile(r"[&%@+°º©®™→⇒←§¶×÷≤≥≠≈±∞√‰№¢]|(?<![=!<>])=(?![=>])|(?<!#)#(?!#)")
_MONEY_SIGN = re.compile(f"[{''.join(_MONEY)}]")
_SECTIONS = re.compile(r"§§\s?(?=[0-9])")
_COPYRIGHT = re.compile(r"(?<=\b[Cc]opyright)\s(?:©|\([cC]\))")
_SLASH = re.compile(r"(?<=[A-Za-z]{2})/(?=[A-Za-z]{2})|(?<=[A-Za-z]{2} )/(?= [A-Za-z]{2})")
# Between terms, of which one may be money, a percentage or in brackets: $100 − $20.
_MINUS = re.compile(
    r"(?<=[0-9)%¢°CF]\s)−(?=\s[(√$£€¥]?(?:[0-9(]|[b-zB-Z]\b))|(?<=[0-9)%¢])−(?=[(√$£€¥]?[0-9(])|"
    r"(?<=[0-9)%¢]\s)-(?=\s[(√$£€¥]?[0-9.,]{1,15}[%)¢]{0,2}\s[=×÷*/+≈])"
)
_AND_IN_CODE = re.compile(r"(?<=[\w)\]'\"]\s)&&(?=\s\S)|(?<=[\w)])&&(?=[\w(!])")
_UP_OR_DOWN = re.compile(r"[↑↓](?P<gap>\s?)(?=[+$£€]?[0-9])")
_ROOT = re.compile(r"√(?=\()")
_SHARP = re.compile(r"(?<=\b[CF])#(?!\w)")
_LEADING_DOT = re.compile(r"(?<![\w.)…])\.(?=[A-Za-z]{2})")
_COMPARISON = re.compile(
    r"(?<=[\w)\]]\s)(?:[<>!]=|==)(?=\s[\w(\[\"'-])|(?<=[\w)\]])[<>!]=(?=[\w(\[\"'-])"
)
_COMPARISONS = {
    "<=": " less than or equal to ", ">=": " greater than or equal to ", "!=": " not equal to ",
    "==": " equals ",
}  # fmt: skip
_ARROW = re.compile(r"(?<=\w\s)-{1,2}>(?=\s\w)")
_NUMBER = re.compile(r"(?<=[A-Z]{2})#\s?(?=[0-9])")
_ABOUT = re.compile(r"(?<![\w~/])~\s?(?=[$£€]?[0-9])")
_LESS_OR_MORE = re.compile(r"(?<![\w<>=-])[<>]=?(?=\s?[$£€]?\.?[0-9])")
_LIMITS = {"<": "less than", ">": "more than", "<=": "at most", ">=": "at least"}


def symbol_rules() -> list[Rule]:
    return [
        Rule("sections", _SECTIONS, lambda _: "sections ", needs="§"),
        Rule("copyright", _COPYRIGHT, lambda _: "", needs="©("),
        Rule("comparison", _COMPARISON, _compared, needs="="),
        Rule("arrow", _ARROW, lambda _: "to", needs=">"),
        Rule("number", _NUMBER, lambda _: " number ", needs="#"),
        Rule("minus", _MINUS, _minus, needs="−-"),
        Rule("and in code", _AND_IN_CODE, _and_in_code, needs="&"),
        Rule("up or down", _UP_OR_DOWN, _up_or_down, needs="↑↓"),
        Rule("about", _ABOUT, lambda _: "about", needs="~"),
        Rule("less or more", _LESS_OR_MORE, _less_or_more, needs="<>"),
        Rule("root", _ROOT, lambda _: "the square root of ", needs="√"),
        Rule("sharp", _SHARP, lambda _: "sharp", needs="#"),
        Rule("leading dot", _LEADING_DOT, lambda _: "dot", needs="."),
        Rule("slash", _SLASH, _slash, needs="/"),
        Rule("symbol", _SYMBOL, lambda match: _WORDS[match[0]], needs="".join(_WORDS)),
        Rule("sign of money", _MONEY_SIGN, lambda match: _MONEY[match[0]], needs="".join(_MONEY)),
    ]


def _compared(match: re.Match[str]) -> str:
    said = _COMPARISONS[match[0]]
    return said.strip() if match.string[match.end()].isspace() else said


def _minus(match: re.Match[str]) -> str:
    is_spaced = match.string[match.end()].isspace()
    return "minus" if is_spaced else " minus "


def _and_in_code(match: re.Match[str]) -> str:
    return "and" if match.string[match.end()].isspace() else " and "


def _up_or_down(match: re.Match[str]) -> str:
    return "up " if match[0][0] == "↑" else "down "


def _less_or_more(match: re.Match[str]) -> str:
    is_spaced = match.string[match.end()].isspace()
    return _LIMITS[match[0]] if is_spaced else f"{_LIMITS[match[0]]} "


def _slash(match: re.Match[str]) -> str | None:
    is_and_or = before(match).endswith("and") and after(match).lower().startswith("or")
    return None if is_and_or else "slash"
