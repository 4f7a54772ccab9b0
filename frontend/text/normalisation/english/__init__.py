"""English, as it is spoken in America and in Britain."""

from frontend.text.normalisation.common.addresses import address_rules
from frontend.text.normalisation.common.capitals import capitals_rule
from frontend.text.normalisation.common.dashes import dash_rules
from frontend.text.normalisation.common.ids import id_rules
from frontend.text.normalisation.common.notes import note_rules
from frontend.text.normalisation.english.abbreviations import abbreviation_rules
from frontend.text.normalisation.english.amounts.amounts import Amounts
from frontend.text.normalisation.english.amounts.formulas import Formulas
from frontend.text.normalisation.english.amounts.lengths import Lengths
from frontend.text.normalisation.english.amounts.measures import Measures
from frontend.text.normalisation.english.amounts.money import Money
from frontend.text.normalisation.english.amounts.multiples import Multiples
from frontend.text.normalisation.english.amounts.packs import Packs
from frontend.text.normalisation.english.amounts.plurals import Plurals
from frontend.text.normalisation.english.amounts.primes import Primes
from frontend.text.normalisation.english.amounts.ranges import Ranges
from frontend.text.normalisation.english.amounts.serials import Serials
from frontend.text.normalisation.english.amounts.telephones import Telephones
from frontend.text.normalisation.english.amounts.temperatures import Temperatures
from frontend.text.normalisation.english.amounts.units import Units
from frontend.text.normalisation.english.calendar.dates import MONTHS, Dates
from frontend.text.normalisation.english.calendar.times import Times
from frontend.text.normalisation.english.calendar.weekdays import weekday_rules
from frontend.text.normalisation.english.calendar.years import Years
from frontend.text.normalisation.english.fractions import Fractions
from frontend.text.normalisation.english.numbers import Numbers
from frontend.text.normalisation.english.romans import Romans
from frontend.text.normalisation.english.streets import Streets
from frontend.text.normalisation.english.symbols import symbol_rules
from frontend.text.normalisation.english.verses import Verses
from frontend.text.normalisation.english.words import capitals, words
from frontend.text.normalisation.rule import Language, Rule


def _rules(*, british: bool) -> list[Rule]:
    numbers = Numbers(british=british)
    amounts, years, said = Amounts(numbers), Years(numbers), words(numbers)
    ranges, serials, units = Ranges(numbers), Serials(numbers), Units(british=british)
    packs, telephones = Packs(numbers, units), Telephones(numbers)
    return [
        *note_rules(),
        *address_rules(said),
        *telephones.code_rules(),
        *Dates(numbers).rules(),
        *telephones.rules(),
        *id_rules(said),
        *Verses(numbers).rules(),
        *Times(numbers).rules(),
        *Money(numbers).rules(),
        *Streets(numbers).rules(),
        *packs.rules(),
        *Multiples(numbers).rules(),
        *Temperatures(numbers).rules(),
        *Lengths(numbers).rules(),
        *Measures(numbers, amounts, units).rules(),
        *Primes(numbers, amounts).rules(),
        *packs.often_rules(),
        *amounts.percent_rules(),
        *years.rules(),
        *Plurals(numbers).rules(),
        *Formulas(numbers).rules(),
        *Romans(numbers).rules(),
        *abbreviation_rules(),
        *weekday_rules(),
        *serials.kind_rules(),
        *ranges.rules(),
        *Fractions(numbers, amounts).rules(),
        *amounts.rules(),
        *serials.rules(),
        *years.last_rules(),
        *amounts.last_rules(),
        *dash_rules("to", MONTHS),
        *symbol_rules(),
        capitals_rule(capitals()),
    ]


LANGUAGE = Language("en", _rules(british=False))
BRITISH = Language("en-GB", _rules(british=True))
