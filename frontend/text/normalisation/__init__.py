"""Written words to spoken ones: numbers, dates, money, names of units, abbreviations, addresses."""

from frontend.text.normalisation.languages import prepare
from frontend.text.normalisation.normaliser import normalise
from frontend.text.normalisation.spoken import Reading, Replaced, Spoken

__all__ = ["Reading", "Replaced", "Spoken", "normalise", "prepare"]
