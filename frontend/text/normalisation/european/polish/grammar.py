"""Polish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.grammar import COUNTING, Grammar
from frontend.text.normalisation.european.polish.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    SEVERAL,
    TITLES,
)
from frontend.text.normalisation.european.polish.amounts import GENITIVE, Amounts
from frontend.text.normalisation.european.polish.dates import Dates
from frontend.text.normalisation.european.polish.numbers import Numbers
from frontend.text.normalisation.european.polish.ordinals import Ordinals
from frontend.text.normalisation.european.polish.roman import Numerals
from frontend.text.normalisation.european.polish.saints import Saints
from frontend.text.normalisation.european.polish.shortened import Shortened
from frontend.text.normalisation.european.polish.times import Times
from frontend.text.normalisation.european.polish.units import HOUR, MINUTE, SECOND, UNITS, noun_of
from frontend.text.normalisation.european.several import several_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words
    from frontend.text.normalisation.rule import Rule

_SHORT_WORDS = words_of(
    "NIE NIGDY TAK JA TY ON ONA MY WY I A ALE LUB Z ZE W WE NA DO OD PO DLA BEZ PRZEZ "
    "JEST SĄ BYŁ BYŁA MA CO KTO GDZIE JAK TU TAM TERAZ WIĘCEJ BARDZO DOBRY NOWY STARY "
    "CZĘŚĆ TOM DZIEŃ PAN PANI DOM ŚWIAT WOJNA KONIEC TEN TA TO JUŻ TEŻ MUSI STOP O U ZA"
)
_ACRONYMS = words_of(
    "PKP PKS PKO PZU ZUS NFZ PIT VAT CIT PIS PO PSL SLD UJ UW AGH PAN GUS IPN KRS NIP "
    "PESEL REGON RP PRL ZSRR TVN TVP RMF AK KC PZPR MON MSZ MSWIA NBP GPW WIG KGHM ORLEN "
    "LOT UE ONZ BHP WOŚP GOPR TOPR ABW CBA CBŚ PZPN PZN AZS"
)


def _own(words: Words) -> Iterable[Rule]:
    yield several_rule(SEVERAL, ABBREVIATIONS)
    for part in (Times, Dates, Shortened, Numerals, Saints, Ordinals, Amounts, Numbers):
        yield from part(words).rules()


def _gender_of(name: str) -> str:
    word = name.split()[0]
    if word.endswith("a"):
        return "f"
    return "n" if word.endswith(("o", "e")) and word != "euro" else "m"


_THOUSAND = noun_of("tysiąc", "tysiące", "tysięcy", "tysiąca")
_MILLION = noun_of("milion", "miliony", "milionów", "miliona")
_MILLIARD = noun_of("miliard", "miliardy", "miliardów", "miliarda")
_BILLION = noun_of("bilion", "biliony", "bilionów", "biliona")
_CENT = noun_of("cent", "centy", "centów", "centa")


def _of_day(name: str) -> str:
    """Return a weekday's genitive."""
    if name.endswith("ek"):
        return f"{name.removesuffix('ek')}ku"
    return f"{name[:-1]}{'i' if name.endswith('la') else 'y'}"


