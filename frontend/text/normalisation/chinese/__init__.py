"""Chinese: numbers as ideographs, so that no voice has to read digits."""

from frontend.text.normalisation.asian.formulas import formula_rules
from frontend.text.normalisation.asian.numbers import FULL_WIDTH, FULL_WIDTH_SIGNS
from frontend.text.normalisation.chinese import amounts, codes, dates, numbers, symbols, times
from frontend.text.normalisation.chinese.words import spoken
from frontend.text.normalisation.common.notes import note_rules
from frontend.text.normalisation.rule import Language

LANGUAGE = Language(
    "zh",
    [
        *note_rules(ideographs=True),
        *codes.RULES,
        *dates.RULES,
        *times.RULES,
        *formula_rules(spoken, symbols.raised, "减"),
        *amounts.RULES,
        *numbers.RULES,
        *symbols.RULES,
    ],
    spaced=False,
    folded=FULL_WIDTH,
    folded_signs=FULL_WIDTH_SIGNS,
)
