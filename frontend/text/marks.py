"""The punctuation that ends sentences and clauses, as strings of characters."""

ENDS = ".!?…؟۔।॥"  # followed by white space
CERTAIN_ENDS = "؟۔।॥"  # never part of an abbreviation or a number
CJK_ENDS = "。！？｡"  # followed by anything
CJK_CLOSERS = "」』”’）】〕》〉"
CJK_COMMAS = "，、；："
CJK_PAIRS = {"「": "」", "『": "』", "“": "”", "《": "》", "（": "）", "【": "】"}
EMPHASIS = "*_`~"  # Markdown that may have been left in
CLOSERS = "\"'”’“»«)]}›‹" + EMPHASIS  # may stand between a mark and the white space after it
OPENERS = "\"'“‘„‚«‹([{¿¡" + EMPHASIS  # may stand before the first letter of a sentence
