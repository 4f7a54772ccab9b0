"""Italian."""

from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.italian.grammar import GRAMMAR

LANGUAGE = language(GRAMMAR)
