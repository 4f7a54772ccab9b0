"""The dative of what German counts: "nach 300 Metern", "vor zwei Jahren", "mit einem Liter"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.german.ordinals import after, before

if TYPE_CHECKING:
    from frontend.text.normalisation.european.grammar import Noun

_DATIVE = re.compile(
    r"(?:(?<!\w)(?:in|nach|mit|von|aus|bei|seit|vor)"
    r"(?: (?:ca\.?|circa|etwa|rund|nur|gut|knapp|fast|genau|ungefähr|über|bis zu|mehr als|"
    r"weniger als))?|(?<!\w)den (?:ersten|letzten|nächsten)|(?<!\w)zwischen [0-9.,]{1,9} und)"
    r"[ \u00a0]$",
    re.IGNORECASE,
)
# A measure of these stays as it is: "mit fünf Meter langen Seilen".
_BEFORE_ADJECTIVE = re.compile(
    r"[ \u00a0-](?:lang|läng|breit|hoch|hohe|höh|tief|dick|weit|groß|größ|stark|"
    r"schwer|alt|entfernt)(?:[a-zäöüß]{1,6})?(?!\w)"
)
_DECLINED = ("meter", "liter", "jahre", "tage", "monate", "schläge", "bilder")
_ONE = re.compile(r"1(?![0-9.,])(?! ?[-–])")
_OF_ONE = {"m": "dative m", "n": "dative m", "f": "dative f"}


def in_case(noun: Noun, match: re.Match[str]) -> Noun:
    """Return the noun as it is after what stands before the number: "Metern" after "nach"."""
    if not _DATIVE.search(before(match)) or _BEFORE_ADJECTIVE.match(after(match)):
        return noun
    forms = {
        category: form if category == "one" else _dative(form)
        for category, form in noun.forms.items()
    }
    is_one = _ONE.match(match[0]) is not None
    return replace(noun, forms=forms, gender=_OF_ONE[noun.gender] if is_one else noun.gender)


def _dative(form: str) -> str:
    """Return it with its -n; speeds go without, "mit 30 Kilometer pro Stunde"."""
    return f"{form}n" if form.lower().endswith(_DECLINED) else form
