"""The languages that are known, each loaded when it is first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.text.normalisation.rule import Language

# By language, or language and country: the package that has its `LANGUAGE`.
PACKAGES: dict[str, str] = {}


def language_of(tag: str) -> Language | None:
    """Return the language of a BCP 47 tag, "" being English; None if it is not known."""
    name = tag.lower() or "en"
    while name and name not in PACKAGES:
        name = name.rpartition("-")[0]
    return _loaded(name) if name else None


def prepare(tag: str) -> None:
    """Load what the language needs, which takes a tenth of a second: not on the event loop."""
    language_of(tag)


@cache
def _loaded(name: str) -> Language:
    module, _, attribute = PACKAGES[name].partition(":")
    language: Language = getattr(import_module(module), attribute or "LANGUAGE")
    return language
