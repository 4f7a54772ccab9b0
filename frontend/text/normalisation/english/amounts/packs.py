"""What recipes and shops write: 2 x 400g tins, a 9x13" pan, 12/group, half a lemon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from frontend.text.normalisation.english.fragments import NUMBER, NUMBER_START
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from frontend.text.normalisation.english.amounts.units import Units
    from frontend.text.normalisation.english.numbers import Numbers

_PACKS = re.compile(
    rf"{NUMBER_START}(?P<packs>[1-9][0-9]?)\s?[x×]\s?(?P<amount>{NUMBER})\s?"
    r"(?P<unit>kg|mg|ml|mL|cl|oz|lb|g|l|L)(?![\w²³/]|\s?[x×])"
)
_PAN = re.compile(
    rf"{NUMBER_START}(?P<one>{NUMBER})\s?[x×]\s?(?P<other>{NUMBER})[\"″](?!\w)(?P<noun>\s[a-z]{{3}})?"
)
_HALF_A = re.compile(r"(?<![\w./])(?:½|1/2)(?= (?:an?|the|of|my|your|its|their|this|that) )")
# What an amount is for each of, where "/" is no unit's.
_THINGS = (
    "group|patient|user|unit|item|page|dose|bottle|box|pack|game|night|seat|room|head|capita|guest|"
    "student|employee|child|adult|ounce|pound|gallon|serving|class|team|site|plate|plot|cage|session"
)
_EACH = re.compile(rf"(?<=[0-9%])/(?=(?:{_THINGS})(?!\w))")
# What is so often, unless its unit has been read with it: "5 doses/week", "5 mg/kg/day".
_OFTEN = re.compile(
    r"(?<![\w.,/])[0-9]{1,6}(?:[.,][0-9]{1,3})? ?"
    r"(?:(?<= )[a-z]{2,15}|[a-zA-Zµμ]{1,5}/[a-zA-Z]{1,6})"
    r"(?P<here>/(?P<per>day|night|week|month|year|hour|minute|second|quarter|yr|hr|wk|mo))(?!\w)"
)
# Of a recipe: "1 c. flour", "1/3 c. sugar".
_CUPS = re.compile(r"(?<=[0-9½⅓⅔¼¾] )c\.(?= [a-z])")
_ONE_CUP = re.compile(r"(?:(?<![0-9./])1|[½⅓¼¾⅔]|[0-9]/[0-9]) $")
_MORE_CUPS = re.compile(r"[1-9] ?[½⅓¼¾⅔] $|[0-9] [0-9]/[0-9] $")
_NOUN = re.compile(r" (?!and|or|for|with|into|from|per|in|on|to)[a-z]{3}")


class Packs:
    def __init__(self, numbers: Numbers, units: Units) -> None:
        self._numbers, self._units = numbers, units

    def rules(self) -> list[Rule]:
        return [
            Rule("packs", _PACKS, self._packs, needs="x×"),
            Rule("pan", _PAN, self._pan, needs='"″'),
            Rule("for each", _EACH, lambda _: " per", needs="/"),
            Rule("cups", _CUPS, _cups, needs="c"),
            Rule("half of something", _HALF_A, lambda _: "half", needs="½/"),
        ]

    def often_rules(self) -> list[Rule]:
        """Return what goes after the rules of measures."""
        return [Rule("so often", _OFTEN, self._often, needs="/")]

    def _often(self, match: re.Match[str]) -> str:
        return f" per {self._units.per(match['per'])}"

    def _packs(self, match: re.Match[str]) -> str:
        """Read "1 x 200g pack" as one of them, "2 x 200 g" as twice so much."""
        packs, amount = (
            self._numbers.cardinal(match["packs"]),
            self._numbers.number(match["amount"]),
        )
        if _NOUN.match(match.string, match.end()):
            return f"{packs} {amount} {self._units.one(match['unit'])}"
        return f"{packs} times {amount} {self._units.many(match['unit'])}"

    def _pan(self, match: re.Match[str]) -> str:
        one, other = (self._numbers.number(match[side]) for side in ("one", "other"))
        noun = match["noun"] or ""
        return f"{one} by {other} {'inch' if noun else 'inches'}{noun}"


def _cups(match: re.Match[str]) -> str:
    written = match.string[max(0, match.start() - 5) : match.start()]
    is_one = _ONE_CUP.search(written) and not _MORE_CUPS.search(written)
    return "cup" if is_one else "cups"
