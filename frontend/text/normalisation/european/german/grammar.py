"""German."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.german.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    SEVERAL,
    TITLES,
)
from frontend.text.normalisation.european.german.cases import in_case
from frontend.text.normalisation.european.german.codes import EXTRA_TIME, Codes
from frontend.text.normalisation.european.german.compounds import Compounds
from frontend.text.normalisation.european.german.dates import Dates
from frontend.text.normalisation.european.german.numbers import Numbers
from frontend.text.normalisation.european.german.ordinals import Ordinals, ending_of, spelled
from frontend.text.normalisation.european.german.quantities import Quantities
from frontend.text.normalisation.european.german.roman import Numerals
from frontend.text.normalisation.european.german.times import Times, clock
from frontend.text.normalisation.european.german.units import UNITS, unchanged
from frontend.text.normalisation.european.grammar import COUNTING, Grammar, noun
from frontend.text.normalisation.european.several import several_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words
    from frontend.text.normalisation.rule import Rule

_MONTH = " Oktober"  # all months are masculine

_SHORT_WORDS = words_of(
    "NICHT NIE NEIN JA NUR SEHR ALLE ALLES ICH DU ER SIE ES WIR IHR DER DIE DAS DEN DEM "
    "DES EIN EINE EINEN UND ODER ABER MIT VON IN IM AN AM AUF AUS BEI ZU ZUM ZUR FÜR VOR "
    "NACH IST SIND WAR HAT SO DOCH WIE WAS WER WO HALT STOPP LOS HIER JETZT MEHR GANZ GUT "
    "NEU ALT TEIL BAND TAG TOD MANN FRAU KIND HAUS WELT KRIEG ENDE VIEL KEIN KEINE BITTE "
    "WENN DANN AUCH NOCH SCHON MUSS KANN"
)
_ACRONYMS = words_of(
    "ADAC ARD AOK BAFÖG BASF BASTA BMW BRD CDU CSU DAX DB DDR DFB DGB DIN DLR DRK EDV EU "
    "EUGH EZB FAZ FDP GEMA GEZ GIZ HIV ICE IHK INSA ISBN KFZ KITA KKW LKW NABU NDR NSDAP "
    "OPEC ORF PKW RAF SAP SED SPD SRF STASI IBAN BIC SUV TÜV UNO USA VW WDR WLAN ZDF UEFA OSZE "
    "UNESCO UNICEF IKEA EDEKA ALDI AUDI"
)


def _own(words: Words) -> Iterable[Rule]:
    yield EXTRA_TIME
    yield several_rule(SEVERAL, ABBREVIATIONS)
    for part in (Times, Dates, Codes, Numerals, Ordinals, Compounds, Quantities, Numbers):
        yield from part(words).rules()


def _day(words: Words, day: int, before: str) -> str:
    return spelled(words, day, ending_of(before, _MONTH))


def _denominator(words: Words, number: int, several: bool) -> str | None:
    if number == 2:
        return "halbe" if several else "halb"
    if number == 10**6:
        return "Millionstel"
    if number > 100 and number != 1000:
        return None  # no part of anything: "Drs. 20/1234"
    said = words.ordinal(number, "spellout-ordinal")
    return f"{said}l".removeprefix("ein" if number in (100, 1000) else "").capitalize()


def _gender_of(name: str) -> str:
    """Return the gender of a unit or a currency: "Stunde", "Krone" are feminine."""
    first = name.split()[0]
    is_neuter = first.lower().endswith(("byte", "ampere", "joule"))
    return "f" if first.endswith("e") and not is_neuter else "m"


_MILLION = noun("Million", "Millionen", "f")
_MILLIARD = noun("Milliarde", "Milliarden", "f")
_BILLION = noun("Billion", "Billionen", "f")

GRAMMAR = Grammar(
    tag="de",
    locale="de",
    numbers="de",
    cardinals={
        COUNTING: "spellout-numbering",
        "m": "spellout-cardinal-masculine",
        "n": "spellout-cardinal-neuter",
        "f": "spellout-cardinal-feminine",
        "dative m": "spellout-cardinal-m",
        "dative f": "spellout-cardinal-r",
    },
    year="spellout-numbering-year",
    gender_of=_gender_of,
    denominator=_denominator,
    minus="minus",
    plus="plus",
    point="Komma",
    dot="Punkt",
    percent="Prozent",
    permille="Promille",
    to="bis",
    versus="zu",
    per="pro",
    over="durch",
    out_of="von",
    slash="Schrägstrich",
    and_="und",
    degrees=unchanged("Grad"),
    symbols={
        "№": "Nummer",
        "&": "und",
        "§": "Paragraf",
        "©": "Copyright",
        "®": "eingetragene Marke",
        "@": "at",
        "°": "Grad",
        "→": "nach",
        "√": "Wurzel aus",
    },
    operators={
        "=": "gleich",
        "≈": "ungefähr gleich",
        "≠": "ungleich",
        "<": "kleiner als",
        ">": "größer als",
        "≤": "kleiner gleich",
        "≥": "größer gleich",
        "+": "plus",
        "-": "minus",
        "−": "minus",
        "×": "mal",
        "·": "mal",
        "*": "mal",
        "÷": "geteilt durch",
        "/": "durch",
        "±": "plus minus",
    },
    multiple=noun("mal", "mal", "n"),
    joins_multiples=True,
    powers={2: "zum Quadrat", 3: "hoch drei"},
    power="hoch",
    marks={
        "@": "at",
        ".": "Punkt",
        "/": "Slash",
        "-": "Bindestrich",
        "_": "Unterstrich",
        ":": "Doppelpunkt",
        "?": "Fragezeichen",
        "=": "Gleichheitszeichen",
        "&": "und",
        "#": "Raute",
        "%": "Prozent",
        "+": "plus",
        "~": "Tilde",
        "\\": "Backslash",
    },
    hashtag="Hashtag",
    capitals=Capitals(_SHORT_WORDS, ACRONYMS | _ACRONYMS, pronoun=""),
    before_months=words_of("im ab bis seit von vom zum mitte anfang ende"),
    months={"sep": 9, "mrz": 3, "jän": 1},
    day=_day,
    words_like_days=words_of("die mit so don son sam frei"),
    before_dates=words_of("am vom zum bis ab seit dem den der"),
    point_dates=True,
    hour=unchanged("Uhr"),
    minute=noun("Minute", "Minuten", "f"),
    second=noun("Sekunde", "Sekunden", "f"),
    clock=clock,
    hour_marks=frozenset({"Uhr", "h"}),
    before_times=frozenset(["um", "ab", "gegen"]),
    signs={"Euro": "EUR", "SFr": "CHF", "sFr": "CHF", "DM": "DEM"},
    everyday={
        "USD": unchanged("Dollar"),
        "EUR": unchanged("Euro"),
        "GBP": unchanged("Pfund"),
        "CHF": unchanged("Franken"),
        "JPY": unchanged("Yen"),
        "DEM": noun("D-Mark", "D-Mark", "f"),
        "PLN": unchanged("Złoty"),
        "RUB": unchanged("Rubel"),
        "INR": noun("Rupie", "Rupien", "f"),
        "SEK": noun("Krone", "Kronen", "f"),
        "CZK": noun("Krone", "Kronen", "f"),
        "TRY": noun("Lira", "Lira", "f"),
        "KRW": unchanged("Won"),
    },
    noun_is_last=True,
    nouns_in_capitals=True,
    minors={
        "EUR": unchanged("Cent"),
        "USD": unchanged("Cent"),
        "AUD": unchanged("Cent"),
        "CAD": unchanged("Cent"),
        "GBP": noun("Penny", "Pence"),
        "CHF": unchanged("Rappen"),
        "DEM": unchanged("Pfennig"),
        "RUB": noun("Kopeke", "Kopeken", "f"),
    },
    thousands=frozenset({"k", "K", "Tsd"}),
    magnitudes={
        **dict.fromkeys(("Mio", "Mill", "M", "million", "millionen"), _MILLION),
        **dict.fromkeys(("Mrd", "B", "milliarde", "milliarden"), _MILLIARD),
        **dict.fromkeys(("Bio", "billion", "billionen"), _BILLION),
        "Tsd": unchanged("Tausend"),
    },
    units=UNITS,
    in_case=in_case,
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    cardinal_before=words_of(
        "kapitel band teil akt szene artikel buch hartz abschnitt anhang phase stufe klasse "
        "typ version tafel saturn apollo agenda industrie"
    ),
    call_words=words_of("ruf rufen anrufen hotline wählen"),
    digit_words=words_of(
        "konto kontonummer blz artikelnummer seriennummer matrikelnummer "
        "steuernummer personalnummer ausweisnummer telefon telefonnummer tel telefax fax "
        "mobil handy handynummer wkn pin code plz "
        "postleitzahl kundennummer bestellnummer iban hotline durchwahl vorwahl rufnummer"
    ),
    own=_own,
)
LANGUAGE = language(GRAMMAR)
