"""What the words around a Polish number say of its case and gender."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import listed, words_of

if TYPE_CHECKING:
    from frontend.text.normalisation.european.polish.inflection import Form

SEEN_CHARS = 40

_LAST_WORD = re.compile(r"([^\W\d_]{1,30}\.?)[\s(„\"]{1,3}$")
_SENTENCE_END = re.compile(r"[\s)\]\"”»'*_]*$|\s{1,3}[\"„(]?(?![IVX]{1,6} w)[A-ZĄĆĘŁŃÓŚŹŻ]")
LOCATIVE = words_of("w we na o po przy")
GENITIVE = words_of("od do z ze dla bez u koło około podczas według wśród obok oprócz")
INSTRUMENTAL = words_of("przed za między nad pod")
# Feminine nouns that ordinals go with, by their stems.
_FEMININE = listed(
    "rund lig klas edycj częś kolejk minut godzin połow stron kategori wojn wojen tur "
    "dekad rocznic pozycj wersj bramk seri drużyn generacj rzesz rzeczpospolit rp dywizj "
    "armi grup osob osób bitw kadencj księg scen symfoni noc książk prób częśc rat ulic "
    "zmian fal dynasti instancj republik międzynarodówk krucjat gimnazj"
)
_FEMALE = words_of(
    "elżbieta katarzyna maria anna jadwiga wiktoria małgorzata izabela joanna krystyna "
    "barbara zofia teresa ludwika karolina"
)


def before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - SEEN_CHARS) : match.start()]


def after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + SEEN_CHARS]


def last_word(left: str) -> str:
    word = _LAST_WORD.search(left)
    return word[1].lower() if word else ""


def point(right: str) -> str:
    """Return the "." of an abbreviation that ends its sentence too, or "" within one."""
    return "." if _SENTENCE_END.match(right) else ""


def form_of_noun(noun: str, preposition: str) -> Form:
    """Return the form that an ordinal has beside a noun."""
    bare = noun.lower()
    if bare.startswith(_FEMININE):
        return _feminine_form(bare, preposition)
    if bare.endswith("ą"):
        return "f-acc"
    if bare.endswith("em") or (preposition in LOCATIVE and bare.endswith(("u", "e"))):
        return "m-loc"
    if bare.endswith("u") or (preposition in GENITIVE and bare.endswith("a")):
        return "m-gen"
    if bare.endswith("ale"):
        return "m-loc"  # "rozdziale"
    return _by_ending(bare)


def _feminine_form(noun: str, preposition: str) -> Form:
    if noun.endswith(("ę", "ą")):
        return "f-acc"
    if preposition in GENITIVE or (preposition in LOCATIVE and preposition not in {"na", "o"}):
        return "f-gen"
    return "f-gen" if noun.endswith(("y", "i", "ie", "dze", "rze", "ej")) else "f"


def _by_ending(noun: str) -> Form:
    if noun.endswith("ę"):
        return "f-acc"
    if noun.endswith("a"):
        return "f"
    return "n" if noun.endswith(("o", "e")) else "m"


def form_of_name(name: str) -> Form:
    """Return the form of what follows a ruler's name: "Jan III", "Jana III", "Elżbiety II"."""
    bare = name.lower()
    if bare in _FEMALE:
        return "f"
    if bare.endswith(("ę", "ą")):
        return "f-acc"
    if bare.endswith(("a", "ego")):
        return "m-gen"
    if bare.endswith(("em", "im", "ym")):
        return "m-loc"
    nominatives = {bare[:-1] + "a", bare[:-1] + "ia", bare + "a", bare[:-2] + "a"}
    return "f-gen" if bare.endswith(("y", "i", "ie")) and nominatives & _FEMALE else "m"
