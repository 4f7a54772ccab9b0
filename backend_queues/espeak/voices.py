"""The library's voices as clients name them: "en-us", whose language is en-US."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import espeakng_loader
import msgspec

from backend_queues.base import Voice
from backend_queues.espeak.library import EspeakVoice

FIRST = "en-us"
# What clients call the language that the library calls by the name of the dialect.
LANGUAGES = {"cmn": "zh"}


class NamedVoice(msgspec.Struct, frozen=True):
    """A voice a client can name, and what the library calls it."""

    voice: Voice
    identifier: str


def named_voices(found: Iterable[EspeakVoice]) -> Iterator[NamedVoice]:
    """Name each voice by its language, or by its file where another has that name already."""
    known: set[str] = set()
    for espeak in sorted(found, key=lambda voice: voice.tags[0] != FIRST):
        if not _has_dictionary(espeak):
            continue
        tag = espeak.tags[0].lower()
        name = Path(espeak.identifier).name.lower() if tag in known else tag
        known.add(name)
        yield NamedVoice(Voice(name, bcp_47(tag), espeak.name), espeak.identifier)


def variants() -> list[str]:
    """Return the names of the throats that every voice can be given."""
    return sorted(file.name for file in (_data() / "voices" / "!v").iterdir())


def bcp_47(tag: str) -> str:
    """Write a language, given in lower case, as clients do: with regions in capitals."""
    language, *rest = tag.split("-")
    private = rest.index("x") if "x" in rest else len(rest)
    cased = [_cased(part) for part in rest[:private]]
    return "-".join([LANGUAGES.get(language, language), *cased, *rest[private:]])


def _cased(part: str) -> str:
    return {2: part.upper(), 4: part.title()}.get(len(part), part)


def _has_dictionary(espeak: EspeakVoice) -> bool:
    """Some voices are listed although their dictionary is not there, and say nothing."""
    settings = (_data() / "lang" / espeak.identifier).read_text(encoding="utf-8")
    other = re.search(r"^dictionary\s+(\S+)", settings, re.MULTILINE)
    name = other[1] if other else espeak.tags[0].partition("-")[0]
    return (_data() / f"{name}_dict").exists()


def _data() -> Path:
    return Path(espeakng_loader.get_data_path())
