"""Numbers with units: 3,5 kg, 100 km/h, 40–60 °C, 12 %, 5'11\"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import ends_sentence
from frontend.text.normalisation.european.units import SPELLINGS
from frontend.text.normalisation.european.written import (
    DASH,
    NUMBER,
    POINT,
    SIGNED,
    SPACE,
    WORD,
    Number,
)
from frontend.text.normalisation.rule import DIGIT, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.grammar import Noun
    from frontend.text.normalisation.european.words import Words

_VALUE = rf"(?:(?P<low>{SIGNED}){DASH}(?P<high>{NUMBER})|(?P<number>{SIGNED}))"
_LETTERS = "A-Za-zµμΩåéöąčł"
_ONE_UNIT = rf"[°º]{SPACE}?[CFKck](?!\w)|℃|℉|[{_LETTERS}]{{1,5}}[²³23]?"
_PER = rf"/{WORD}{{1,12}}[²³]?(?!\w){POINT}"
_UNIT = rf"(?P<unit>(?:{_ONE_UNIT})(?:{_PER}){{0,2}})"
PERCENT = re.compile(rf"{_VALUE}{SPACE}?(?P<sign>[%‰])(?!\w)")
# No unit is the beginning of what goes on after an apostrophe: "en 2023 l'inflation".
MEASURE = re.compile(rf"{_VALUE}{SPACE}?{_UNIT}(?![\w²³]|/(?![0-9])|['’]\w|\.[a-z]\.)")
ANGLE = re.compile(
    r"(?<![\w.,])(?P<degrees>[0-9]{1,3})°\s?(?P<minutes>[0-5]?[0-9])[′'](?:\s?(?P<seconds>[0-5]?[0-9])[″\"])?(?!\w)"
)
DEGREES = re.compile(rf"{_VALUE}{SPACE}?°(?!\w)")
FEET = re.compile(r"(?<![\w.,'])(?P<feet>[0-9]{1,2})['′](?P<inches>[0-9]{1,2})[\"″”]")
METRES = re.compile(r"(?<![\w.,])(?P<metres>[0-9]) ?m ?(?P<centimetres>[0-9]{2})(?!\w|[.,/][0-9])")
CONSUMPTION = re.compile(rf"(?P<number>{SIGNED}){SPACE}?[lL]/100{SPACE}?km(?!\w)")
PER = re.compile(
    rf"(?P<number>{SIGNED}){SPACE}?/{SPACE}?(?P<unit>{WORD}{{1,12}}[²³]?)(?!\w){POINT}"
)
SHORT = re.compile(rf"{_VALUE}{SPACE}(?P<unit>{WORD}{{2,5}})\.(?!\w)")
ON_A_ROAD = re.compile(rf"(?<![\w/])(?<![0-9]{SPACE})[kK]m(?={SPACE}[0-9])")
INCHES_OF_A_FOOT = 12
# What follows a unit that could be a word instead: "12 ha de olivos", not "2023 ha sido".
_AFTER_UNIT_WORDS = re.compile(
    rf"{SPACE}(?:d[ie]|[ye]|en?|van)(?!\w)|{SPACE}d['’]|[^\w\s]|\s{{0,3}}$"
)
_LETTERS_OF_NAMES = ("A", "F", "J", "K", "N")
_SUPERSCRIPT = {"2": "²", "3": "³"}


def rules(words: Words) -> Iterable[Rule]:
    return (
        Rule("place on a road", ON_A_ROAD, partial(_on_a_road, words), "k"),
        Rule("percent", PERCENT, partial(_percent, words), "%‰"),
        Rule("metres", METRES, partial(_metres, words), "m"),
        Rule("consumption", CONSUMPTION, partial(_consumption, words), "lL"),
        Rule("short unit", SHORT, partial(_short, words), "."),
        Rule("measure", MEASURE, partial(_measure, words), DIGIT),
        Rule("angle", ANGLE, partial(_angle, words), "°"),
        Rule("degrees", DEGREES, partial(_degrees, words), "°"),
        Rule("feet and inches", FEET, partial(_feet, words), "'′"),
        Rule("per unit", PER, partial(_per, words), "/"),
    )


def _value(words: Words, match: re.Match[str], noun: Noun) -> str:
    if match["low"] is None:
        return words.counted(words.parsed(match["number"]), noun)
    low = words.number(words.parsed(match["low"]), noun.gender)
    return f"{low} {words.grammar.to} {words.counted(words.parsed(match['high']), noun)}"


def _on_a_road(words: Words, match: re.Match[str]) -> str | None:
    """Read "au km 12"; in Polish it has a case: "na kilometrze dwunastym"."""
    return None if words.grammar.tag == "pl" else words.units["km"].form("one")


def _percent(words: Words, match: re.Match[str]) -> str:
    if noun := words.units.get(match["sign"]):  # in Polish "promil" is one, and "procent" is not
        return _value(words, match, noun)
    sign = words.grammar.percent if match["sign"] == "%" else words.grammar.permille
    if match["low"] is None:
        return f"{words.number(words.parsed(match['number']))} {sign}"
    low, high = (words.number(words.parsed(match[key])) for key in ("low", "high"))
    return f"{low} {words.grammar.to} {high} {sign}"


def _short(words: Words, match: re.Match[str]) -> str | None:
    noun = words.grammar.short_units.get(match["unit"])
    if noun is None:
        return None
    return f"{_value(words, match, noun)}{'.' if ends_sentence(match) else ''}"


def _measure(words: Words, match: re.Match[str]) -> str | None:
    if match["unit"] in _LETTERS_OF_NAMES and match[0][-2].isdecimal():
        return None  # "4K", "23A"
    if match["unit"] in words.grammar.magnitudes and match["unit"] != "mm":
        return None
    if match["unit"] in words.grammar.unit_words and not _AFTER_UNIT_WORDS.match(
        match.string, match.end()
    ):
        return None
    noun = unit(words, match["unit"])
    return _value(words, match, words.grammar.in_case(noun, match)) if noun else None


def unit(words: Words, symbol: str) -> Noun | None:
    """Return what a symbol stands for: also "m2", "° C", "kg/m³", "mg/kg/jour"."""
    symbol = "".join(symbol.split()).replace("º", "°").removesuffix(".")
    symbol = symbol if symbol in words.grammar.units else SPELLINGS.get(symbol, symbol)
    plain = symbol[:-1] + _SUPERSCRIPT.get(symbol[-1], symbol[-1])
    known = words.units.get(symbol) or words.units.get(plain)
    if known or "/" not in symbol:
        return known
    one, _, per = symbol.rpartition("/")
    return words.unit_per(one, per)


def _metres(words: Words, match: re.Match[str]) -> str:
    """Read "1m80": a height."""
    metres = words.counted(words.parsed(match["metres"]), words.units["m"])
    return f"{metres} {words.cardinal(match['centimetres'])}"


def _consumption(words: Words, match: re.Match[str]) -> str:
    said = words.counted(words.parsed(match["number"]), words.units["l/100km"])
    return said.replace("100", words.cardinal(100))


def _degrees(words: Words, match: re.Match[str]) -> str:
    return _value(words, match, words.grammar.degrees)


def _angle(words: Words, match: re.Match[str]) -> str:
    grammar = words.grammar
    nouns = {"degrees": grammar.degrees, "minutes": grammar.minute, "seconds": grammar.second}
    return " ".join(
        words.counted(Number(str(int(match[part]))), noun)
        for part, noun in nouns.items()
        if match[part]
    )


def _feet(words: Words, match: re.Match[str]) -> str | None:
    """Read 5'11" as a height, and 3'45" as a time."""
    is_time = int(match["inches"]) >= INCHES_OF_A_FOOT
    units = ("min", "s") if is_time else ("ft", "″")
    large, small = map(words.units.get, units)
    if large is None or small is None:
        return None
    first = words.counted(words.parsed(match["feet"]), large)
    return f"{first} {words.counted(words.parsed(match['inches']), small)}"


def _per(words: Words, match: re.Match[str]) -> str | None:
    noun = words.units.get(match["unit"])
    name = noun.form("one") if noun else words.period(match["unit"])
    if name is None or match["unit"].isupper():
        return None  # "12/A"
    return f"{words.number(words.parsed(match['number']))} {words.per(name)}"
