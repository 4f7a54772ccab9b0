"""Portuguese, of Brazil and of Portugal."""

from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.portuguese.grammar import BRAZIL, PORTUGAL

LANGUAGE = language(BRAZIL)
EUROPEAN = language(PORTUGAL)
