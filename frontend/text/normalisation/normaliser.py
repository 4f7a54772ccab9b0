"""Reads a written text by the rules of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.languages import language_of
from frontend.text.normalisation.rule import DIGIT
from frontend.text.normalisation.spoken import Reading, Spoken
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from frontend.text.normalisation.rule import Rule

log = get_logger(__name__)


def normalise(
    written: str, language: str, kept: Sequence[tuple[int, int]] = (), extra: Sequence[Rule] = ()
) -> Spoken:
    """Return what is spoken for a segment's text.

    Args:
        written: the text, at the most a segment.
        language: its BCP 47 tag; a text in a language that is not known stays as it is written.
        kept: stretches that stay as they are, `written[start:end]` each.
        extra: rules that go before the language's own, such as those of a lexicon.
    """
    known = language_of(language)
    rules = [*extra, *(known.rules if known else ())]
    readings = _read(written, rules, kept)
    if not readings:
        return Spoken.as_written(written)
    return Spoken.of(written, readings, spaced=known.spaced if known else True)


def _read(written: str, rules: Iterable[Rule], kept: Sequence[tuple[int, int]]) -> list[Reading]:
    present = _characters(written)
    taken = bytearray(len(written))
    for start, end in kept:
        taken[start:end] = b"\1" * (end - start)
    readings: list[Reading] = []
    for rule in rules:
        if rule.needs and present.isdisjoint(rule.needs):
            continue
        for match in rule.pattern.finditer(written):
            start, end = rule.where(match)
            if start == end or 1 in taken[start:end]:
                continue
            spoken = _spoken(rule, match)
            if spoken is not None:
                taken[start:end] = b"\1" * (end - start)
                readings.append(Reading(start, end, spoken))
    return readings


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
