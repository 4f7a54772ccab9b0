"""What the rules know of a European language.

A new language is a package with a `Grammar`, `LANGUAGE = language(GRAMMAR)` (see builder.py) and
a line in languages.py. What can be had from locale data is not in it: names of months, units and
currencies, plural forms and the mark of decimals come from Babel, the words of numbers from CLDR's
rulesets (`SpelledNumbers`). What has a default may be left out: such writings stay as they are.

Where a language says something in a way of its own, it gives a function (`of`, `day`, `clock`,
`denominator`), or rules that go before all others (`own`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from frontend.text.normalisation.common.capitals import Capitals
    from frontend.text.normalisation.european.words import Words
    from frontend.text.normalisation.rule import Rule

COUNTING = ""  # the form of a number that counts nothing: "uno", where "un" and "una" count things

Of = Callable[[str], str]
Day = Callable[["Words", int, str], str]  # a day of a month, and what is written before the date
Clock = Callable[["Words", int, int, "int | None"], str]  # hour, minute, second
Denominator = Callable[["Words", int, bool], "str | None"]  # a number; whether there are several


@dataclass(frozen=True)
class Noun:
    """What is counted. `forms` has a word for each of CLDR's plural categories that it needs."""

    forms: Mapping[str, str]
    gender: str = "m"

    def form(self, category: str) -> str:
        return self.forms.get(category) or self.forms.get("other") or self.forms["one"]


def noun(one: str, other: str, gender: str = "m", **forms: str) -> Noun:
    return Noun({"one": one, "other": other, **forms}, gender)


