"""Numbers on their own: cardinals, decimals, years, ranges, scores, and digits beside letters."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import word_after, words_before
from frontend.text.normalisation.european.written import (
    DASH,
    END,
    NUMBER,
    SIGNED,
    SPACE,
    WORD,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

BETWEEN = re.compile(
    rf"(?<!\w[-–])(?P<low>{SIGNED})(?<![0-9][-–][0-9])(?P<dash>{DASH})(?P<high>{NUMBER}){END}(?![-–\w])"
)
# Between two times, or two sums: "9h-18h", "10:30 – 12:30", "5%-10%".
DASHED = re.compile(
    rf"(?:(?<=[:hH.][0-5][0-9])|(?<=[0-9][hH%€°])|(?<=[0-9] [%€hH])){SPACE}?[-–]{SPACE}?"
    r"(?=[0-9]{1,2}(?:[:hH][0-5][0-9]| ?[hH](?!\w))|[0-9]{1,4}(?:[.,][0-9]{1,3})? ?[%€])"
)
SCORE = re.compile(rf"(?<![\w:.,/])([0-9]{{1,3}}):({NUMBER})(?![\w:]|[.,/][0-9])")
MARK = re.compile(r"(?<![\w.,/])(?P<mark>[0-9]{1,3}[.,][0-9]{1,2})/(?P<most>[0-9]{1,3})(?![\w/])")
MAGNITUDE = re.compile(
    rf"(?P<number>{SIGNED}){SPACE}(?P<word>{WORD}{{1,12}})(?!\w)(?:\.(?= d[aei]))?"
)
_OF = re.compile("[ \u00a0](?:d['’]|d[ei] )")
PLAIN = re.compile(SIGNED)
BESIDE = re.compile(r"(?<=[^\W\d_])[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}(?![0-9])")
DIGITS = re.compile(r"[0-9]+")


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("range of others", DASHED, lambda match: words.grammar.to, "-–"),
        Rule("range", BETWEEN, partial(_range, words), DIGIT),
        Rule("mark", MARK, partial(_mark, words), "/"),
        Rule("score", SCORE, partial(_score, words), DIGIT),
        Rule("magnitude", MAGNITUDE, partial(_magnitude, words), DIGIT),
        Rule("number", PLAIN, partial(_plain, words), DIGIT),
        Rule("decimal beside letters", BESIDE, lambda match: words.dotted(match[0]), "."),
        Rule("digits", DIGITS, lambda match: words.cardinal(match[0]), DIGIT),
    )


def _range(words: Words, match: re.Match[str]) -> str | None:
    low, dash, high = match["low"], match["dash"], match["high"]
    if "-" in dash and dash != "-":
        return None  # a pause, or a subtraction
    are_whole = low.isdecimal() and high.isdecimal()
    if are_whole and len(low) != len(high) and len(high) > 2 and int(low) > int(high):
        return f"{words.year(low)}, {words.cardinal(high)}"  # a code: 2005-102
    if len(low) == 4 and len(high) == 2 and low.isdecimal():
        if int(high) == (int(low) + 1) % 100:  # 2023-24
            return words.season(low, high)
        return f"{words.year(low)} {words.grammar.to} {words.cardinal(high)}"
    first, second = words.parsed(low), words.parsed(high)
    if match.string[match.end() :].lstrip().startswith("="):
        return f"{words.number(first)} {words.grammar.minus} {words.number(second)}"
    between = words.grammar.to if first.value < second.value else words.grammar.versus
    return f"{_said(words, low)} {between} {_said(words, high)}"


def _score(words: Words, match: re.Match[str]) -> str | None:
    if match[2].startswith("00"):
        return None
    second = words.number(words.parsed(match[2]))
    return f"{words.cardinal(match[1])} {words.grammar.versus} {second}"


def _mark(words: Words, match: re.Match[str]) -> str:
    mark = words.number(words.parsed(match["mark"]))
    return f"{mark} {words.grammar.over} {words.cardinal(match['most'])}"


def _magnitude(words: Words, match: re.Match[str]) -> str | None:
    """Read the number before "millions": it is that of the noun."""
    noun = words.magnitude(match["word"])
    is_letter = len(match["word"]) == 1
    if noun is None or (is_letter and not _OF.match(match.string, match.end())):
        return None
    number = words.parsed(match["number"])
    is_short = match["word"] in words.grammar.magnitudes
    word = words.form(noun, number) if is_short else match["word"]
    return f"{words.number(number, noun.gender)} {word}"


def _plain(words: Words, match: re.Match[str]) -> str:
    gender = _counted(words, match)
    return words.number(words.parsed(match[0]), gender) if gender else _said(words, match[0])


def _counted(words: Words, match: re.Match[str]) -> str | None:
    """Return the gender of what is counted, if the language tells by the word that follows."""
    if words.grammar.feminine_before.intersection(words_before(match)) and match[0].isdecimal():
        return "f"
    after = word_after(match)
    if "," in match[0] or not after.islower() or match.string[match.end()] != " ":
        return None
    if match[0] != "1":
        return words.grammar.agreement(after)
    is_named = words.grammar.cardinal_before.intersection(words_before(match))  # "capítulo 1"
    return None if is_named else words.grammar.single(after)


def _said(words: Words, text: str) -> str:
    if text.isdecimal():
        return words.year(text)
    written = words.parsed(text)
    if written.fraction and "." in text and words.decimal == "," and "," not in text:
        dotted = "".join(char for char in text if char.isdecimal() or char == ".")
        return words.signed(written, words.dotted(dotted))
    return words.number(written)
