"""Units that CLDR names only with another prefix, or with none: MJ, TWh, kV."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

_KILO, _MEGA, _GIGA, _TERA, _MILLI, _MICRO = "10p3", "10p6", "10p9", "10p12", "10p-3", "10p-6"
_KILOWATT_HOUR = "energy-kilowatt-hour"
# By symbol: CLDR's unit, the prefix of that name in it ("" is none), and the symbol's own.
PREFIXED: dict[str, tuple[str, str, str]] = {
    "MJ": ("energy-joule", "", _MEGA),
    "GJ": ("energy-joule", "", _GIGA),
    "MWh": (_KILOWATT_HOUR, _KILO, _MEGA),
    "GWh": (_KILOWATT_HOUR, _KILO, _GIGA),
    "TWh": (_KILOWATT_HOUR, _KILO, _TERA),
    "TW": ("power-watt", "", _TERA),
    "kV": ("electric-volt", "", _KILO),
    "mV": ("electric-volt", "", _MILLI),
    "µA": ("electric-ampere", "", _MICRO),
    "μA": ("electric-ampere", "", _MICRO),
    "kΩ": ("electric-ohm", "", _KILO),
    "MΩ": ("electric-ohm", "", _MEGA),
    "kN": ("force-newton", "", _KILO),
    "GPa": ("pressure-pascal", "", _GIGA),
    "THz": ("frequency-hertz", "", _TERA),
    "keV": ("energy-electronvolt", "", _KILO),
    "MeV": ("energy-electronvolt", "", _MEGA),
    "GeV": ("energy-electronvolt", "", _GIGA),
    "mmol": ("concentr-mole", "", _MILLI),
}


def prefixed(locale: Locale, symbol: str) -> Mapping[str, str]:
    """Return the name of a unit in each form of the plural, without a number; {} is none."""
    unit, written, wanted = PREFIXED[symbol]
    patterns = locale._data["unit_patterns"].get(unit, {}).get("long", {})
    old, new = (_prefix(locale, prefix) for prefix in (written, wanted))
    forms = {}
    for form, pattern in patterns.items():
        name = str(pattern).replace("{0}", "").replace("\u00a0", " ").strip()
        if form != "per" and name.startswith(old):
            rest = name.removeprefix(old)
            forms[form] = new + (rest[:1].lower() + rest[1:])
    return forms


def _prefix(locale: Locale, prefix: str) -> str:
    """Return "mega"; the accent that Portuguese has on its end goes with some units only."""
    if not prefix:
        return ""
    name = str(locale._data["compound_unit_patterns"][prefix]["long"]["prefix"]).replace("{0}", "")
    last = unicodedata.normalize("NFD", name[-1])
    return name[:-1] + last[0] if last[0].isascii() else name
