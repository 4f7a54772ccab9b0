"""What only French writes so: 24h/24, 7j/7, Mme et M. Durand, 2 c. à s., art. L. 123-4."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import ends_text
from frontend.text.normalisation.european.written import SPACE, Number
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

ALWAYS = re.compile(
    rf"(?<![\w.,/])(?P<number>[0-9]{{1,2}}){SPACE}?(?P<unit>[hj]){SPACE}?/{SPACE}?(?P<of>24|7)(?!\w)"
)


TITLE_AND_ANOTHER = re.compile(
    r"(?<!\w)(?:Mmes?|Mlles?|MM?\.)(?= et (?:M|Mm|Ml)[a-z]{0,4}\.? [A-Z])"
)


CENTURY = re.compile(r"(?:(?<=[IVX]e )|(?<=\bIer ))s\.(?P<era> (?:av|apr)\. J\.-C\.)?(?!\w)")
SPOON = re.compile(
    r"(?:(?<![\w.,/])(?P<amount>[1-9](?: ?½| 1/2)|1|1/2|½|1/4|¼|3/4|¾)[ \u00a0])?"
    r"(?<!\w)c(?:\.[ \u00a0]?à[ \u00a0]?|\.?à\.?)"
    r"(?P<kind>(?:soupe|café|thé)(?!\w)|[sct](?:\.(?!\w)|(?!\w)))",
    re.IGNORECASE,
)
_SPOONS = {"s": "soupe", "c": "café", "t": "thé"}
_PARTS = {
    "1": "une ",
    **dict.fromkeys(("1/2", "½"), "une demi-"),
    **dict.fromkeys(("1/4", "¼"), "un quart de "),
    **dict.fromkeys(("3/4", "¾"), "trois quarts de "),
}
_SEVERAL = re.compile(r"(?:(?<![0-9/])(?<![0-9][.,])[2-9]|[0-9]{2})[ \u00a0]$")


ARTICLE = re.compile(
    r"(?:(?<=[LRD]\. [0-9])|(?<=[LRD]\. [0-9]{2})|(?<=[LRD]\. [0-9]{3})|(?<=[LRD]\. [0-9]{4})|"
    r"(?<=[LRD][0-9]{3})|(?<=[LRD]\.[0-9]{3}))-(?=[0-9])"
)
_ARTICLES = re.compile(r"(?<!\w)(?:(?<=[dl]es )|(?<=aux ))art\.(?= ?[0-9])")
_OF_HOUSES = re.compile(r"(?<=m² )hab\.")
GREETING = re.compile(r"(?<!\w)(?:Cdt|Cdlt|CDT)(?=\.?,?\s{0,3}$)")


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("always", ALWAYS, partial(_always, words), DIGIT),
        Rule("century", CENTURY, _century, "IVX"),
        Rule("spoon", SPOON, partial(_spoon, words), "àÀ"),
        Rule("article of a code", ARTICLE, lambda _: "tiret", "-"),
        Rule("articles", _ARTICLES, lambda _: "articles", "a"),
        Rule("living area", _OF_HOUSES, _of_houses, "²"),
        Rule("greeting", GREETING, lambda _: "cordialement", "C"),
        Rule("title", TITLE_AND_ANOTHER, lambda match: words.grammar.titles[match[0]], "M"),
    )


def _of_houses(match: re.Match[str]) -> str:
    return f"habitables{'.' if ends_text(match) else ''}"


def _century(match: re.Match[str]) -> str:
    era = match["era"] or ""
    if not era:
        return "siècle"
    return f"siècle {'avant' if 'av' in era else 'après'} Jésus-Christ"


def _spoon(words: Words, match: re.Match[str]) -> str:
    plural = "s" if _SEVERAL.search(match.string, 0, match.start()) else ""
    written, amount = match["kind"].lower().rstrip("."), match["amount"] or ""
    kind = _SPOONS.get(written, written)
    end = "." if match[0].endswith(".") and not match.string[match.end() :].strip() else ""
    if len(amount) > 1 and amount[0] in "123456789" and amount.endswith(("½", " 1/2")):
        many = "" if amount[0] == "1" else "s"
        return f"{words.cardinal(amount[0], 'f')} cuillère{many} à {kind} et demie{end}"
    return f"{_PARTS.get(amount, '')}cuillère{plural} à {kind}{end}"


def _always(words: Words, match: re.Match[str]) -> str:
    hours = words.counted(Number(match["number"]), words.units[match["unit"]])
    return f"{hours} {words.grammar.over} {words.cardinal(match['of'])}"
