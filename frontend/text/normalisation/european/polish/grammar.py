"""Polish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.grammar import COUNTING, Grammar, Noun
from frontend.text.normalisation.european.listed import listed
from frontend.text.normalisation.european.polish.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    TITLES,
)
from frontend.text.normalisation.european.polish.amounts import GENITIVE, Amounts
from frontend.text.normalisation.european.polish.dates import Dates
from frontend.text.normalisation.european.polish.numbers import Numbers
from frontend.text.normalisation.european.polish.ordinals import Ordinals
from frontend.text.normalisation.european.polish.roman import Numerals
from frontend.text.normalisation.european.polish.saints import Saints
from frontend.text.normalisation.european.polish.times import Times
from frontend.text.normalisation.european.several import several_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words
    from frontend.text.normalisation.rule import Rule

_SHORT_WORDS = frozenset(
    listed(
        "NIE NIGDY TAK JA TY ON ONA MY WY I A ALE LUB Z ZE W WE NA DO OD PO DLA BEZ PRZEZ "
        "JEST SĄ BYŁ BYŁA MA CO KTO GDZIE JAK TU TAM TERAZ WIĘCEJ BARDZO DOBRY NOWY STARY "
        "CZĘŚĆ TOM DZIEŃ PAN PANI DOM ŚWIAT WOJNA KONIEC TEN TA TO JUŻ TEŻ MUSI STOP O U ZA"
    )
)
_ACRONYMS = frozenset(
    listed(
        "PKP PKS PKO PZU ZUS NFZ PIT VAT CIT PIS PO PSL SLD UJ UW AGH PAN GUS IPN KRS NIP "
        "PESEL REGON RP PRL ZSRR TVN TVP RMF AK KC PZPR MON MSZ MSWIA NBP GPW WIG KGHM ORLEN "
        "LOT UE ONZ BHP WOŚP GOPR TOPR ABW CBA CBŚ PZPN PZN AZS"
    )
)


def _own(words: Words) -> Iterable[Rule]:
    yield several_rule(ABBREVIATIONS)
    for part in (Times, Dates, Numerals, Saints, Ordinals, Amounts, Numbers):
        yield from part(words).rules()


def _gender_of(name: str) -> str:
    word = name.split()[0]
    if word.endswith("a"):
        return "f"
    return "n" if word.endswith(("o", "e")) and word != "euro" else "m"


def _noun(one: str, few: str, many: str, other: str, gender: str = "m") -> Noun:
    return Noun({"one": one, "few": few, "many": many, "other": other}, gender)


_THOUSAND = _noun("tysiąc", "tysiące", "tysięcy", "tysiąca")
_MILLION = _noun("milion", "miliony", "milionów", "miliona")
_MILLIARD = _noun("miliard", "miliardy", "miliardów", "miliarda")
_BILLION = _noun("bilion", "biliony", "bilionów", "biliona")
_CENT = _noun("cent", "centy", "centów", "centa")
_SECOND = _noun("sekunda", "sekundy", "sekund", "sekundy", "f")
_MINUTE = _noun("minuta", "minuty", "minut", "minuty", "f")
_HOUR = _noun("godzina", "godziny", "godzin", "godziny", "f")

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
    percent="procent",
    permille="promili",
    to="do",
    versus="do",
    per="na",
    over="przez",
    and_="i",
    degrees=_noun("stopień", "stopnie", "stopni", "stopnia"),
    symbols={"&": "i", "§": "paragraf", "©": "copyright", "@": "małpa", "→": "do"},
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
    hour=_HOUR,
    minute=_MINUTE,
    second=_SECOND,
    hour_marks=frozenset({"h"}),
    everyday={
        "PLN": _noun("złoty", "złote", "złotych", "złotego"),
        "USD": _noun("dolar", "dolary", "dolarów", "dolara"),
        "EUR": _noun("euro", "euro", "euro", "euro"),
        "GBP": _noun("funt", "funty", "funtów", "funta"),
        "CHF": _noun("frank", "franki", "franków", "franka"),
        "JPY": _noun("jen", "jeny", "jenów", "jena"),
    },
    minors={
        "PLN": _noun("grosz", "grosze", "groszy", "grosza"),
        "EUR": _CENT,
        "USD": _CENT,
        "AUD": _CENT,
        "CAD": _CENT,
        "GBP": _noun("pens", "pensy", "pensów", "pensa"),
        "CHF": _noun("rap", "rapy", "rapów", "rapa"),
        "CZK": _noun("halerz", "halerze", "halerzy", "halerza"),
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
    units={
        "godz": _HOUR,
        "godz.": _HOUR,
        "min.": _MINUTE,
        "sek": _SECOND,
        "sek.": _SECOND,
        "dag": _noun("dekagram", "dekagramy", "dekagramów", "dekagrama"),
        "Wh": _noun("watogodzina", "watogodziny", "watogodzin", "watogodziny", "f"),
        "MWh": _noun(
            "megawatogodzina", "megawatogodziny", "megawatogodzin", "megawatogodziny", "f"
        ),
        "KM": _noun(
            "koń mechaniczny", "konie mechaniczne", "koni mechanicznych", "konia mechanicznego"
        ),
        "dB": _noun("decybel", "decybele", "decybeli", "decybela"),
        "gr": _noun("grosz", "grosze", "groszy", "grosza"),
    },
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    cardinal_before=frozenset(["faza", "typ", "wersja", "apollo"]),
    digit_words=frozenset(
        listed(
            "telefon telefonu tel numer-telefonu fax faks komórka pin kod pesel nip regon iban "
            "konto konta infolinia"
        )
    ),
    own=_own,
)
LANGUAGE = language(GRAMMAR)
