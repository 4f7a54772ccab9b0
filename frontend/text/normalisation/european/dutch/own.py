"""What Dutch writes in ways of its own: "Willem III", "1½", "20-jarig", "jaren '80"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.dimensions import dimension_rules
from frontend.text.normalisation.european.rules.money import currency
from frontend.text.normalisation.european.written import DASH, NUMBER, SIGNED, START
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_NAMES = (
    "Willem|Lodewijk|Karel|Filips|Hendrik|Frederik|Wilhelm|Otto|Leopold|Albert|Boudewijn|Napoleon|"
    "Pius|Benedictus|Paulus|Johannes|Gregorius|Clemens|Leo|Urbanus|Innocentius|Sixtus|Franciscus|"
    "Elizabeth|Elisabeth|Catharina|Maria|Jacobus|George|Eduard|Edward|Richard|Frans|Jozef|Ferdinand|"
    "Maximiliaan|Rudolf|Koenraad|Floris|Jan|Filip|Peter|Alexander|Nicolaas|Ivan|Gustaaf|Christiaan|"
    "Charles|Ramses|Margaretha|Isabella|Alfons|Julius|Bonifatius"
)
_RULER = re.compile(rf"\b({_NAMES}) ([IVXL]{{1,7}})(?![\w-])")
_CENTURY = re.compile(
    r"(?<![\w.-])([IVX]{1,6})(?:e|de|ste)(?=[ -](?:eeuw|dynastie|zondag|kwartaal))"
)
_WORLD_WAR = re.compile(r"\bWO ?(I{1,3})(?![\w-])")
_COMPOUND = re.compile(
    r"(?<![\w.,:/-])([0-9]{1,7})(?:-|(?=[a-z]))(jarige?n?|daagse?|voudige?|delige?|koppige?|hoekige?|tal|tallen|"
    r"tallige?|maal|maandelijkse?|wekelijkse?|urige?|procentige?|persoons|jaars|gangen|deurs|tonner)(?!\w)"
)
_OF_CENTURY = re.compile(r"(?<![\w.,:/-])([0-9]{1,2})(?:e|de|ste)(-eeuwse?)(?!\w)")
_ONE_AND_A_HALF = re.compile(r"(?<![\w.,/])1(?: 1/2(?![\w/]|[.,][0-9])| ?½)")
_AND_A_HALF = re.compile(rf"{START}([1-9][0-9]{{0,5}})(?: 1/2(?![\w/]|[.,][0-9])| ?½)")
_NO_CENTS = re.compile(rf"(€ ?)?{START}({NUMBER}),[-–—=]+(?: ?(€|euro))?(?!\w)")
_SCORE = re.compile(r"(?<![\w.,:/-])([0-9]{1,3})(?:[-–]([0-9]{1,3})|:([0-9]))(?![\w/:-]|[.,][0-9])")
_MARKED = re.compile(r"(?<![\w.,:/])([01]?[0-9]|2[0-4])[:.]([0-5][0-9])[ \u00a0]?(?:uur|u)(?!\w)")
_SEASON = re.compile(r"(?<![\w.,:/-])(1[0-9]{3}|20[0-9]{2})/([0-9]{2})(?![\w/-]|[.,][0-9])")
_SHORT_YEAR = re.compile(r"(?<!\w)['’](?=[0-9]{2}(?![\w.,]))")
_DATE = re.compile(r"(?<![\w.,:/-])(1[3-9]|2[0-9]|3[01])/(0?[1-9]|1[0-2])(?![\w/-]|[.,:][0-9])")
_UP_TO = re.compile(r"(?<!\w)t/m(?!\w)")
_STREET = re.compile(r"(?<![\w-])(?P<name>[A-Z][\w-]{2,30}s)tr\.(?=,? [0-9])")
_POSTCODE = re.compile(r"(?<![\w.,-])(?P<here>[1-9][0-9]{3}) [A-Z]{2}(?= [A-Z]|[.,)]|$)")
_SHORT_TIME = re.compile(r"(?<![\w.,:/])([01]?[0-9]|2[0-4])u([0-5][0-9])(?!\w)")
_SHORT_UNIT = re.compile(
    rf"(?:(?P<low>{SIGNED}){DASH})?(?P<number>{SIGNED})[ \u00a0]?(?P<unit>min|sec)\.(?![\w.])"
)
_DECADE = re.compile(r"(?<![\w.,:/-])['’]?([1-9]0|1[0-9]{2}0|2000)['’-]?er(?!\w)")
_MONEY = re.compile(
    rf"(?P<sign>[€$£]) ?(?P<number>{NUMBER}) ?(?P<magnitude>mln|mld|bln)(\.?)(?!\w)"
)
_UNTIL = re.compile(
    r"(?<![\w.,:/])([01]?[0-9]|2[0-4])\.([0-5][0-9])"
    r"(?= (?:tot|en|t/m) [0-9]{1,2}(?:[.:][0-9]{2})? ?uur)"
)
_MAGNITUDE = re.compile(rf"({SIGNED})[ \u00a0](mln|mld|bln)(\.?)(?!\w)")
_SAID = {"mln": "miljoen", "mld": "miljard", "bln": "biljoen"}
_TIME = re.compile(
    r"(?<![\w.,:/])([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?[ \u00a0]?[-–][ \u00a0]?"
    r"([01]?[0-9]|2[0-4])(?:[:.]([0-5][0-9]))?[ \u00a0]?(?:uur|u)(?!\w)"
)


class Own:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield from dimension_rules(self._words, "bij")
        yield Rule("times from to", _TIME, self._times_of_day, needs=DIGIT)
        yield Rule("time until", _UNTIL, self._until, needs=DIGIT)
        yield Rule("money in millions", _MONEY, self._money, needs="€$£")
        yield Rule("time with uur", _MARKED, self._until, needs="u")
        yield Rule("time with u", _SHORT_TIME, self._until, needs="u")
        yield Rule("up to", _UP_TO, lambda _: "tot en met", needs="/")
        yield Rule("postcode", _POSTCODE, self._postcode, needs=DIGIT)
        yield Rule("street", _STREET, lambda match: f"{match['name']}traat", needs=".")
        yield Rule("short unit", _SHORT_UNIT, self._short_unit, needs=".")
        yield Rule("season", _SEASON, self._season, needs="/")
        yield Rule("date", _DATE, self._date, needs="/")
        yield Rule("decade", _DECADE, self._decade, needs="e")
        yield Rule("short year", _SHORT_YEAR, lambda _: "", needs="'’")
        yield Rule("score", _SCORE, self._score, needs="-–:")
        yield Rule("ruler", _RULER, self._ruler, needs="IVXL")
        yield Rule("Roman century", _CENTURY, self._century, needs="IVX")
        yield Rule("world war", _WORLD_WAR, self._world_war, needs="I")
        yield Rule("of a century", _OF_CENTURY, self._of_century, needs=DIGIT)
        yield Rule("adjective of a number", _COMPOUND, self._compound, needs=DIGIT)
        yield Rule("no cents", _NO_CENTS, self._no_cents, needs=DIGIT)
        yield Rule("one and a half", _ONE_AND_A_HALF, lambda _: "anderhalf", needs="½/")
        yield Rule("and a half", _AND_A_HALF, self._and_a_half, needs="½/")
        yield Rule("magnitude", _MAGNITUDE, self._magnitude, needs="m")

    def _ordinal(self, number: int | str) -> str:
        return self._words.ordinal(number, "spellout-ordinal") or ""

    def _ruler(self, match: re.Match[str]) -> str | None:
        number = value(match[2])
        return f"{match[1]} de {self._ordinal(number).capitalize()}" if number else None

    def _century(self, match: re.Match[str]) -> str | None:
        number = value(match[1])
        return self._ordinal(number) if number else None

    def _world_war(self, match: re.Match[str]) -> str:
        return f"Wereldoorlog {self._words.cardinal(len(match[1]))}"

    def _of_century(self, match: re.Match[str]) -> str:
        return f"{self._ordinal(match[1])}{match[2]}"

    def _compound(self, match: re.Match[str]) -> str:
        said = self._words.cardinal(match[1])
        return f"{said}{match[2]}"

    def _no_cents(self, match: re.Match[str]) -> str:
        said = self._words.number(self._words.parsed(match[2]))
        return f"{said} euro" if match[1] or match[3] else said

    def _and_a_half(self, match: re.Match[str]) -> str:
        said = self._words.cardinal(match[1])
        return f"{said}{'ën' if said.endswith('e') else 'en'}half"

    def _magnitude(self, match: re.Match[str]) -> str:
        ends = "." if match[3] and not match.string[match.end() :].strip() else ""
        return f"{self._words.number(self._words.parsed(match[1]))} {_SAID[match[2]]}{ends}"

    def _money(self, match: re.Match[str]) -> str | None:
        found = currency(self._words, match["sign"])
        number = self._words.number(self._words.parsed(match["number"]))
        if found is None:
            return None
        ends = "." if match[4] and not match.string[match.end() :].strip() else ""
        return f"{number} {_SAID[match['magnitude']]} {found[1].form('other')}{ends}"

    def _score(self, match: re.Match[str]) -> str | None:
        """Read "3-1" as a score: no range goes down."""
        second = match[2] or match[3]
        if match[2] and int(match[1]) < int(match[2]):
            return None
        return f"{self._words.cardinal(match[1])} {self._words.cardinal(second)}"

    def _postcode(self, match: re.Match[str]) -> str:
        return self._words.by_digit(match["here"])

    def _short_unit(self, match: re.Match[str]) -> str:
        words = self._words
        said = words.counted(words.parsed(match["number"]), words.units[match["unit"]])
        if match["low"]:
            said = f"{words.number(words.parsed(match['low']))} {words.grammar.to} {said}"
        return f"{said}." if not match.string[match.end() :].strip() else said

    def _season(self, match: re.Match[str]) -> str:
        return self._words.season(match[1], match[2])

    def _date(self, match: re.Match[str]) -> str:
        return f"{self._words.cardinal(match[1])} {self._words.month(int(match[2]))}"

    def _decade(self, match: re.Match[str]) -> str:
        return f"{self._words.year(match[1])}er"

    def _until(self, match: re.Match[str]) -> str:
        return clock(self._words, int(match[1]), int(match[2]), None)

    def _times_of_day(self, match: re.Match[str]) -> str:
        first, last = (match[1], match[2]), (match[3], match[4])
        begin = self._words.cardinal(int(match[1]))
        if match[2]:
            begin = clock(self._words, int(first[0]), int(first[1]), None)
        return f"{begin} tot {clock(self._words, int(last[0]), int(last[1] or 0), None)}"


def clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    """Return the words of a time, such as "veertien uur dertig"."""
    said = f"{words.cardinal(hour)} uur"
    if second is None:
        return f"{said} {words.cardinal(minute)}" if minute else said
    minutes = f"{words.cardinal(minute)} {'minuut' if minute == 1 else 'minuten'}"
    return (
        f"{said}, {minutes} en {words.cardinal(second)} {'seconde' if second == 1 else 'seconden'}"
    )
