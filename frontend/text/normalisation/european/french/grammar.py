"""What there is to know of French."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import Capitals
from frontend.text.normalisation.european.french.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    TITLES,
)
from frontend.text.normalisation.european.french.own import rules
from frontend.text.normalisation.european.grammar import COUNTING, Grammar, noun

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

_MASCULINE, _FEMININE = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
_FEMININE_NOUNS = words_of(
    "heure minute seconde milliseconde microseconde nanoseconde semaine journée année tonne "
    "livre once couronne roupie lire calorie kilocalorie atmosphère grivna hryvnia peseta "
    "partie fois personne femme chambre place table page pièce voiture rue nuit porte chose main "
    "école église marche pincée poignée cuillerée cuillère tasse gousse tranche feuille noix "
    "branche botte boîte"
)
_FEMININE_ENDINGS = ("asse", "tion", "sion", "ette", "euse", "ance", "ence", "esse", "ille")


def _gender_of(name: str) -> str:
    first = name.split()[0].lower()
    return "f" if first in _FEMININE_NOUNS or first.removesuffix("s") in _FEMININE_NOUNS else "m"


def _gender_if_clear(word: str) -> str | None:
    """Return "f" of what 1, 21, 31 count, if it is known to be so; "un" needs no reading else."""
    single = word.removesuffix("s")
    return "f" if _gender_of(word) == "f" or single.endswith(_FEMININE_ENDINGS) else None


def _of(word: str) -> str:
    return f"d’{word}" if word[:1].lower() in "aeiouéèêhîôâ" else f"de {word}"


def _denominator(words: Words, number: int, several: bool) -> str | None:
    named = {2: "demi", 3: "tiers", 4: "quart"}
    if number > 10 and number not in (12, 16, 100, 1000, 10**6):
        return None  # a mark: "quinze sur vingt"
    name = named.get(number) or words.ordinal(number, "spellout-ordinal")
    if name is None or name.endswith("s"):
        return name
    return f"{name.removeprefix('un ')}s" if several else name.removeprefix("un ")


_KINGS = words_of(
    "Louis Charles Henri François Philippe Jean Paul Pie Benoît Grégoire Léon Clément Innocent "
    "Urbain Boniface Napoléon Élisabeth Elisabeth Catherine Édouard Edouard Georges George "
    "Jacques Guillaume Richard Léopold Albert Baudouin Frédéric Joseph Pierre Alexandre Nicolas "
    "Alphonse Ferdinand Isabelle Marie Christine Marguerite Béatrix Rainier Hassan Mohammed "
    "Ramsès Ptolémée Robert Hugues Lothaire Childéric Clovis Dagobert Sigismond Maximilien "
    "Rodolphe Christian Gustave"
)

GRAMMAR = Grammar(
    tag="fr",
    locale="fr",
    numbers="fr",
    cardinals={
        COUNTING: "spellout-cardinal-masculine",
        "m": "spellout-cardinal-masculine",
        "f": "spellout-cardinal-feminine",
    },
    year="spellout-numbering",
    gender_of=_gender_of,
    agreement=_gender_if_clear,
    single=_gender_if_clear,
    decimals_in_pairs=True,
    of=_of,
    ordinals={
        **dict.fromkeys(("er", "ᵉʳ"), _MASCULINE),
        **dict.fromkeys(("re", "ère", "ere"), _FEMININE),
        "ers": "spellout-ordinal-masculine-plural",
        **dict.fromkeys(("res", "ères"), "spellout-ordinal-feminine-plural"),
        **dict.fromkeys(
            ("e", "è", "ème", "eme", "ième", "ieme", "º", "nd", "d", "de"), "spellout-ordinal"
        ),
        **dict.fromkeys(("nde", "ª"), _FEMININE),
        **dict.fromkeys(("es", "èmes", "emes", "ièmes"), "spellout-ordinal-masculine-plural"),
    },
    denominator=_denominator,
    half="et demi",
    half_of_words=True,
    halves={"m": ("un demi", "et demi"), "f": ("une demi", "et demie")},
    after_degrees=words_of("à au de du et en dans par sur avec nord sud est ouest"),
    minus="moins",
    plus="plus",
    point="virgule",
    dot="point",
    percent="pour cent",
    permille="pour mille",
    to="à",
    versus="à",
    per="par",
    over="sur",
    and_="et",
    degrees=noun("degré", "degrés"),
    symbols={
        "&": "et",
        "§": "paragraphe",
        "%": "pour cent",
        "‰": "pour mille",
        "+": "plus",
        "=": "égale",
        "√": "racine de",
        "∞": "l’infini",
        "≈": "environ",
        "№": "numéro",
        "©": "copyright",
    },
    operators={
        "+": "plus",
        "=": "égale",
        "×": "fois",
        "·": "fois",
        "⋅": "fois",
        "*": "fois",
        "÷": "divisé par",
        "≠": "est différent de",
        "≈": "est environ",
        "≤": "est inférieur ou égal à",
        "≥": "est supérieur ou égal à",
        "<": "est inférieur à",
        ">": "est supérieur à",
        "±": "plus ou moins",
    },
    times="sur",
    multiple=noun("fois", "fois", "f"),
    powers={2: "au carré", 3: "au cube"},
    power="puissance",
    before_months=words_of("en de depuis fin début mi"),
    months={"juill": 7, "fév": 2},
    first_day="premier",
    words_like_days=words_of("mer jeu vend sam"),
    before_dates=frozenset({"le", "du", "au", "dès", "jusqu'au"}),
    point_dates=True,
    marks={
        "@": "arobase",
        ".": "point",
        "/": "barre oblique",
        "\\": "barre oblique inverse",
        ":": "deux-points",
        "-": "tiret",
        "_": "tiret bas",
        "?": "point d’interrogation",
        "=": "égale",
        "&": "et",
        "#": "dièse",
        "%": "pour cent",
        "+": "plus",
        "~": "tilde",
        "!": "point d’exclamation",
    },
    hashtag="hashtag",
    capitals=Capitals(
        emphasised=words_of(
            "à le la les un une de du des et ou où ne pas non oui en au aux ce cet cette il elle "
            "nous vous je tu on qui que dans sur par pour avec sans tout très plus est sont mon "
            "ton son fin nom mer roi rue vie".upper()
        ),
        pronoun="",
    ),
    hour=noun("heure", "heures", "f"),
    minute=noun("minute", "minutes", "f"),
    second=noun("seconde", "secondes", "f"),
    hour_marks=frozenset({"h", "H", "heures"}),
    day_halves={"am": "du matin", "pm": "de l’après-midi"},
    signs={"$CA": "CAD", "F": "FRF"},
    everyday={"USD": noun("dollar", "dollars"), "GBP": noun("livre", "livres", "f")},
    minors={
        "": noun("cent", "cents"),
        "EUR": noun("centime", "centimes"),
        "CHF": noun("centime", "centimes"),
        "GBP": noun("penny", "pence"),
    },
    thousands=frozenset({"k", "K"}),
    thousand_words=frozenset({"mille"}),
    magnitudes={
        "M": noun("million", "millions"),
        "Mio": noun("million", "millions"),
        "Md": noun("milliard", "milliards"),
        "Mds": noun("milliard", "milliards"),
        "Mrd": noun("milliard", "milliards"),
        "B": noun("milliard", "milliards"),
        "billion": noun("billion", "billions"),
        "trillion": noun("trillion", "trillions"),
    },
    units={
        "ko": "digital-kilobyte",
        "Ko": "digital-kilobyte",
        "Mo": "digital-megabyte",
        "Go": "digital-gigabyte",
        "To": "digital-terabyte",
        "sec": "duration-second",
        "mn": "duration-minute",
        "dB": noun("décibel", "décibels"),
        "l/100km": noun("litre aux cent kilomètres", "litres aux cent kilomètres"),
        "j": "duration-day",
        "tr/min": noun("tour par minute", "tours par minute"),
        "rpm": noun("tour par minute", "tours par minute"),
        "bpm": noun("battement par minute", "battements par minute"),
        "fps": noun("image par seconde", "images par seconde", "f"),
        "i/s": noun("image par seconde", "images par seconde", "f"),
        "mAh": noun("milliampère-heure", "milliampères-heures"),
        "Ah": noun("ampère-heure", "ampères-heures"),
        "ch": noun("cheval", "chevaux"),
        "pts": noun("point", "points"),
        "pt": noun("point", "points"),
        "pb": noun("point de base", "points de base"),
        "cp": noun("comprimé", "comprimés"),
    },
    short_units={"cp": noun("comprimé", "comprimés"), "comp": noun("comprimé", "comprimés")},
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    regnal=_KINGS,
    last_regnal_ordinal=1,
    feminine_names=lambda name: name.endswith(("e", "th", "ix")),
    roman_ordinals=(_MASCULINE, _FEMININE),
    cardinal_before=words_of(
        "chapitre tome livre acte scène partie section titre volume annexe article leçon phase "
        "type classe niveau mondiale guerre république division figure tableau canto chant page "
        "étape épisode"
    ),
    ordinal_after=frozenset({"siècle", "siècles", "arrondissement", "république"}),
    low_numerals=frozenset({"chapitre", "siècle", "tome", "livre"}),
    digit_words=words_of("téléphone tél tel code pin fax mobile portable siret"),
    call_words=words_of("appelez appelle appeler appelez-nous joindre composez numéro contactez"),
    in_pairs=True,
    own=rules,
    extension="poste",
)

BELGIUM = replace(GRAMMAR, tag="fr-BE", locale="fr_BE", numbers="fr_BE")
SWITZERLAND = replace(GRAMMAR, tag="fr-CH", locale="fr_CH", numbers="fr_CH")
