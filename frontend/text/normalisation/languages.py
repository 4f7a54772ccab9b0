"""The languages that are known, each loaded when it is first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.text.normalisation.rule import Language

# By language, or language and country: the package that has its `LANGUAGE`.
PACKAGES: dict[str, str] = {
    "de": "frontend.text.normalisation.european.german.grammar",
    "nl": "frontend.text.normalisation.european.dutch.grammar",
    "pl": "frontend.text.normalisation.european.polish.grammar",
    "en": "frontend.text.normalisation.english",
    **dict.fromkeys(
        ("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"),
        "frontend.text.normalisation.english:BRITISH",
    ),
    "es": "frontend.text.normalisation.european.spanish",
    "es-419": "frontend.text.normalisation.european.spanish:AMERICAN",
    "es-mx": "frontend.text.normalisation.european.spanish:MEXICAN",
    "es-us": "frontend.text.normalisation.european.spanish:AMERICAN",
    "fr": "frontend.text.normalisation.european.french",
    "fr-be": "frontend.text.normalisation.european.french:BELGIAN",
    "fr-ch": "frontend.text.normalisation.european.french:SWISS",
    "it": "frontend.text.normalisation.european.italian",
    "pt": "frontend.text.normalisation.european.portuguese",
    "pt-pt": "frontend.text.normalisation.european.portuguese:EUROPEAN",
    "hi": "frontend.text.normalisation.hindi",
    "ja": "frontend.text.normalisation.japanese",
    "zh": "frontend.text.normalisation.chinese",
}


def language_of(tag: str) -> Language | None:
    """Return the language of a BCP 47 tag, "" being English; None if it is not known."""
    name = tag.lower() or "en"
    while name and name not in PACKAGES:
        name = name.rpartition("-")[0]
    return _loaded(name) if name else None


def prepare(tag: str) -> None:
    """Load what the language needs, which takes some tenths of a second: not on the event loop."""
    language_of(tag)


@cache
def _loaded(name: str) -> Language:
    module, _, attribute = PACKAGES[name].partition(":")
    language: Language = getattr(import_module(module), attribute or "LANGUAGE")
    return language
