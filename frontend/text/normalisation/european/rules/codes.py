"""Digits that are not numbers: telephone and other long ones, versions, addresses of computers."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.several import OF_NAME, OF_TYPE
from frontend.text.normalisation.european.rules.context import words_before
from frontend.text.normalisation.european.written import SPACE
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_GAP = "[ .\u00a0\u202f/-]"
_END = r"(?![0-9]|[.,][0-9]|\w)"
DOTTED = re.compile(rf"(?<![\w.,])[0-9]{{1,5}}(?:\.[0-9]{{1,5}}){{2,5}}{_END}")
VERSION = re.compile(
    r"(?<!\w)(?:[Vv]ersi\w{1,4} |[Ww]ersj\w{1,2} |[Vv]\.? ?)(?P<number>[0-9]{1,4}"
    r"(?:\.[0-9]{1,4}){1,5})(?![0-9]|\.[0-9])"
)
INTERNATIONAL = re.compile(
    rf"(?<![\w.,])(?<![0-9]{SPACE})(?:\+|00)(?P<country>[0-9]{{1,3}})(?P<rest>(?>(?:{_GAP}?\(?[0-9]{{1,12}}+\)?+){{1,7}})){_END}"
)
NATIONAL = re.compile(
    rf"(?<![\w.,/])(?<![0-9]{SPACE})(?:\([0-9]{{2,5}}\){_GAP}?|0[0-9]{{1,4}}{_GAP})[0-9]{{1,8}}"
    rf"(?:{_GAP}[0-9]{{1,5}}){{0,5}}{_END}"
)
HYPHENATED = re.compile(
    rf"(?<![\w.,/-])(?:[0-9]{{2}}{SPACE}(?=[0-9]{{4,5}}-))?[0-9]{{3,5}}(?:-[0-9]{{3,4}}){{1,3}}(?!-){_END}"
)
# What is read digit by digit after a word that says so.
NAMED = re.compile(
    rf"(?<![\w.,)+(])(?:\([0-9]{{1,5}}\){_GAP}?)?[0-9](?>(?:{_GAP}?[0-9]){{2,24}})(?:-?[Xx](?!\w))?(?!,[0-9]|[.,]?[0-9])"
)
IN_THREES = re.compile(
    rf"(?<![\w.,+(])(?<![0-9]{SPACE})[6-9][0-9]{{2}}(?:{SPACE}[0-9]{{3}}){{2}}(?!\w|[.,]?[0-9]|{SPACE}[0-9€$£%])"
)
# No number of so many things: these have no article in the singular.
_AFTER_ARTICLE = {
    "es": words_of("el al del"),
    "it": words_of("il al dal lo allo dallo l all dall"),
    "pt": words_of("o ao do pelo"),
}
EXTENSION = re.compile(r"(?<![\w.])[Ee]xt\. ?([0-9]{1,5})(?![\w.,])")
_PLACE = re.compile(f"{SPACE}[A-ZÀ-Þ][a-zà-ÿ]")
FEWEST_DIGITS, MOST_DIGITS = 7, 15
NAMES = words_of("id isbn issn ean pin iban siret siren nif cpf cnpj dni nie cuit rut")


def named_rules(words: Words) -> Iterable[Rule]:
    """Return those of which a word says what they are, so that they are no dates either."""
    return (
        Rule("named", NAMED, partial(_named, words), DIGIT),
        Rule("telephone", IN_THREES, partial(_in_threes, words), DIGIT),
        Rule("version", VERSION, partial(_version, words), DIGIT),
    )


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("telephone", INTERNATIONAL, partial(_international, words), DIGIT),
        Rule("telephone", NATIONAL, partial(_national, words), DIGIT),
        Rule("dotted", DOTTED, partial(_dotted, words), DIGIT),
        Rule("telephone", HYPHENATED, partial(_hyphenated, words), DIGIT),
        Rule("several of a type", OF_TYPE, partial(_several, words), "s"),
        Rule("several of a name", OF_NAME, partial(_several, words), "s"),
        Rule("extension", EXTENSION, partial(_extension, words), DIGIT),
    )


def _several(words: Words, match: re.Match[str]) -> str:
    return words.cardinal(match["number"])


def _named(words: Words, match: re.Match[str]) -> str | None:
    digits = sum(char.isdecimal() for char in match[0])
    names = NAMES | words.grammar.digit_words
    if digits >= FEWEST_DIGITS:
        names |= words.grammar.call_words
    return words.grouped(match[0]) if names.intersection(words_before(match, 2)) else None


def _in_threes(words: Words, match: re.Match[str]) -> str | None:
    """Read "es el 934 567 890", of which the article tells that it is no amount."""
    articles = _AFTER_ARTICLE.get(words.grammar.tag.partition("-")[0], frozenset())
    is_round = match[0].endswith("000")
    return None if is_round or articles.isdisjoint(words_before(match)) else words.grouped(match[0])


def _version(words: Words, match: re.Match[str]) -> str:
    before = match[0][: match.start("number") - match.start()].strip(" .")
    word = before if len(before) > 1 else words.grammar.version
    return f"{word} {words.dotted(match['number'])}"


def _dotted(words: Words, match: re.Match[str]) -> str | None:
    parts = match[0].split(".")
    if _is_address(parts):
        return f" {words.grammar.dot} ".join(map(words.by_digit, parts))
    if len(parts[0]) < 4 and all(len(part) == 3 for part in parts[1:]):
        return None  # thousands
    return words.dotted(match[0])


def _is_address(parts: list[str]) -> bool:
    is_byte = (int(part) < 256 and (part == "0" or part[0] != "0") for part in parts)
    return len(parts) == 4 and all(is_byte)


def _international(words: Words, match: re.Match[str]) -> str | None:
    country = match["country"]
    if not FEWEST_DIGITS <= sum(char.isdecimal() for char in match[0]) <= MOST_DIGITS:
        return None
    if not re.search(r"\D", match["rest"]) and match[0].startswith("00"):
        return None
    is_number = words.grammar.in_pairs or (words.grammar.country_is_number and len(country) == 2)
    code = words.cardinal(country) if is_number else words.by_digit(country)
    plus = words.grammar.plus if match[0][0] == "+" else words.by_digit("00")
    return f"{plus} {code}, {words.grouped(match['rest'])}"


def _national(words: Words, match: re.Match[str]) -> str | None:
    if not FEWEST_DIGITS <= sum(char.isdecimal() for char in match[0]) <= MOST_DIGITS:
        return None
    return words.grouped(match[0])


def _hyphenated(words: Words, match: re.Match[str]) -> str | None:
    groups = match[0].split("-")
    is_postcode = (
        len(groups) == 2 and len(groups[0]) == 4 and _PLACE.match(match.string, match.end())
    )
    if (
        len(groups) == 2
        and not is_postcode
        and (len(groups[1]) < 4 or all("1000" <= one <= "2199" for one in groups))
    ):
        return None  # a range, perhaps of years
    return words.grouped(match[0])


def _extension(words: Words, match: re.Match[str]) -> str:
    return f"{words.grammar.extension} {words.by_digit(match[1])}"
