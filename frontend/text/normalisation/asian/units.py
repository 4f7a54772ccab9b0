"""Units of measure by their symbols, and their names by CLDR."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from babel import Locale
from babel.units import format_unit

from frontend.text.normalisation.asian.numbers import follows
from frontend.text.normalisation.common.prefixes import PREFIXED, prefixed

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS = {
    "mm": "length-millimeter", "cm": "length-centimeter", "dm": "length-decimeter",
    "m": "length-meter", "km": "length-kilometer", "nm": "length-nanometer",
    "μm": "length-micrometer", "µm": "length-micrometer", "mi": "length-mile",
    "in": "length-inch", "ft": "length-foot", "yd": "length-yard",
    "mg": "mass-milligram", "g": "mass-gram", "kg": "mass-kilogram", "t": "mass-tonne",
    "μg": "mass-microgram", "µg": "mass-microgram",
    "lb": "mass-pound", "lbs": "mass-pound", "oz": "mass-ounce", "st": "mass-stone",
    "ml": "volume-milliliter", "mL": "volume-milliliter", "cl": "volume-centiliter",
    "dl": "volume-deciliter", "dL": "volume-deciliter", "l": "volume-liter", "L": "volume-liter",
    "qt": "volume-quart", "pt": "volume-pint", "gal": "volume-gallon",
    "cm²": "area-square-centimeter", "m²": "area-square-meter",
    "km²": "area-square-kilometer", "ft²": "area-square-foot", "ha": "area-hectare",
    "ac": "area-acre", "cm³": "volume-cubic-centimeter", "m³": "volume-cubic-meter",
    "km³": "volume-cubic-kilometer",
    "°C": "temperature-celsius", "℃": "temperature-celsius", "° C": "temperature-celsius",
    "°F": "temperature-fahrenheit", "℉": "temperature-fahrenheit", "K": "temperature-kelvin",
    "°": "angle-degree",
    "ms": "duration-millisecond", "μs": "duration-microsecond", "ns": "duration-nanosecond",
    "s": "duration-second", "min": "duration-minute", "h": "duration-hour", "hr": "duration-hour",
    "yr": "duration-year", "sec": "duration-second",
    "km/h": "speed-kilometer-per-hour", "km/hr": "speed-kilometer-per-hour",
    "kph": "speed-kilometer-per-hour", "m/s": "speed-meter-per-second",
    "mph": "speed-mile-per-hour", "mi/h": "speed-mile-per-hour", "mi/hr": "speed-mile-per-hour",
    "Hz": "frequency-hertz", "kHz": "frequency-kilohertz", "MHz": "frequency-megahertz",
    "GHz": "frequency-gigahertz",
    "W": "power-watt", "kW": "power-kilowatt", "MW": "power-megawatt", "GW": "power-gigawatt",
    "kWh": "energy-kilowatt-hour", "J": "energy-joule", "kJ": "energy-kilojoule",
    "cal": "energy-calorie", "kcal": "energy-kilocalorie",
    "V": "electric-volt", "A": "electric-ampere", "mA": "electric-milliampere",
    "Ω": "electric-ohm", "hPa": "pressure-hectopascal", "kPa": "pressure-kilopascal",
    "MPa": "pressure-megapascal", "Pa": "pressure-pascal", "lx": "light-lux",
    "bit": "digital-bit", "B": "digital-byte", "KB": "digital-kilobyte", "kB": "digital-kilobyte",
    "MB": "digital-megabyte", "GB": "digital-gigabyte", "TB": "digital-terabyte",
    "PB": "digital-petabyte", "px": "graphics-pixel", "dpi": "graphics-dot-per-inch",
}  # fmt: skip
# Symbols that are left out alone, and others of the same unit.
_ALSO_BARE = {"s": "sec", "h": "hr", "l": "L"}
_SQUARED = range(0x3371, 0x33E0)  # Unicode's block of them
# Where a letter after a number is a place and no unit: 座位12A.
_PLACES = re.compile(
    r"(?:座位?号?|座席|席|排|栋|棟|登机口|搭乗口|出口|番線|房间|部屋|[号號室])[:：]?\s?\Z"
)
# Letters that, after a number, stand for something else at least as often.
UNCLEAR = frozenset({"in", "B", "A", "K", "pt", "st", "t", "q", "ac", "s", "h"})


# What is so much of one in each of the other.
_RATES = (
    "mg/kg µg/kg μg/kg g/kg mg/dl mg/dL mg/l mg/L g/l g/L mmol/l mmol/L kg/m³ g/cm³ MB/s GB/s kB/s "
    "W/m² kg/m² g/m² ml/min mL/min L/min ml/h m/min km/s cm/s mm/h"
)


def unit_names(
    language: str, changed: Mapping[str, str], left_out: frozenset[str], per: str
) -> dict[str, str]:
    """Return how a number with a unit is said, as "{} kilometers", by the unit's symbol.

    Names other than CLDR's, and of symbols that have none in it, are in `changed`; `per` is said
    between two units.
    """
    locale = Locale.parse(language)
    larger = {symbol: prefixed(locale, symbol).get("other", "") for symbol in PREFIXED}
    names = {
        symbol: _name(unit, language) for symbol, unit in UNITS.items() if symbol not in left_out
    }
    gap = " " if per.startswith(" ") else ""
    known = {symbol: f"{{}}{gap}{name}" for symbol, name in larger.items() if name}
    known |= {symbol: name for symbol, name in names.items() if "{}" in name} | dict(changed)
    known = _rates(known, per) | known
    squares = {symbol: name for symbol, name in known.items() if symbol[-1:] in "²³"}
    typed = {s.replace("²", "^2").replace("³", "^3"): name for s, name in squares.items()}
    return known | typed | _squared(known | typed)


def _rates(known: Mapping[str, str], per: str) -> dict[str, str]:
    """Return those of two units, such as mg/kg, that are not known as one."""
    pairs = (symbol.split("/") for symbol in _RATES.split())
    return {
        f"{one}/{other}": f"{known[one]}{per}{_bare(known, other)}"
        for one, other in pairs
        if one in known and _bare(known, other)
    }


def _bare(known: Mapping[str, str], symbol: str) -> str:
    name = known.get(symbol) or known.get(_ALSO_BARE.get(symbol, ""), "")
    return name.replace("{}", "").strip()


def _squared(known: Mapping[str, str]) -> dict[str, str]:
    """Return those that are one character, such as ㎡ and ㎏."""
    found = {}
    for char in map(chr, _SQUARED):
        plain = unicodedata.normalize("NFKC", char)
        name = known.get(plain) or known.get(plain.replace("2", "²").replace("3", "³"))
        if name:
            found[char] = name
    return found


def _name(unit: str, language: str) -> str:
    return format_unit(1, unit, length="long", locale=language).replace("1", "{}", 1)


def is_place(match: re.Match[str]) -> bool:
    """Return whether a number with a unit of one letter stands where a place is named."""
    return len(match["unit"]) == 1 and follows(_PLACES, match)


def any_of(symbols: Mapping[str, object]) -> str:
    """Return a pattern for one of the symbols, the longest first."""
    return "|".join(map(re.escape, sorted(symbols, key=len, reverse=True)))
