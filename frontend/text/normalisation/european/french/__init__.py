"""French, of France, Belgium and Switzerland."""

from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.french.grammar import BELGIUM, GRAMMAR, SWITZERLAND

LANGUAGE = language(GRAMMAR)
BELGIAN = language(BELGIUM)
SWISS = language(SWITZERLAND)
