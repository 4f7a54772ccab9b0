"""Roman numerals: World War II is two, Henry VIII the eighth, Chapter IV four; I is a pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import NUMERAL, value
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_NAMES = (
    "Abdullah|Adrian|Afonso|Albert|Alexander|Alexios|Alfonso|Amenhotep|Andrew|Antiochus|Artaxerxes|"
    "Augustus|Baldwin|Basil|Benedict|Boniface|Callixtus|Carl|Carlos|Casimir|Catherine|Celestine|"
    "Charles|Christian|Clement|Cleopatra|Conrad|Constantine|Cyrus|Darius|David|Edmund|Edward|Elizabeth|"
    "Emmanuel|Eric|Eugene|Felipe|Ferdinand|Francis|Franz|Frederick|Friedrich|George|Gregory|Gustav|"
    "Gustavus|Haakon|Hadrian|Harald|Harold|Hassan|Henri|Henry|Honorius|Hussein|Innocent|Isaac|Isabella|"
    "Ivan|James|Joan|John|Joseph|Julius|Justin|Justinian|Karl|Kenneth|Ladislaus|Leo|Leopold|Louis|Luis|"
    "Ludwig|Magnus|Malcolm|Manuel|Margaret|Margrethe|Maria|Martin|Mary|Matthias|Maximilian|Mehmed|Michael|"
    "Mohammed|Murad|Napoleon|Nicholas|Nicolas|Olaf|Olav|Oscar|Otto|Paul|Pedro|Peter|Philip|Philippe|Pius|"
    "Ptolemy|Rainier|Rama|Ramesses|Ramses|Richard|Robert|Rudolf|Rudolph|Sancho|Selim|Sigismund|Sixtus|"
    "Stephen|Suleiman|Theodosius|Theodore|Thomas|Thutmose|Umberto|Urban|Victor|Victoria|Wilhelm|"
    "Willem|William|Xerxes|Sam|Jack|Frank|Walter|Arthur|Howard|Harry|Daniel|Samuel|Anthony|Alfred"
)
_RANKS = (
    "Pope|King|Queen|Emperor|Empress|Tsar|Czar|Kaiser|Prince|Princess|Duke|Sultan|Shah|Pharaoh|"
    "Patriarch|Count|Archduke|Grand Duke"
)
_HEADS = (
    "world war|chapter|part|book|volume|vol\\.|act|scene|section|article|phase|type|title|stage|class|"
    "level|grade|appendix|figure|fig\\.|table|episode|season|round|canto|psalm|super bowl|mark|"
    "division|category|group|lesson|unit|module|schedule|annex|amendment|factor|tier|block|plate|"
    "exhibit|room|sonata no\\.|symphony no\\.|no\\.|opus|op\\.|apollo|saturn|gemini|rocky"
)
_NUMBER = rf"(?=[IVXLCDM]){NUMERAL}"
_SMALL_NUMBER = r"(?=[ivxl])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_TO = r"\s?[-–—]\s?|\s(?:and|to|or)\s|\s?&\s?"
_END = r"(?![\w&]|\.\w|['’](?!s\b))"
# "I" is a number only where the sentence goes on as after a name.
_NO_PRONOUN = (
    r"(?:(?!I\b)|(?=I(?:\s?[,.;:!?)\]–—-]|['’]s\b|\s*$|\s(?:of|was|is|and|or|had|died|became|began|"
    r"ended|ruled|reigned|in|to|from|who|as|at|by|on|the|with|for|fighter|veteran)\b)))"
)
_COUNTED = re.compile(
    rf"\b(?i:(?P<head>{_HEADS}))(?i:s)?\s(?P<here>{_NO_PRONOUN}{_NUMBER}(?:(?:{_TO}){_NUMBER})?){_END}"
)
_SMALL = re.compile(
    r"\b(?i:chapter|part|book|volume|act|scene|section|appendix|vol\.|p\.|pp\.|pages?)\s"
    rf"(?P<here>{_SMALL_NUMBER}(?:[-–—]{_SMALL_NUMBER})?)(?![\w'’])"
)
_RANKED = re.compile(
    rf"\b(?:{_RANKS})\s(?:[A-Z][\w'’-]{{1,30}}\s){{1,2}}?(?P<here>{_NO_PRONOUN}{_NUMBER}){_END}"
)
_NAMED = re.compile(
    rf"\b(?:{_NAMES})(?:\s[A-Z][a-z]{{2,20}})?\s(?P<here>{_NO_PRONOUN}{_NUMBER}){_END}"
)
_CENTURY = re.compile(
    rf"\b(?P<here>{_NUMBER})(?:th|st|nd|rd)?(?=[\s-]{{1,3}}(?:century|centuries)\b)"
)
# After another name, if it is clearly a number: Final Fantasy VII, but not Malcolm X.
_AFTER_NAME = re.compile(
    r"\b[A-Z][a-z]{2,30}\s(?P<here>(?=[IVX]{2})X{0,3}(?:I[XV]|V?I{0,3}))" + _END
)
_AT_START = re.compile(r"^(?P<here>(?=[IVX]{2}|[VX]\.)X{0,3}(?:I[XV]|V?I{0,3}))(?=\.\s[A-Z])")
_EACH = re.compile(r"[IVXLCDM]+|[ivxl]+(?!\w)")


class Romans:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        capitals = "IVXLCDM"
        return [
            Rule("century", _CENTURY, self._century, needs=capitals),
            Rule("numeral", _COUNTED, self._counted, needs=capitals),
            Rule("small numeral", _SMALL, self._small, needs="ivxl"),
            Rule("ruler", _RANKED, self._ordinal, needs=capitals),
            Rule("name", _NAMED, self._ordinal, needs=capitals),
            Rule("name and number", _AFTER_NAME, self._small, needs="IVX"),
            Rule("heading", _AT_START, self._small, needs="IVX"),
        ]

    def _counted(self, match: re.Match[str]) -> str | None:
        is_pronoun = match["here"] == "I" and match["head"][0].islower()
        return None if is_pronoun else self._small(match)

    def _small(self, match: re.Match[str]) -> str:
        said = _EACH.sub(self._each, match["here"])
        return re.sub(r"\s?[-–—]\s?", " to ", said)

    def _each(self, numeral: re.Match[str]) -> str:
        number = value(numeral[0].upper())
        return self._numbers.cardinal(str(number)) if number else numeral[0]

    def _ordinal(self, match: re.Match[str]) -> str | None:
        number = value(match["here"])
        return f"the {self._numbers.ordinal(number)}" if number else None

    def _century(self, match: re.Match[str]) -> str | None:
        number = value(match["here"])
        return self._numbers.ordinal(number) if number else None