def pairs(text: str) -> dict[str, str]:
    """Return a table that is written as "Mme: madame, Dr: docteur"."""
    return dict(pair.split(": ", 1) for pair in " ".join(text.split()).split(", "))


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """A language. A `ruleset` is one of CLDR's, such as "spellout-cardinal-feminine"."""

    tag: str  # BCP 47, "pt-PT"
    locale: str  # Babel's, "pt_PT"
    numbers: str  # unicode-rbnf's, "pt_PT"

    # --- numbers: the ruleset of each gender, COUNTING is that of a number alone
    cardinals: Mapping[str, str]
    year: str  # ruleset of 1100 to 1999 without a mark of thousands
    joined: Mapping[str, str] = field(default_factory=dict)  # what CLDR spells otherwise than said
    gender_of: Callable[[str], str] = lambda _: "m"  # the gender of a noun that Babel names
    decimals_in_pairs: bool = False  # 3,1415 is "fourteen fifteen", and 3,14 is "fourteen"
    gendered_decimals: bool = False  # "una coma cinco toneladas"
    thousand: str = ""  # where what counts thousands agrees with the noun: "doscientas mil"
    zero_is_plural: bool = False  # "zero horas", where CLDR has it in the singular
    of: Of | None = None  # joins a noun to millions: "un million d'euros"
    elided: Callable[[str], str] = lambda said: said  # where words lose a vowel: "un’ora"
    ordinals: Mapping[str, str] = field(default_factory=dict)  # what follows the digits -> ruleset
    degree_is_ordinal: bool = False  # "3° posto" is written for "3º"
    after_degrees: frozenset[str] = frozenset()  # where it is not, such as "a", "nord"
    denominator: Denominator | None = None
    fraction_gender: str = "m"
    half: str = ""  # what follows a number for ½: "et demi"
    # by the gender of a unit: what is said before it for ½, and after it for 1½
    halves: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    half_of_words: bool = False  # also before words that are no units: "media taza"

    # the gender of what a plural names, None if it cannot be told; of a singular, after 1
    agreement: Callable[[str], str | None] = lambda _: None
    feminine_before: frozenset[str] = frozenset()  # articles that a number agrees with: "las 21"
    single: Callable[[str], str | None] = lambda _: None

    # --- words
    minus: str
    plus: str
    point: str  # of decimals: "virgule"
    dot: str  # of versions and addresses: "point"
    version: str = "version"  # for the v of "v2.0"
    percent: str
    permille: str
    to: str  # of ranges: "à"
    versus: str  # of scores: "à"
    per: str  # "par"
    after_per: Callable[[str], str] = lambda word: word  # its case there: "na sekundę"
    over: str  # of fractions that have no name: "sur"
    out_of: str = ""  # of points, if it is not said so: "15/20 Punkte"
    slash: str = ""  # of numbers that are none, if it is not said so: "Nr. 2023/118"
    and_: str
    degrees: Noun
    symbols: Mapping[str, str] = field(default_factory=dict)  # "&" -> "et"
    operators: Mapping[str, str] = field(default_factory=dict)  # "=" -> "égale"
    x_is_versus: bool = False  # "2 x 1" is a score
    times: str = ""  # between measures: "10 x 20", if it is not said as "×"
    multiple: Noun | None = None  # what "2x" counts: "fois"
    joins_multiples: bool = False  # "zweimal", "drei- bis viermal"
    powers: Mapping[int, str] = field(default_factory=dict)  # 2 -> "au carré"
    power: str = ""  # of the others: "puissance"

    # --- addresses, and words in capitals
    marks: Mapping[str, str] = field(default_factory=dict)  # "@" -> "arobase"
    address_parts: Mapping[str, str] = field(default_factory=lambda: {"py": "python"})
    hashtag: str = "hashtag"
    capitals: Capitals | None = None

    # --- dates: a day, a month and a year are joined by `date_of` and `year_of`
    first_day: str = ""  # "premier"
    date_of: str = " "  # " de "
    year_of: str = " "
    day: Day | None = None
    months: Mapping[str, int] = field(default_factory=dict)  # beside Babel's names and short names
    month_forms: tuple[str, ...] = ()  # as said in a date if Babel's are not
    before_dates: frozenset[str] = frozenset()  # words that make a date of "3/10": "le"
    short_days: Mapping[str, str] = field(default_factory=dict)  # beside Babel's: "pn" of Polish
    # Words, too, that short names of days are written as: "mit", "so", "ter"; in lower case.
    words_like_days: frozenset[str] = frozenset()
    before_months: frozenset[str] = frozenset()  # and of a month: "en sept."
    day_ranges: Mapping[str, str] = field(default_factory=dict)  # "t/m" -> "tot en met"
    from_day_to_day: Callable[[str, str], str] | None = None  # if it is not "lundi à vendredi"
    point_dates: bool = False  # 17.06 without a year is a date

    # --- times
    hour: Noun
    minute: Noun
    second: Noun
    clock: Clock | None = None
    hour_marks: frozenset[str] = frozenset({"h"})  # "14h30", "14 Uhr"
    point_times: bool = False  # 14.30 is a time
    comma_times: bool = False  # "alle 8,30" is one
    before_times: frozenset[str] = frozenset()  # words that make a time of "14.30": "alle"
    day_halves: Mapping[str, str] = field(default_factory=dict)  # "am" -> "de la mañana"

    # --- money: signs -> ISO codes beside the usual ones; the minor unit of each code, "" of others
    signs: Mapping[str, str] = field(default_factory=dict)
    everyday: Mapping[str, Noun] = field(default_factory=dict)  # by code, if Babel's name is not it
    nouns_in_capitals: bool = False  # "Euro", where Babel's "Dólar" is only written as in a list
    currencies: Mapping[str, Noun] = field(default_factory=dict)  # by code, in place of Babel's
    noun_is_last: bool = False  # "Amerikaanse dollar", of which "dollar" is what "$" is called
    minors: Mapping[str, Noun] = field(default_factory=dict)
    minor_and: str = " "  # between major and minor: " e "
    thousands: frozenset[str] = frozenset({"k", "K"})
    thousand_words: frozenset[str] = frozenset()  # before "millones": "mil"
    magnitudes: Mapping[str, Noun] = field(default_factory=dict)  # "M" -> million, millions

    # --- measures: symbols -> nouns beside CLDR's units, or -> CLDR's name of a unit
    units: Mapping[str, Noun | str] = field(default_factory=dict)
    short_units: Mapping[str, Noun] = field(default_factory=dict)  # with a point: "2 pers."
    # a noun by what stands beside the number: "nach drei Metern"
    in_case: Callable[[Noun, re.Match[str]], Noun] = lambda noun, _: noun
    unit_words: frozenset[str] = frozenset()  # symbols that are words as well: "ha", "mi"

    # --- names and abbreviations; one with a "." needs it, "Mme" is also "Mme."
    titles: Mapping[str, str] = field(default_factory=dict)  # where a name follows
    before_numbers: Mapping[str, str] = field(default_factory=dict)  # where a number follows: "p."
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    # --- Roman numerals: ordinals after names of kings up to `last_ordinal`, and in centuries
    regnal: frozenset[str] = frozenset()  # names of kings and popes
    last_regnal_ordinal: int = 0
    feminine_names: Callable[[str], bool] = lambda name: name.endswith("a")
    roman_ordinals: tuple[str, str] = ("", "")  # rulesets: masculine, feminine
    ordinal_before: frozenset[str] = frozenset()  # "siglo", whose numeral is as a king's
    cardinal_before: frozenset[str] = frozenset()  # "chapitre", whose numeral is a cardinal
    ordinal_after: frozenset[str] = frozenset()  # "secolo": "XIX secolo"
    low_numerals: frozenset[str] = frozenset()  # after which it may be in small letters

    # --- digits that are no number: after these words
    digit_words: frozenset[str] = frozenset()  # "téléphone", "code"
    call_words: frozenset[str] = frozenset()  # the same, of seven digits or more: "appelez"
    in_pairs: bool = False  # telephone numbers as they are grouped: "zéro six, douze"
    country_is_number: bool = False  # "+54" is "cincuenta y cuatro", where others say digits
    extension: str = ""  # of a telephone number

    own: Callable[[Words], Iterable[Rule]] = lambda _: ()