GRAMMAR = Grammar(
    tag="pl",
    locale="pl",
    numbers="pl",
    cardinals={
        COUNTING: "spellout-numbering",
        "m": "spellout-cardinal-masculine",
        "n": "spellout-cardinal-neuter",
        "f": "spellout-cardinal-feminine",
        GENITIVE: "spellout-cardinal-masculine-genitive",
    },
    year="spellout-numbering",
    gender_of=_gender_of,
    decimals_in_pairs=True,
    minus="minus",
    plus="plus",
    point="przecinek",
    dot="kropka",
    version="wersja",
    words_like_days=words_of("nie piąte"),
    short_days={
        **dict.fromkeys(("pn", "pon"), "poniedziałek"),
        **dict.fromkeys(("cz", "czw"), "czwartek"),
        **dict.fromkeys(("sb", "sob"), "sobota"),
        **dict.fromkeys(("nd", "ndz", "niedz"), "niedziela"),
    },
    percent="procent",
    permille="promili",
    to="do",
    versus="do",
    per="na",
    after_per=lambda word: f"{word[:-1]}ę" if word.endswith("a") else word,
    over="przez",
    out_of="na",
    slash="łamane przez",
    and_="i",
    degrees=noun_of("stopień", "stopnie", "stopni", "stopnia"),
    symbols={
        "№": "numer",
        "&": "i",
        "§": "paragraf",
        "©": "copyright",
        "@": "małpa",
        "→": "do",
        "√": "pierwiastek z",
    },
    operators={
        "=": "równa się",
        "≈": "równa się około",
        "≠": "nie równa się",
        "<": "mniejsze niż",
        ">": "większe niż",
        "≤": "mniejsze lub równe",
        "≥": "większe lub równe",
        "+": "plus",
        "-": "minus",
        "−": "minus",
        "×": "razy",
        "·": "razy",
        "*": "razy",
        "÷": "podzielić przez",
        "/": "podzielić przez",
        "±": "plus minus",
    },
    multiple=noun_of("raz", "razy", "razy", "raza"),
    powers={2: "do kwadratu", 3: "do sześcianu"},
    power="do potęgi",
    marks={
        "@": "małpa",
        ".": "kropka",
        "/": "ukośnik",
        "-": "myślnik",
        "_": "podkreślnik",
        ":": "dwukropek",
        "?": "znak zapytania",
        "=": "równa się",
        "&": "i",
        "#": "hasz",
        "%": "procent",
        "+": "plus",
        "~": "tylda",
        "\\": "ukośnik wsteczny",
    },
    capitals=Capitals(_SHORT_WORDS, ACRONYMS | _ACRONYMS, pronoun=""),
    from_day_to_day=lambda first, last: f"od {_of_day(first)} do {_of_day(last)}",
    hour=HOUR,
    minute=MINUTE,
    second=SECOND,
    hour_marks=frozenset({"h"}),
    signs={"euro": "EUR"},
    everyday={
        "PLN": noun_of("złoty", "złote", "złotych", "złotego"),
        "USD": noun_of("dolar", "dolary", "dolarów", "dolara"),
        "EUR": noun_of("euro", "euro", "euro", "euro"),
        "GBP": noun_of("funt", "funty", "funtów", "funta"),
        "CHF": noun_of("frank", "franki", "franków", "franka"),
        "JPY": noun_of("jen", "jeny", "jenów", "jena"),
    },
    minors={
        "PLN": noun_of("grosz", "grosze", "groszy", "grosza"),
        "EUR": _CENT,
        "USD": _CENT,
        "AUD": _CENT,
        "CAD": _CENT,
        "GBP": noun_of("pens", "pensy", "pensów", "pensa"),
        "CHF": noun_of("rap", "rapy", "rapów", "rapa"),
        "CZK": noun_of("halerz", "halerze", "halerzy", "halerza"),
    },
    thousands=frozenset({"k", "K"}),
    magnitudes={
        "tys": _THOUSAND,
        "mln": _MILLION,
        "M": _MILLION,
        "mld": _MILLIARD,
        "bln": _BILLION,
        "milion": _MILLION,
        "miliard": _MILLIARD,
    },
    units=UNITS,
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    cardinal_before=frozenset(["faza", "typ", "wersja", "apollo"]),
    call_words=words_of("zadzwoń dzwoń dzwonić numer numerem infolinia infolinię"),
    digit_words=words_of(
        "telefon telefonu tel numer-telefonu fax faks komórka pin kod pesel nip regon iban "
        "konto konta infolinia"
    ),
    own=_own,
)
LANGUAGE = language(GRAMMAR)
