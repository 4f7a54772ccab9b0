"""Roman numerals: World War II is two, Henry VIII the eighth, Chapter IV four; I is a pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_NAME_WORDS = (
    "Abdullah Adrian Afonso Albert Alexander Alexios Alfonso Amenhotep Andrew Antiochus "
    "Artaxerxes Augustus Baldwin Basil Benedict Boniface Callixtus Carl Carlos Casimir "
    "Catherine Celestine Charles Christian Clement Cleopatra Conrad Constantine Cyrus Darius "
    "David Edmund Edward Elizabeth Emmanuel Eric Eugene Felipe Ferdinand Francis Franz "
    "Frederick Friedrich George Gregory Gustav Gustavus Haakon Hadrian Harald Harold Hassan "
    "Henri Henry Honorius Hussein Innocent Isaac Isabella Ivan James Joan John Joseph Julius "
    "Justin Justinian Karl Kenneth Ladislaus Leo Leopold Louis Luis Ludwig Magnus Manuel "
    "Margaret Margrethe Maria Martin Mary Matthias Maximilian Mehmed Michael Mohammed Murad "
    "Napoleon Nicholas Nicolas Olaf Olav Oscar Otto Paul Pedro Peter Philip Philippe Pius "
    "Ptolemy Rainier Rama Ramesses Ramses Richard Robert Rudolf Rudolph Sancho Selim Sigismund "
    "Sixtus Stephen Suleiman Theodosius Theodore Thomas Thutmose Umberto Urban Victor Victoria "
    "Wilhelm Willem William Xerxes Anna Anne Alice Adam Ben Bob Brian Emily Emma Ernest Edgar "
    "Ethan Felix Grace Hank Herbert Hugo Jacob Jane Joe Julia Kate Kevin Laura Liam Lucas Luke "
    "Noah Oliver Olivia Ralph Roy Russell Ryan Sarah Sophia Stanley Tim Tom Vincent Winston Sam "
    "Geo Wm Chas Jas Jack Frank Walter Arthur Howard Harry Daniel Samuel Anthony Alfred"
)
_NAMES = frozenset(_NAME_WORDS.split())
_RANK_WORDS = (
    "Pope King Queen Emperor Empress Tsar Czar Kaiser Prince Princess Duke Sultan Shah Pharaoh "
    "Patriarch"
)
_RANKS = frozenset(_RANK_WORDS.split())
_HEAD_WORDS = (
    "chapter part book volume vol act scene section article phase type title stage class level "
    "grade appendix figure fig table episode season round canto psalm mark division category "
    "group lesson unit module schedule annex amendment factor tier exhibit no opus op apollo "
    "saturn gemini rocky world-war super-bowl chap pt ch art sec bk"
)
_HEADS = frozenset(_HEAD_WORDS.split())
_NUMERAL = re.compile(
    r"[IVXLCDM](?<![\w'’.&/-].)[IVXLCDM]{0,14}+(?:(?:\s?[-–—]\s?|\s(?:and|to|or)\s|\s?&\s?)[IVXLCDM]{1,15}+)?"
    r"(?![\w&]|\.\w|['’](?!s\b))"
)
_SMALL = re.compile(
    r"\b(?:[Cc]hapter|[Pp]art|[Bb]ook|[Vv]olume|[Aa]ct|[Ss]cene|[Ss]ection|[Aa]ppendix|[Vv]ol\.|pp?\.|[Pp]ages?)\s"
    r"(?P<here>[ivxl]{1,8}+(?:[-–—][ivxl]{1,8}+)?)(?![\w'’])"
)
_MARKED = re.compile(r"(?<![\w.&/-])(?P<numeral>[IVXLC]{1,9})(?:st|nd|rd|th)(?![\w&])")
_EACH = re.compile(r"[IVXLCDM]+|[ivxl]+(?!\w)")
_DASH = re.compile(r"\s?[-–—]\s?")
# "I" is a number only where the sentence goes on as after a name.
_AFTER_NUMBER = re.compile(
    r"\s?[,.;:!?)\]–—-]|['’]s\b|\s*$|\s(?:of|was|is|and|or|had|died|became|began|ended|ruled|reigned|in|"
    r"to|from|who|as|at|by|on|the|with|for|fighter|veteran)\b"
)
_NAME_FOLLOWS = re.compile(r"\.\s{0,3}[A-Z]")
_LETTERS = frozenset("CDLM")  # alone they are letters: Appendix C, a CD
_CENTURY = re.compile(r"(?:th)?[\s-]{1,3}(?:century|centuries)\b")
_CAPITALISED = re.compile(r"[A-Z][a-z]{2,30}$")
_LONGEST_LETTERS = 3  # such as MD, CD, DVD; what is longer and a number is one: LVIII
_NEARBY = 60  # characters before, with the words that tell


class Romans:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("numeral", _NUMERAL, self._read, needs="IVXLCDM"),
            Rule("ordinal in Roman numerals", _MARKED, self._marked, needs="IVXLC"),
            Rule("small numeral", _SMALL, self._counted, needs="ivxl"),
        ]

    def _read(self, match: re.Match[str]) -> str | None:
        numerals = _EACH.findall(match[0])
        if any(value(numeral) is None or set(numeral) <= _LETTERS for numeral in numerals):
            return None
        if _CENTURY.match(match.string, match.end()):
            return self._ordinal(match)
        words = match.string[max(0, match.start() - _NEARBY) : match.start()].split()
        if not words:
            return self._heading(match)
        if match[0] == "I" and not _AFTER_NUMBER.match(match.string, match.end()):
            return None
        if _is_head(words) and not (match[0] == "I" and words[-1][0].islower()):
            return self._counted(match)
        if len(numerals) == 1 and _is_of_a_person(words) and not _is_initial(match):
            return f"the {self._ordinal(match)}"
        return self._counted(match) if _is_clear(match, words) else None

    def _marked(self, match: re.Match[str]) -> str | None:
        number = value(match["numeral"])
        return self._numbers.ordinal(number) if number else None

    def _heading(self, match: re.Match[str]) -> str | None:
        """Read the number that is a heading, or begins one: IV. Results."""
        following = match.string[match.end() : match.end() + 3]
        if not following.strip(". "):
            return self._counted(match) if _is_alone(match[0]) else None
        is_heading = _is_long(match[0]) and following[:2] == ". " and following[2:].isupper()
        return self._counted(match) if is_heading else None

    def _counted(self, match: re.Match[str]) -> str | None:
        said = _DASH.sub(" to ", match["here"] if match.re is _SMALL else match[0])
        return _EACH.sub(self._each, said)

    def _each(self, numeral: re.Match[str]) -> str:
        number = value(numeral[0].upper())
        return self._numbers.cardinal(str(number)) if number else numeral[0]

    def _ordinal(self, match: re.Match[str]) -> str:
        return self._numbers.ordinal(value(match[0]) or 0)


def _is_head(words: list[str]) -> bool:
    word = words[-1].lower().rstrip(".")
    pair = "-".join(words[-2:]).lower()
    return word in _HEADS or word.removesuffix("s") in _HEADS or pair in _HEADS


def _is_of_a_person(words: list[str]) -> bool:
    """Return whether a name goes before, or a rank and any name."""
    last = words[-1].lstrip("(\"“'").removesuffix(".")
    if last in _NAMES:
        return True
    if not _CAPITALISED.match(last):
        return False
    return any(word in _NAMES or word.lstrip('("“') in _RANKS for word in words[-3:-1])


def _is_initial(match: re.Match[str]) -> bool:
    """Return whether it is a letter of a name: Stephen V. Moss, Robert MD."""
    is_letter = len(match[0]) == 1 and bool(_NAME_FOLLOWS.match(match.string, match.end()))
    return is_letter or not set(match[0]) <= set("IVX")


def _is_clear(match: re.Match[str], words: list[str]) -> bool:
    """Return whether it can only be a number, after a name: Final Fantasy VII, not Malcolm X."""
    return _is_long(match[0]) and bool(_CAPITALISED.match(words[-1]))


def _is_long(numeral: str) -> bool:
    """Return whether it is no initial, and none of the other letters that shorten a word."""
    return len(numeral) > 1 and (set(numeral) <= set("IVX") or len(numeral) > _LONGEST_LETTERS)


def _is_alone(numeral: str) -> bool:
    """Return whether it is a heading's number if it is all that there is: XII, but not I or C."""
    return set(numeral) <= set("IVXL") and numeral not in ("I", "L", "XL")
