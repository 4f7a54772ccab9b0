"""German Roman numerals: "Ludwig XIV.", "im XIX. Jahrhundert"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.listed import listed, words_of
from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.german.ordinals import (
    after,
    before,
    ending_of,
    ends_sentence,
    last_word,
    spelled,
)
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_MASCULINE = listed(
    "Louis George Edward James Henry Ludwig Friedrich Wilhelm Karl Heinrich Otto Leopold "
    "Franz Joseph Josef Ferdinand Maximilian Rudolf Konrad Albrecht Georg Eduard Jakob "
    "Richard Philipp Peter Paul Alexander Nikolaus Iwan Pius Benedikt Gregor Leo Innozenz "
    "Clemens Klemens Urban Sixtus Johannes Franziskus Julius Bonifatius Coelestin Napoleon "
    "Gustav Adolf Christian Erik Harald Olaf Albert Viktor Emanuel Umberto Alfons Juan "
    "Carlos Johann August Ernst Ramses Ptolemaios Dareios Xerxes Mehmed Murad Selim Otakar "
    "Ottokar Sigismund Wenzel Bela Stephan Ladislaus Kasimir Charles Hadrian Alexios Manuel "
    "Justinian Theodosius Konstantin Nikolaj Nikolai Lothar Ruprecht Adalbert Bernhard"
)
_FEMININE = listed(
    "Elisabeth Katharina Maria Anna Johanna Margarethe Beatrix Isabella Wilhelmina "
    "Christina Viktoria Kleopatra Mathilde"
)
_NAMES = "|".join([*_MASCULINE, *_FEMININE])
_RULER = re.compile(rf"\b((?:{_NAMES})s?) ([IVXL]{{1,7}})(\.?)(?![\w-])")
_BEFORE_NOUN = re.compile(
    r"(?<![\w.-])([IVXL]{1,7})\.(?= (?:\w{1,20} )?"
    r"(?:Weltkrieg|Jahrhundert|Jh\b|Quartal|Internationale|"
    r"Semester|Vatikan|Korps|Armee|Klasse|Liga|Akt|Teil|Band|Kapitel|Konzil|Senat|Bezirk|Dynastie|"
    r"Legion|Republik|Reich|Stock|Satz|Rang|Abschnitt|Halbjahr|Sinfonie|Symphonie))"
)
_AFTER_ARTICLE = re.compile(
    rf"\b(?P<name>{_NAMES}) (?P<article>de[rmns]|die) (?P<here>[IVXL]{{1,7}}\.?)(?![\w-])"
)
_TITLE = re.compile(
    r"(?:Kaiser|König|Papst|Königin|Kaiserin|Zar|Zarin|Herzog|Fürst|Prinz|Sultan) $"
)
_DATIVE = words_of("von mit unter bei zu nach seit aus gegenüber neben zwischen")
_ACCUSATIVE = words_of("für gegen durch ohne um über an auf")
_ARTICLES = {"nominative": "der", "dative": "dem", "accusative": "den", "genitive": "des"}
_FEMININE_ARTICLES = {"nominative": "die", "dative": "der", "accusative": "die", "genitive": "der"}


class Numerals:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("ruler after an article", _AFTER_ARTICLE, self._after_article, needs="IVXL")
        yield Rule("ruler", _RULER, self._ruler, needs="IVXL")
        yield Rule("Roman ordinal", _BEFORE_NOUN, self._before_noun, needs="IVXL")

    def _ruler(self, match: re.Match[str]) -> str | None:
        name, numeral, mark = match.groups()
        number = value(numeral)
        if number is None:
            return None
        case = _case(name, last_word(_TITLE.sub("", before(match))))
        is_feminine = name.removesuffix("s") in _FEMININE
        article = (_FEMININE_ARTICLES if is_feminine else _ARTICLES)[case]
        is_plain = case == "nominative" or (is_feminine and case == "accusative")
        said = spelled(self._words, number, "e" if is_plain else "en").capitalize()
        return f"{name} {article} {said}{ends_sentence(after(match)) if mark else ''}"

    def _after_article(self, match: re.Match[str]) -> str | None:
        """Read "Heinrich der VIII."."""
        number = value(match["here"].removesuffix("."))
        if number is None:
            return None
        is_plain = match["article"] == ("die" if match["name"] in _FEMININE else "der")
        said = spelled(self._words, number, "e" if is_plain else "en").capitalize()
        return f"{said}{ends_sentence(after(match)) if match['here'].endswith('.') else ''}"

    def _before_noun(self, match: re.Match[str]) -> str | None:
        number = value(match[1])
        if number is None:
            return None
        return spelled(self._words, number, ending_of(before(match), after(match)))


def _case(name: str, preposition: str) -> str:
    known = _MASCULINE + _FEMININE
    if name not in known and name.removesuffix("s") in known:
        return "genitive"
    if preposition in _DATIVE:
        return "dative"
    return "accusative" if preposition in _ACCUSATIVE else "nominative"
