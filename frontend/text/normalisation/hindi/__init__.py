"""Hindi, with digits of either script."""

from frontend.text.normalisation.hindi import (
    amounts,
    codes,
    dates,
    electronic,
    numbers,
    places,
    romans,
    symbols,
)
from frontend.text.normalisation.rule import Language

LANGUAGE = Language(
    "hi",
    [
        *electronic.RULES,
        *codes.RULES,
        *symbols.COMPARISONS,
        *dates.RULES,
        *amounts.RULES,
        *places.RULES,
        *romans.RULES,
        *numbers.RULES,
        *symbols.RULES,
    ],
)
