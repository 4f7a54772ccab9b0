"""Reads a written text by the rules of its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.languages import language_of
from frontend.text.normalisation.rule import DIGIT
from frontend.text.normalisation.spoken import Reading, Spoken
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

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
    has_digit = any(char.isdecimal() for char in written)
    taken = bytearray(len(written))
    for start, end in kept:
        taken[start:end] = b"\1" * (end - start)
    readings: list[Reading] = []
    for rule in rules:
        if not _may_apply(rule, written, has_digit=has_digit):
            continue
        for match in _free(rule.pattern.finditer(written), taken):
            spoken = _spoken(rule, match)
            if spoken is not None:
                start, end = match.span()
                taken[start:end] = b"\1" * (end - start)
                readings.append(Reading(start, end, spoken))
    return readings


def _may_apply(rule: Rule, written: str, *, has_digit: bool) -> bool:
    if not rule.needs:
        return True
    return (has_digit and DIGIT in rule.needs) or any(char in written for char in rule.needs)


def _free(matches: Iterable[re.Match[str]], taken: bytearray) -> Iterator[re.Match[str]]:
    for match in matches:
        start, end = match.span()
        if end > start and not any(taken[start:end]):
            yield match


def _spoken(rule: Rule, match: re.Match[str]) -> str | None:
    """Return the reading; a fault of a rule costs what it found its reading, not its stream."""
    try:
        return rule.read(match)
    except Exception:
        log.exception("A rule could not read a text.", rule=rule.name)
        return None
