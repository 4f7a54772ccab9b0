"""Japanese: numbers as ideographs, which what reads them aloud knows with their counters."""

from frontend.text.normalisation.asian.formulas import formula_rules
from frontend.text.normalisation.asian.numbers import FULL_WIDTH, FULL_WIDTH_SIGNS
from frontend.text.normalisation.common.notes import note_rules
from frontend.text.normalisation.japanese import amounts, codes, dates, numbers, symbols
from frontend.text.normalisation.japanese.words import spoken
from frontend.text.normalisation.rule import Language

LANGUAGE = Language(
    "ja",
    [
        *note_rules(ideographs=True),
        *codes.RULES,
        *dates.RULES,
        *formula_rules(spoken, symbols.raised, "引く"),
        *amounts.RULES,
        *numbers.RULES,
        *symbols.RULES,
    ],
    spaced=False,
    folded=FULL_WIDTH,
    folded_signs=FULL_WIDTH_SIGNS,
)
