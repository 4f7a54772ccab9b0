"""French."""

from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.french.grammar import GRAMMAR

LANGUAGE = language(GRAMMAR)
