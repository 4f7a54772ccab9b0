"""Names of units, as CLDR has them for America and for Britain."""

from __future__ import annotations

import re

from babel import Locale
from babel.units import format_unit

_CLDR = """
km length-kilometer, m length-meter, cm length-centimeter, mm length-millimeter
µm length-micrometer, μm length-micrometer, nm length-nanometer, mi length-mile, ft length-foot
yd length-yard, yds length-yard, in length-inch, in. length-inch, ly length-light-year
kg mass-kilogram, LB mass-pound, LBS mass-pound, OZ mass-ounce, KM length-kilometer
CM length-centimeter, MM length-millimeter, ML volume-milliliter
kgs mass-kilogram, KG mass-kilogram, Kg mass-kilogram, g mass-gram
mg mass-milligram, µg mass-microgram, μg mass-microgram, mcg mass-microgram, lb mass-pound
lbs mass-pound, oz mass-ounce, fl oz volume-fluid-ounce, L volume-liter, l volume-liter
ml volume-milliliter, mL volume-milliliter, cl volume-centiliter, dl volume-deciliter
gal volume-gallon, pt volume-pint, qt volume-quart, tbsp volume-tablespoon, tsp volume-teaspoon
Tbsp volume-tablespoon, Tsp volume-teaspoon, TBSP volume-tablespoon, tbsps volume-tablespoon
tsps volume-teaspoon
m² area-square-meter, m2 area-square-meter, sqm area-square-meter, sq m area-square-meter
km² area-square-kilometer, km2 area-square-kilometer, sq km area-square-kilometer
cm² area-square-centimeter, cm2 area-square-centimeter, ft² area-square-foot
ft2 area-square-foot, sq ft area-square-foot, sqft area-square-foot, sq. ft. area-square-foot
sq mi area-square-mile, mi² area-square-mile, in² area-square-inch, ha area-hectare
m³ volume-cubic-meter, m3 volume-cubic-meter, cm³ volume-cubic-centimeter
cm3 volume-cubic-centimeter, km³ volume-cubic-kilometer, km3 volume-cubic-kilometer
ft³ volume-cubic-foot, cu ft volume-cubic-foot, °C temperature-celsius, ℃ temperature-celsius
ºC temperature-celsius, ° C temperature-celsius, °F temperature-fahrenheit
℉ temperature-fahrenheit, ºF temperature-fahrenheit, km/h speed-kilometer-per-hour
kph speed-kilometer-per-hour, kmh speed-kilometer-per-hour, m/s speed-meter-per-second
mph speed-mile-per-hour, kn speed-knot, kt speed-knot, kts speed-knot
m/s² acceleration-meter-per-square-second, m/s2 acceleration-meter-per-square-second
W power-watt, kW power-kilowatt, MW power-megawatt, GW power-gigawatt, mW power-milliwatt
hp power-horsepower, kWh energy-kilowatt-hour, J energy-joule, kJ energy-kilojoule
cal energy-calorie, kcal energy-kilocalorie, eV energy-electronvolt
BTU energy-british-thermal-unit, V electric-volt, mA electric-milliampere, Ω electric-ohm
Ω electric-ohm, Hz frequency-hertz, kHz frequency-kilohertz, MHz frequency-megahertz
GHz frequency-gigahertz, Pa pressure-pascal, hPa pressure-hectopascal, kPa pressure-kilopascal
MPa pressure-megapascal, mbar pressure-millibar, atm pressure-atmosphere
mmHg pressure-millimeter-ofhg, N force-newton, N·m torque-newton-meter
N⋅m torque-newton-meter, Nm torque-newton-meter, kB digital-kilobyte
KB digital-kilobyte, MB digital-megabyte, GB digital-gigabyte, TB digital-terabyte
PB digital-petabyte, kbit digital-kilobit, Mbit digital-megabit, Gbit digital-gigabit
ms duration-millisecond, µs duration-microsecond, μs duration-microsecond
ns duration-nanosecond, s duration-second, sec duration-second, secs duration-second
min duration-minute, mins duration-minute, h duration-hour, hr duration-hour, hrs duration-hour
yr duration-year, yrs duration-year, wk duration-week, wks duration-week, mo duration-month
mos duration-month, px graphics-pixel, dpi graphics-dot-per-inch, ppi graphics-pixel-per-inch
MP graphics-megapixel, lm light-lumen, dL volume-deciliter
lx light-lux, mol concentr-mole
ppm concentr-part-per-1e6, ct mass-carat
"""
# What CLDR does not name, or not as it is said.
_OWN = {
    "mbps": ("megabit per second", "megabits per second"),
    "Mbps": ("megabit per second", "megabits per second"),
    "Mb/s": ("megabit per second", "megabits per second"),
    "bps": ("bit per second", "bits per second"),  # of few, basis points: see measures.py
    "kbps": ("kilobit per second", "kilobits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"),
    "gbps": ("gigabit per second", "gigabits per second"),
    "MB/s": ("megabyte per second", "megabytes per second"),
    "GB/s": ("gigabyte per second", "gigabytes per second"),
    "Wh": ("watt hour", "watt hours"),
    "MWh": ("megawatt hour", "megawatt hours"),
    "GWh": ("gigawatt hour", "gigawatt hours"),
    "TWh": ("terawatt hour", "terawatt hours"),
    "Ah": ("ampere hour", "ampere hours"),
    "MJ": ("megajoule", "megajoules"),
    "GJ": ("gigajoule", "gigajoules"),
    "TW": ("terawatt", "terawatts"),
    "GPa": ("gigapascal", "gigapascals"),
    "mmol": ("millimole", "millimoles"),
    "pts": ("point", "points"),
    **dict.fromkeys(("reb", "reb."), ("rebound", "rebounds")),
    **dict.fromkeys(("ast", "ast."), ("assist", "assists")),
    "ng": ("nanogram", "nanograms"),
    "pg": ("picogram", "picograms"),
    "U": ("unit", "units"),
    "IU": ("international unit", "international units"),
    "IUs": ("international unit", "international units"),
    "mIU": ("milli-international unit", "milli-international units"),
    "mAh": ("milliampere hour", "milliampere hours"),
    "kV": ("kilovolt", "kilovolts"),
    "mV": ("millivolt", "millivolts"),
    "kΩ": ("kilohm", "kilohms"),
    "MΩ": ("megohm", "megohms"),
    "mF": ("millifarad", "millifarads"),
    "µF": ("microfarad", "microfarads"),
    "μF": ("microfarad", "microfarads"),
    "nF": ("nanofarad", "nanofarads"),
    "pF": ("picofarad", "picofarads"),
    "µA": ("microampere", "microamperes"),
    "μA": ("microampere", "microamperes"),
    "mH": ("millihenry", "millihenries"),
    "dB": ("decibel", "decibels"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "RPM": ("revolution per minute", "revolutions per minute"),
    "bpm": ("beat per minute", "beats per minute"),
    "fps": ("frame per second", "frames per second"),
    "l/100km": ("liter per hundred kilometers", "liters per hundred kilometers"),
    "l/100 km": ("liter per hundred kilometers", "liters per hundred kilometers"),
    "L/100km": ("liter per hundred kilometers", "liters per hundred kilometers"),
    "L/100 km": ("liter per hundred kilometers", "liters per hundred kilometers"),
    "ft-lb": ("foot-pound", "foot-pounds"),
    "ft-lbs": ("foot-pound", "foot-pounds"),
    "lb-ft": ("pound-foot", "pound-feet"),
    "nM": ("nanomolar", "nanomolar"),
    "µM": ("micromolar", "micromolar"),
    "μM": ("micromolar", "micromolar"),
    "mM": ("millimolar", "millimolar"),
    "qts": ("quart", "quarts"),
    "doz.": ("dozen", "dozen"),
    "kN": ("kilonewton", "kilonewtons"),
    "mpg": ("mile per gallon", "miles per gallon"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "cc": ("cubic centimeter", "cubic centimeters"),
    "inHg": ("inch of mercury", "inches of mercury"),
    "°": ("degree", "degrees"),
    "º": ("degree", "degrees"),
    "°K": ("kelvin", "kelvins"),
}
# Said only right after its number, as it is too often something else.
ATTACHED = frozenset(("in", "pt", "mo", "ct", "N", "J"))
# Said only if it is per another: "pg" is a page too, and a rack has 2U.
RATES = frozenset(("pg", "U"))
# What an amount may be "per" beside the units.
_PER = {"s": "second", "h": "hour", "d": "day", "y": "year", "person": "person"}
_PERIODS = "day night week month quarter year hour second minute mile lap dose serving"
_PER |= {word: word for word in _PERIODS.split()}


class Units:
    """The singular and the plural of each unit by its sign."""

    def __init__(self, *, british: bool = False) -> None:
        locale = Locale("en", "GB") if british else Locale("en")
        self._names = {sign: _names(unit, locale) for sign, unit in SIGNS.items()} | _OWN

    def many(self, sign: str) -> str:
        return self._names[sign][1]

    def one(self, sign: str) -> str:
        return self._names[sign][0]

    def per(self, sign: str) -> str:
        return _PER.get(sign) or self.one(sign)


def _names(unit: str, locale: Locale) -> tuple[str, str]:
    one, many = (format_unit(n, unit, "long", locale=locale) or "" for n in (1, 2))
    return _plain(one.removeprefix("1 ")), _plain(many.removeprefix("2 "))


def _plain(name: str) -> str:
    """Return it as it is said: "US" is what CLDR adds to America's names in Britain."""
    return name.removeprefix("US ").replace("-", " ")


SIGNS = dict(pair.strip().rsplit(" ", 1) for pair in re.split("[,\n]", _CLDR.strip()))
ALL_SIGNS = sorted({*SIGNS, *_OWN}, key=len, reverse=True)
PATTERN = "|".join(re.escape(sign) for sign in ALL_SIGNS if sign not in "°º")
PER_PATTERN = "|".join(sorted({*map(re.escape, _PER), PATTERN}, key=len, reverse=True))
