"""Words in other scripts within a text in Latin letters, as they would be written in these."""

from frontend.text.normalisation.foreign.scripts import foreign_rules

__all__ = ["foreign_rules"]
