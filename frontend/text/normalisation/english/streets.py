"""American addresses: 2788 San Tomas Expy, Santa Clara, CA 95051."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import DOT
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.numbers import Numbers

_STREETS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "hwy": "Highway", "expy": "Expressway",
    "ct": "Court", "rd": "Road", "dr": "Drive", "ln": "Lane", "blvd": "Boulevard", "pl": "Place",
    "pkwy": "Parkway", "sq": "Square", "ter": "Terrace", "cir": "Circle", "fwy": "Freeway",
    "trl": "Trail", "aly": "Alley", "plz": "Plaza",
}  # fmt: skip
_WHOLE = "Street|Avenue|Highway|Expressway|Court|Road|Drive|Lane|Boulevard|Place|Parkway|Square|Way"
_SHORT = "|".join(f"[{name[0].upper()}{name[0]}]{name[1:]}" for name in _STREETS)
_WORDS = r"(?:\s(?:[NSEW]\.?|[NS][EW]|[A-Z][\w'’-]{0,30}\.?|[0-9]{1,3}(?:st|nd|rd|th))){1,4}?"
# After the street: Ave. NW, St. Apt. 3.
_SIDE = r"\.(?=\s(?:[NSEW][EW]?(?!\w)|(?:Apt|Ste|Suite|Unit|Rm|Room|Bldg|Floor|PO)\b))"
_START = r"(?<![0-9],)(?<![\w./:$£€#-])"
_HOUSE = re.compile(rf"{_START}(?P<here>[1-9][0-9]{{0,4}}){_WORDS}\s(?:{_SHORT}|{_WHOLE})\b")
_STREET = re.compile(
    rf"{_START}[1-9][0-9]{{0,4}}[A-Z]?{_WORDS}\s(?P<here>(?:{_SHORT})\b(?:{_SIDE}|{DOT}))(?![\w'’])"
)
_COMPASS = re.compile(
    rf"{_START}[1-9][0-9]{{0,4}}\s(?P<here>(?:[NSEW]|[NS][EW])\b\.?)(?=(?:{_WORDS})\s(?:{_SHORT}|{_WHOLE})\b)"
)
_COMPASS_WORDS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming", "DC": "DC",
}  # fmt: skip
_ANY_STATE = "|".join(_STATES)
_ZIP = r",?\s[0-9]{5}(?:-[0-9]{4})?(?!\w)"
_ZIP_AND_FOUR = re.compile(r"(?<![\w.,/-])(?P<here>[0-9]{5}-[0-9]{4})(?![\w-])")
# Without the number of a house, but after a word that goes before streets.
_ON = r"\b(?:[Oo]n|[Aa]t|[Oo]f|[Ff]rom|[Ii]n|[Dd]own|[Aa]long|[Oo]ff|[Nn]ear|[Aa]cross|[Aa]nd)\s"
_NAME = r"[A-Z][\w'’]{1,30}(?:\s[A-Z][\w'’]{1,30})?"
_NAMED_STREET = re.compile(
    rf"{_ON}(?:[NSEW]\.?\s)?{_NAME}\s(?P<here>(?:{_SHORT})\.)(?=\s[a-z0-9]|[,;:)]|\s{{0,3}}$)"
)
_NAMED_COMPASS = re.compile(
    rf"{_ON}(?P<here>[NSEW]\.)(?=\s{_NAME}\s(?:(?:{_SHORT})\.|(?:{_WHOLE})\b))"
)
# Of a numbered street: "W. 34th St."
_NUMBERED_COMPASS = re.compile(
    rf"(?<!\w)(?P<here>[NSEW]\.?)(?=\s[0-9]{{1,3}}(?:st|nd|rd|th)\s(?:{_SHORT}|{_WHOLE})\b)"
)
_HOUSES = re.compile(
    rf"{_START}(?P<here>(?P<first>[1-9][0-9]{{0,3}})[-–](?P<last>[1-9][0-9]{{0,3}})){_WORDS}"
    rf"\s(?:{_SHORT}|{_WHOLE})\b"
)
_STATE = re.compile(rf"(?<=[a-z],\s)(?P<here>{_ANY_STATE})(?={_ZIP})")
_STATE_ALONE = re.compile(
    rf"(?<=[A-Za-z][a-z],\s)(?!OK|OR|IN|ME|HI)(?P<here>{_ANY_STATE})(?=[,;:)]|\.?\s|\.?$)"
)
_ZIP_CODE = re.compile(rf"\b(?:{_ANY_STATE}),?\s(?P<here>[0-9]{{5}}(?:-[0-9]{{4}})?)(?!\w|,[0-9])")


class Streets:
    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def rules(self) -> list[Rule]:
        return [
            Rule("houses", _HOUSES, self._houses, needs="-–"),
            Rule("house", _HOUSE, lambda match: self._numbers.pairs(match["here"]), needs=DIGIT),
            Rule("zip code", _ZIP_CODE, self._zip, needs=DIGIT),
            Rule("zip code", _ZIP_AND_FOUR, self._zip, needs="-"),
            Rule("side of a street", _NUMBERED_COMPASS, _compass, needs="NSEW"),
            Rule("side of a street", _NAMED_COMPASS, _compass, needs="NSEW"),
            Rule("street's kind", _NAMED_STREET, _named, needs="."),
            Rule("side of a street", _COMPASS, _compass, needs="NSEW"),
            Rule("street's kind", _STREET, _street, needs=DIGIT),
            Rule("state", _STATE, lambda match: _STATES[match["here"]], needs=DIGIT),
            Rule("state alone", _STATE_ALONE, lambda match: _STATES[match["here"]], needs=","),
        ]

    def _houses(self, match: re.Match[str]) -> str:
        return f"{self._numbers.pairs(match['first'])} to {self._numbers.pairs(match['last'])}"

    def _zip(self, match: re.Match[str]) -> str:
        return ", ".join(map(self._numbers.digits, match["here"].split("-")))


def _street(match: re.Match[str]) -> str:
    return _STREETS[match["here"].rstrip(".").lower()]


def _named(match: re.Match[str]) -> str:
    ends_text = not match.string[match.end() :].strip()
    return f"{_street(match)}{'.' if ends_text else ''}"


def _compass(match: re.Match[str]) -> str:
    return "".join(_COMPASS_WORDS[letter] for letter in match["here"].rstrip("."))
