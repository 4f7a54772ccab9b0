"""German numbers that count nothing: telephones, "Kto.-Nr. 4711", seasons; and "Mo.–Fr."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.roman import value
from frontend.text.normalisation.european.german.ordinals import after, ends_sentence
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

_ABROAD = re.compile(
    r"(?<![\w+])\+([0-9]{1,3})(?P<rest>(?>(?:[ ./()-]{1,3}[0-9]{1,12}){1,7}))(?!\w|[.,/-][0-9])"
)
_NATIONAL = re.compile(
    r"(?<![\w.,/+-])0[0-9]{2,5} ?/ ?[0-9]{1,8}(?:[ -][0-9]{1,5}){0,4}(?![\w/-]|[.,][0-9])"
)
_OWN_ZERO = re.compile(r"\(0\)")
_NUMBERED = re.compile(
    r"(?<![\w.])(?P<name>[A-ZÄÖÜ][a-zäöüß]{1,12})(?:\.-?|-)(?:Nr\.|Nummer):? "
    r"(?P<digits>[0-9]{1,4}(?:[ /-]?[0-9]{1,4}){1,8})(?![\w/-]|[.,][0-9])"
)
_NAMES = {
    "Art": "Artikel",
    "Best": "Bestell",
    "Kd": "Kunden",
    "Kto": "Konto",
    "Pers": "Personal",
    "Rg": "Rechnungs",
    "Rechn": "Rechnungs",
    "Tel": "Telefon",
    "Vers": "Versicherungs",
}
_DIGITS = re.compile(r"(?<![\w.,/-])[0-9]{11,1000}+(?![\w/-]|[.,][0-9])")
_SEASON = re.compile(
    r"(?<![\w.,:/-])(1[0-9]{3}|20[0-9]{2})/((?:[0-9]{2}){1,2})(?![\w/-]|[.,][0-9])"
)
_DAY = "(Mo|Di|Mi|Do|Fr|Sa|So)"
_DAYS = re.compile(rf"(?<!\w){_DAY}\.? ?[-–] ?{_DAY}(\.?)(?![\w-])")
_DAY_NAMES = {
    "Mo": "Montag",
    "Di": "Dienstag",
    "Mi": "Mittwoch",
    "Do": "Donnerstag",
    "Fr": "Freitag",
    "Sa": "Samstag",
    "So": "Sonntag",
}
_DAYS_APART = re.compile(rf"(?<![\w/]){_DAY}(?:/{_DAY}){{1,4}}(?![\w/])")
_GREETING = re.compile(r"(?<!\w)M[fF]G(?!\w)")
_STREET = re.compile(r"(?<![\w-])([A-ZÄÖÜ][\w-]{1,30}[sS])tr\.(?!\w)")
_POSTCODE = re.compile(
    r"(?:(?<=[0-9A-Za-z], )|(?<=\bin )|(?<=\baus )|(?<=\bnach ))[0-9]{5}(?= [A-ZÄÖÜ])|"
    r"(?<![\w-])(?:D|A|CH|DE|AT)-(?P<abroad>[0-9]{4,5})(?= [A-ZÄÖÜ])"
)
_EMERGENCY = re.compile(
    r"\b(?:Notrufe?|Polizei|Feuerwehr|Rettungsdienst|[Rr]ufen Sie|[Ww]ählen Sie):? "
    r"(?P<here>11[02])(?!\w|[.,-][0-9])"
)
_SENTENCE = re.compile(
    r"(?:(?<=Abs\. [0-9] )|(?<=[0-9] ))S\.(?= [0-9] (?:[A-Z]\w{0,4}[A-Z]|[a-z]|Nr)\b)"
)
# What there are so many of, rather than a town: "in 12345 Fällen".
_COUNTED = re.compile(
    r" (?:[A-ZÄÖÜ][a-zäöüß]{0,20})?(?:[Ff]ällen|[Ll]ändern|[Hh]aushalten|[Mm]etern?|[Ss]tädten|"
    r"[Oo]rten|[Ss]chritten|[Tt]agen|[Ss]tunden|[Jj]ahren|[Pp]ersonen|[Mm]enschen|[Kk]indern|"
    r"[Ee]inwohnern|[Ee]xemplaren|[Ss]eiten|[Ff]ilialen|[Gg]emeinden|[Ss]chulen|[Ll]äden)(?!\w)"
)
# After a score: "4:3 n. V.", which is no appointment.
_EXTRA_TIME = re.compile(r"(?<=[0-9]:[0-9])(?P<end>,? )(?P<kind>n\. ?V|i\. ?E|n\. ?E)\.(?!\w)")
_ROMANS = re.compile(r"(?<=[a-z] )([IVX]{1,5})[-–]([IVX]{1,5})(?![\w-])")
_QUARTER = re.compile(r"(?<=[1-4]\. )Q\.(?!\w)")
_ROUND = "0000000"


class Codes:
    def __init__(self, words: Words) -> None:
        self._words = words

    def rules(self) -> Iterable[Rule]:
        yield Rule("telephone abroad", _ABROAD, self._telephone, needs="+")
        yield Rule("telephone", _NATIONAL, lambda match: self._words.grouped(match[0]), needs="/")
        yield Rule("number of an article", _NUMBERED, self._numbered, needs="-")
        yield Rule("long number", _DIGITS, self._long, needs=DIGIT)
        yield Rule("season", _SEASON, self._season, needs="/")
        yield Rule("quarter", _QUARTER, _quarter, needs="Q")
        yield Rule("street", _STREET, _street, needs=".")
        yield Rule("emergency", _EMERGENCY, self._emergency, needs="1")
        yield Rule("sentence of a law", _SENTENCE, lambda _: "Satz", needs="S")
        yield Rule("postcode", _POSTCODE, self._postcode, needs=DIGIT)
        yield Rule("Roman numerals from to", _ROMANS, self._romans, needs="IVX")
        yield Rule("days of the week", _DAYS, self._days, needs="-–")
        yield Rule("days of the week", _DAYS_APART, _days_apart, needs="/")
        yield Rule("greeting", _GREETING, lambda _: "Mit freundlichen Grüßen", needs="M")

    def _telephone(self, match: re.Match[str]) -> str:
        """Read the code of the country as one number; "(0)" is not dialled."""
        country = self._words.cardinal(match[1])
        return f"plus {country}, {self._words.grouped(_OWN_ZERO.sub('', match['rest']))}"

    def _emergency(self, match: re.Match[str]) -> str:
        return self._words.by_digit(match["here"])

    def _postcode(self, match: re.Match[str]) -> str | None:
        if abroad := match["abroad"]:
            return f"{match[0].partition('-')[0]} {self._words.by_digit(abroad)}"
        is_amount = match[0].endswith("00") or _COUNTED.match(match.string, match.end())
        return None if is_amount else self._words.by_digit(match[0])

    def _numbered(self, match: re.Match[str]) -> str:
        name = _NAMES.get(match["name"], f"{match['name']}-")
        said = "Nummer" if name.endswith("-") else "nummer"
        return f"{name}{said} {self._words.grouped(match['digits'])}"

    def _long(self, match: re.Match[str]) -> str | None:
        return None if match[0].endswith(_ROUND) else self._words.by_digit(match[0])

    def _season(self, match: re.Match[str]) -> str | None:
        following = str(int(match[1]) + 1)
        if not following.endswith(match[2]):
            return None
        if match[2] == following:
            return f"{self._words.year(match[1])} {self._words.year(following)}"
        return self._words.season(match[1], match[2])

    def _romans(self, match: re.Match[str]) -> str | None:
        low, high = value(match[1]), value(match[2])
        if not low or not high or low >= high:
            return None
        return f"{self._words.cardinal(low)} bis {self._words.cardinal(high)}"

    def _days(self, match: re.Match[str]) -> str:
        return f"{_DAY_NAMES[match[1]]} bis {_DAY_NAMES[match[2]]}"


def _quarter(match: re.Match[str]) -> str:
    return f"Quartal{ends_sentence(after(match))}"


def _days_apart(match: re.Match[str]) -> str:
    return ", ".join(_DAY_NAMES[day] for day in match[0].split("/"))


def _extra_time(match: re.Match[str]) -> str:
    said = "nach Verlängerung" if "V" in match["kind"] else "im Elfmeterschießen"
    return f"{match['end']}{said}{ends_sentence(after(match))}"


# Before the abbreviations, of which one is the same.
EXTRA_TIME = Rule("extra time", _EXTRA_TIME, _extra_time, needs=":")


def _street(match: re.Match[str]) -> str:
    return f"{match[1]}traße{ends_sentence(after(match))}"
