"""Dutch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.listed import listed, words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.dutch.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    SEVERAL,
    TITLES,
)
from frontend.text.normalisation.european.dutch.own import Own, clock
from frontend.text.normalisation.european.grammar import COUNTING, Grammar, Noun, noun
from frontend.text.normalisation.european.several import several_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.european.words import Words
    from frontend.text.normalisation.rule import Rule

_CARDINAL, _ORDINAL = "spellout-cardinal", "spellout-ordinal"
# A new word begins after "duizend", which CLDR does not part.
_AFTER_THOUSAND = listed(
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "twintig dertig veertig tachtig honderd"
)
_SHORT_WORDS = words_of(
    "NIET NOOIT NEE JA IK JE JIJ HIJ ZIJ HET DE EEN EN OF MAAR MET VAN IN OP AAN UIT BIJ "
    "VOOR NAAR IS ZIJN WAS HEEFT ZO HOE WAT WIE WAAR HIER NU MEER HEEL GOED NIEUW OUD "
    "DEEL DAG DOOD MAN VROUW KIND HUIS WERELD OORLOG EINDE VEEL GEEN ALS DAN OOK NOG MOET "
    "KAN STOP TE OM ER DIE DAT"
)
_ACRONYMS = words_of(
    "ANWB AOW BTW CBS CDA DNB HBO HAVO KNMI KLM KPN MAVO NOS NS NPO PSV PVDA PVV RIVM SGP "
    "SNS TNO UWV VARA VVD VWO VRT WAO WOZ ZZP AJAX ABN AMRO ING GGD GGZ IKEA IBAN BIC HEMA "
    "FIFA UEFA BELGA NMBS RTL"
)


def _denominator(words: Words, number: int, several: bool) -> str | None:
    if number == 2:
        return "halven" if several else "half"
    name = "kwart" if number == 4 else words.ordinal(number, _ORDINAL)
    return name and name.replace("eenmiljoen", "miljoen")


def _unchanged(name: str) -> Noun:
    return noun(name, name)


def _own(words: Words) -> Iterable[Rule]:
    yield several_rule(SEVERAL, ABBREVIATIONS)
    yield from Own(words).rules()


GRAMMAR = Grammar(
    tag="nl",
    locale="nl",
    numbers="nl",
    cardinals={COUNTING: _CARDINAL},
    year="spellout-numbering-year",
    joined={f"duizend{word}": f"duizend {word}" for word in _AFTER_THOUSAND},
    decimals_in_pairs=True,
    ordinals={"e": _ORDINAL, "de": _ORDINAL, "ste": _ORDINAL, "ᵉ": _ORDINAL},
    denominator=_denominator,
    minus="min",
    plus="plus",
    point="komma",
    dot="punt",
    version="versie",
    percent="procent",
    permille="promille",
    to="tot",
    versus="tegen",
    per="per",
    over="gedeeld door",
    out_of="van de",
    and_="en",
    degrees=noun("graad", "graden"),
    symbols={
        "№": "nummer",
        "&": "en",
        "§": "paragraaf",
        "©": "copyright",
        "@": "apenstaartje",
        "→": "naar",
        "√": "wortel van",
    },
    operators={
        "=": "is",
        "≈": "ongeveer gelijk aan",
        "≠": "is niet gelijk aan",
        "<": "kleiner dan",
        ">": "groter dan",
        "≤": "kleiner dan of gelijk aan",
        "≥": "groter dan of gelijk aan",
        "+": "plus",
        "-": "min",
        "−": "min",
        "×": "keer",
        "·": "keer",
        "*": "keer",
        "÷": "gedeeld door",
        "/": "gedeeld door",
        "±": "plus of min",
    },
    multiple=_unchanged("keer"),
    powers={2: "kwadraat", 3: "tot de derde"},
    power="tot de macht",
    marks={
        "@": "apenstaartje",
        ".": "punt",
        "/": "slash",
        "-": "streepje",
        "_": "underscore",
        ":": "dubbele punt",
        "?": "vraagteken",
        "=": "is",
        "&": "en",
        "#": "hekje",
        "%": "procent",
        "+": "plus",
        "~": "tilde",
        "\\": "backslash",
    },
    capitals=Capitals(_SHORT_WORDS, ACRONYMS | _ACRONYMS, pronoun=""),
    words_like_days=words_of("zo zon vrij zat maan"),
    before_dates=words_of("op tot vanaf van sinds per"),
    before_months=words_of("in van sinds tot eind begin medio"),
    months={"sept": 9},
    day_ranges={"t/m": "tot en met"},
    hour=_unchanged("uur"),
    minute=noun("minuut", "minuten"),
    second=noun("seconde", "seconden"),
    clock=clock,
    hour_marks=frozenset({"uur", "u", "h"}),
    before_times=words_of("om vanaf rond tegen tot"),
    noun_is_last=True,
    nouns_in_capitals=True,
    signs={"euro": "EUR"},
    everyday={
        "USD": _unchanged("dollar"),
        "EUR": _unchanged("euro"),
        "GBP": _unchanged("pond"),
        "SEK": noun("kroon", "kronen"),
        "CZK": noun("kroon", "kronen"),
        "INR": noun("roepie", "roepies"),
    },
    minors={
        "EUR": _unchanged("cent"),
        "USD": _unchanged("cent"),
        "AUD": _unchanged("cent"),
        "CAD": _unchanged("cent"),
        "GBP": noun("penny", "pence"),
        "CHF": _unchanged("rappen"),
    },
    minor_and=" en ",
    magnitudes={
        "mln": _unchanged("miljoen"),
        "M": _unchanged("miljoen"),
        "miljoen": _unchanged("miljoen"),
        "mld": _unchanged("miljard"),
        "mrd": _unchanged("miljard"),
        "miljard": _unchanged("miljard"),
        "B": _unchanged("miljard"),
        "biljoen": _unchanged("biljoen"),
    },
    unit_words=frozenset({"mi"}),
    units={
        "t": _unchanged("ton"),
        "u": _unchanged("uur"),
        "sec": noun("seconde", "seconden"),
        "sec.": noun("seconde", "seconden"),
        "min.": noun("minuut", "minuten"),
        "Wh": _unchanged("wattuur"),
        "MWh": _unchanged("megawattuur"),
        "pk": _unchanged("pk"),
        "dB": _unchanged("decibel"),
        "km/u": _unchanged("kilometer per uur"),
        "km/uur": _unchanged("kilometer per uur"),
        "tl": _unchanged("theelepel"),
        "el": _unchanged("eetlepel"),
        "m2": "area-square-meter",
        "m3": "volume-cubic-meter",
    },
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    cardinal_before=words_of(
        "hoofdstuk deel band boek akte scène artikel bijlage fase niveau klasse type versie "
        "wereldoorlog tabel"
    ),
    call_words=words_of("bel bellen nummer"),
    digit_words=words_of(
        "telefoon telefoonnummer tel bel fax mobiel gsm pincode code klantnummer bestelnummer "
        "iban bsn rekeningnummer nummerplaat"
    ),
    own=_own,
)
LANGUAGE = language(GRAMMAR)
