"""Spanish; in Mexico, Central America and the US, a point parts the decimals."""

from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.spanish.grammar import AMERICA, GRAMMAR, MEXICO

LANGUAGE = language(GRAMMAR)
MEXICAN = language(MEXICO)
AMERICAN = language(AMERICA)
