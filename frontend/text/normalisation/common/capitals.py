"""Words in capitals, which backends would spell: a heading's are words, FBI's are letters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.pronounceable import is_pronounceable
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UPPER = "A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻŒŠŽČŘĚŮĐ"
_WORD = re.compile(
    rf"[{_UPPER}](?<!\w[{_UPPER}])(?<![.&'’][{_UPPER}])[{_UPPER}]{{0,40}}+"
    rf"(?>(?:['’][{_UPPER}]{{1,3}}+)?)(?![\w&]|\.\w)"
)
_FOLLOWED = re.compile(rf"\s[{_UPPER}]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEARBY = 60  # characters on either side that tell whether a word stands among capitals
_FEW = 2  # words
_SHORTEST_PLAIN = 4  # letters of a word that tells that those beside it are words, among more
LONG = 5  # letters from which a lone word that can be said is one
_ACRONYMS = (
    "AAA ACLU AI AIDS API APIS ASAP ATM BA BMI CEO CIA CEOS CIO COO CTO DIY DOI EEG EPA ER "
    "ESA ETA EU EUR EV EVS FAQ FAQS FBI FDA FIFA GIF GIS GOP GPA GPU HIV HR IBM ID IDE IDS "
    "ICU IEEE IMF IO IOS IOT IP IPA IPO IQ IRA IRS ISO ISP IT IUD IV IVF JPEG LA LED LEDS "
    "LGBT LSAT MIA MIT MOU MRI NAACP NASA NATO NBA NGO NGOS NSA NY NYC NYU OK OECD OPEC OS PA PDF "
    "PIN PR QA RAM ROI SAT SEO SOS SUV SUVS TED TNT UAE UFO UFOS UI UK UN UNESCO UNICEF URL URLS "
    "US USA USAF USB USD USSR UV UX VAT VIP VIPS VP WHO WIFI"
)
ACRONYMS = frozenset(_ACRONYMS.split())
# Acronyms that are common words as well, so that among capitals they are words.
_AMBIGUOUS = "AIDS IT LA PA PIN RAM SAT TED US WHO ER OS ETA IV"
_ALSO_WORDS = frozenset(_AMBIGUOUS.split())


@dataclass(frozen=True)
class Capitals:
    """What a language has in capitals.

    `emphasised` are short words, known as such when alone. `adjectives` are acronyms only where
    another word follows and one of these goes before, "" being none: THE US ARMY, not JOIN US.
    """

    emphasised: frozenset[str]
    acronyms: frozenset[str] = ACRONYMS
    adjectives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pronoun: str = "I"  # a letter that is a word in capitals; "" if there is none


def capitals_rule(capitals: Capitals) -> Rule:
    """Return the rule, to go after all that knows words in capitals."""
    return Rule("capitals", _WORD, partial(_read, capitals))


def _read(capitals: Capitals, match: re.Match[str]) -> str | None:
    word = match[0]
    if len(word) == 1:
        return _letter(capitals, match)
    if _stands_alone(capitals, match):
        if word in capitals.emphasised:
            return word.lower()
        is_word = _is_long(word) and word not in capitals.acronyms
        return word.capitalize() if is_word else None
    if word in capitals.acronyms and word not in _ALSO_WORDS:
        return None
    if word in capitals.adjectives and _is_adjective(capitals, match):
        return None
    is_word = word in capitals.emphasised or is_pronounceable(word) or len(word) > 8
    return _lowered(capitals, word) if is_word else None


def _lowered(capitals: Capitals, word: str) -> str:
    """Return a word in small letters, but for the pronoun: I'll."""
    is_pronoun = capitals.pronoun and word[:2] in (f"{capitals.pronoun}'", f"{capitals.pronoun}’")
    return capitals.pronoun + word[1:].lower() if is_pronoun else word.lower()


def _is_adjective(capitals: Capitals, match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _NEARBY) : match.start()].split()[-1:]
    last = before[0] if before and before[0].isupper() and before[0].isalpha() else ""
    follows = _FOLLOWED.match(match.string, match.end())
    return bool(follows) and last in capitals.adjectives[match[0]]


def _letter(capitals: Capitals, match: re.Match[str]) -> str | None:
    """Read A and the like as words among capitals; elsewhere they need no reading."""
    is_word = match[0] != capitals.pronoun and match[0] in capitals.emphasised
    return match[0].lower() if is_word and not _stands_alone(capitals, match) else None


def _is_long(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= LONG and is_pronounceable(word)


def _stands_alone(capitals: Capitals, match: re.Match[str]) -> bool:
    """Return whether the words beside it are not in capitals, or are acronyms too."""
    before = _TOKEN.findall(match.string[max(0, match.start() - _NEARBY) : match.start()])
    after = _TOKEN.findall(match.string[match.end() : match.end() + _NEARBY])
    run = [*_capitals(reversed(before)), match[0], *_capitals(iter(after))]
    words = [word for word in run if len(word) > 1]
    shortest = _SHORTEST_PLAIN if len(words) > _FEW else LONG
    return len(words) < _FEW or not any(_is_plain(capitals, word, shortest) for word in words)


def _is_plain(capitals: Capitals, word: str, shortest: int) -> bool:
    """Return whether a word is none that is spelled."""
    if word in capitals.emphasised:
        return True
    is_acronym = word in capitals.acronyms and word not in _ALSO_WORDS
    return not is_acronym and len(word) >= shortest and is_pronounceable(word)


def _capitals(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        if not word.isupper():
            return
        yield word
