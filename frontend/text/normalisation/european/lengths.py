"""How long and how often: alle 10', 4'02"50, 2:52/km, 2'52"/km, 3 veces/día, 3000 giri/min."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.european.rules.context import words_before
from frontend.text.normalisation.european.written import POINT, SPACE, WORD, Number
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words

# After these, 10' are minutes; elsewhere they may be feet, or the end of a quotation.
_BEFORE_MINUTES = {
    "de": words_of("alle nach in um bis ca circa etwa ab minute"),
    "fr": words_of("les toutes en à après pendant de dans environ"),
    "es": words_of("cada en a los al min minuto el del de durante tras"),
    "pt": words_of("cada em a aos os ao minuto dos de durante após por"),
    "pl": words_of("co po przez w do"),
    "nl": words_of("elke na in om minuut"),
}
_OF_A_MATCH = words_of("el al del")
MINUTES = re.compile(
    r"(?<![\w.,'’])(?P<minutes>[0-9]{1,3})['’′](?:\s?\+\s?(?P<more>[0-9]{1,2})['’′]?)?(?![\w'’\"″])"
)
RACE = re.compile(
    r"(?<![\w.,'’])(?P<minutes>[0-9]{1,2})['’′](?P<seconds>[0-5][0-9])"
    r"(?:[\"″”](?P<parts>[0-9]{1,2})|(?<=0[0-9])[\"″”])(?![\w/])"
)
# Of a race: 9"81, 9s81, 38:12 min.
SECONDS = re.compile(r"(?<![\w.,'’])(?P<seconds>[0-9]{1,2})[\"″s](?P<parts>[0-9]{2})(?![\w'’\"″])")
MINUTES_AND_SECONDS = re.compile(
    rf"(?<![\w.,:/])(?P<minutes>[0-9]{{1,3}}):(?P<seconds>[0-5][0-9]){SPACE}?min(?!\w)"
)
PACE = re.compile(
    r"(?<![\w.,:/])(?P<minutes>[0-9]{1,2})(?:['’′](?P<s>[0-5][0-9])[\"″”]|:(?P<seconds>[0-5][0-9]))"
    rf"(?:{SPACE}?min)?{SPACE}?/{SPACE}?(?P<per>km|mi)(?!\w)"
)
OFTEN = re.compile(
    rf"(?<![\w.,/])[0-9]{{1,9}}(?:[.,][0-9]{{1,9}})?{SPACE}?{WORD}{{1,12}}\.?"
    rf"(?P<here>/(?P<per>{WORD}{{1,12}}){POINT})(?!\w)"
)
_OF = re.compile(" d[ei] ")
_UNITS_OF_TIME = words_of("s min h")


def rules(words: Words) -> Iterable[Rule]:
    """Return those that go before times of day, which are written alike."""
    return (
        Rule("pace", PACE, partial(_pace, words), "/"),
        Rule("time of a race", RACE, partial(_race, words), "'’′"),
        Rule("time of a sprint", SECONDS, partial(_sprint, words), '"″s'),
        Rule("minutes and seconds", MINUTES_AND_SECONDS, partial(_race, words), ":"),
        Rule("minutes", MINUTES, partial(_minutes, words), "'’′"),
    )


def often_rules(words: Words) -> Iterable[Rule]:
    """Return that of what happens so often, to go after measures."""
    return (Rule("so often", OFTEN, partial(_often, words), "/"),)


def _pace(words: Words, match: re.Match[str]) -> str:
    seconds = match["seconds"] or match["s"]
    said = _in_words(words, minute=match["minutes"], second=seconds)
    return f"{said} {words.per(words.units[match['per']].form('one'))}"


def _race(words: Words, match: re.Match[str]) -> str:
    said = _in_words(words, minute=match["minutes"], second=match["seconds"])
    parts = match.groupdict().get("parts")
    return f"{said} {words.cardinal(parts)}" if parts else said


def _sprint(words: Words, match: re.Match[str]) -> str:
    return f"{_in_words(words, second=match['seconds'])} {words.cardinal(match['parts'])}"


def _minutes(words: Words, match: re.Match[str]) -> str | None:
    known = _BEFORE_MINUTES.get(words.grammar.tag.partition("-")[0], frozenset())
    is_of = bool(known) and _OF.match(match.string, match.end()) is not None  # "25' de retraso"
    if known.isdisjoint(words_before(match)) and not is_of:
        return None
    said = _in_words(words, minute=match["minutes"])
    if not _OF_A_MATCH.isdisjoint(words_before(match)):  # "en el 68'"
        said = f"minuto {words.cardinal(match['minutes'])}"
    more = match["more"]
    return f"{said} {words.grammar.plus} {words.cardinal(more)}" if more else said


def _in_words(words: Words, **written: str | None) -> str:
    nouns = {"hour": words.units["h"], "minute": words.units["min"], "second": words.units["s"]}
    return " ".join(
        words.counted(Number(str(int(digits))), nouns[part])
        for part, digits in written.items()
        if digits
    )


def _often(words: Words, match: re.Match[str]) -> str | None:
    per = match["per"]
    name = words.units[per].form("one") if per in _UNITS_OF_TIME else words.period(per)
    return words.per(name) if name else None
