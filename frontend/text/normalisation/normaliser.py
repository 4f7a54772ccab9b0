"""Reads a written text by the rules of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.foreign import foreign_rules
from frontend.text.normalisation.languages import language_of
from frontend.text.normalisation.rule import DIGIT
from frontend.text.normalisation.spoken import Reading, Spoken
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from frontend.text.normalisation.rule import Rule

log = get_logger(__name__)


def normalise(
    written: str,
    language: str,
    kept: Sequence[tuple[int, int]] = (),
    extra: Sequence[Rule] = (),
    *,
    foreign: bool = True,
) -> Spoken:
    """Return what is spoken for a segment's text.

    Args:
        written: the text, at the most a segment.
        language: its BCP 47 tag; a text in a language that is not known stays as it is written.
        kept: stretches that stay as they are, `written[start:end]` each.
        extra: rules that go before the language's own, such as those of a lexicon.
        foreign: whether words of other scripts in a text in Latin letters are transliterated,
            for a backend that cannot read them.
    """
    known = language_of(language)
    folded = _translated(written, known.folded, kept) if known else written
    seen = folded.translate(known.folded_signs) if known else written
    rules = [*known.rules] if known else []
    if foreign and not written.isascii():
        rules += foreign_rules(language)
    readings = _read(((written, extra), (seen, rules)), kept)
    if not readings and folded == written:
        return Spoken.as_written(written)
    return Spoken.of(written, readings, spaced=known.spaced if known else True, folded=folded)


def _translated(text: str, table: Mapping[int, int], kept: Iterable[tuple[int, int]]) -> str:
    if not table:
        return text
    translated = text.translate(table)
    for start, end in kept:
        translated = translated[:start] + text[start:end] + translated[end:]
    return translated


def _read(
    texts: Iterable[tuple[str, Sequence[Rule]]], kept: Sequence[tuple[int, int]]
) -> list[Reading]:
    """Read a text by rules, given with the text as they see it."""
    readings: list[Reading] = []
    taken = bytearray()
    for text, rules in texts:
        if not taken:
            taken = _taken(len(text), kept)
        present = _characters(text)
        for rule in rules:
            if not rule.needs or not present.isdisjoint(rule.needs):
                readings += _readings(rule, text, taken)
    return readings


def _taken(length: int, kept: Iterable[tuple[int, int]]) -> bytearray:
    taken = bytearray(length)
    for start, end in kept:
        taken[start:end] = b"\1" * (end - start)
    return taken


def _readings(rule: Rule, text: str, taken: bytearray) -> Iterator[Reading]:
    for match in rule.pattern.finditer(text):
        start, end = rule.where(match)
        if start == end or 1 in taken[start:end]:
            continue
        spoken = _spoken(rule, match)
        if spoken is not None:
            taken[start:end] = b"\1" * (end - start)
            yield Reading(start, end, spoken)


def _characters(written: str) -> set[str]:
    """Return which characters a text has, and DIGIT if it has digits."""
    present = set(written)
    if any(map(str.isdecimal, present)):
        present.add(DIGIT)
    return present


def _spoken(rule: Rule, match: re.Match[str]) -> str | None:
    """Return the reading; a fault of a rule costs what it found its reading, not its stream."""
    try:
        return rule.read(match)
    except Exception:
        log.exception("A rule could not read a text.", rule=rule.name)
        return None
