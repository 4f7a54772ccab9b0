"""Reads a written text by the rules of its language."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from frontend.text.normalisation.foreign import foreign_rules
from frontend.text.normalisation.languages import language_of
from frontend.text.normalisation.rule import DIGIT
from frontend.text.normalisation.spoken import Reading, Spoken
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from frontend.text.normalisation.rule import Language, Rule

log = get_logger(__name__)


def normalise(
    written: str,
    language: str,
    *,
    given: Iterable[Reading] = (),
    foreign: bool = True,
) -> Spoken:
    """Return what is spoken for a segment's text.

    Args:
        written: the text, at the most a segment.
        language: its BCP 47 tag; a text in a language that is not known stays as it is written.
        given: what is read so whatever the rules say, such as the words of a lexicon; of those
            that overlap, the first counts.
        foreign: whether words of other scripts in a text in Latin letters are transliterated,
            for a backend that cannot read them.
    """
    known = language_of(language)
    rules = [*known.rules] if known else []
    if foreign and not written.isascii():
        rules += foreign_rules(language)
    return read(written, rules, known, given=given)


def read(
    written: str,
    rules: Iterable[Rule],
    known: Language | None = None,
    *,
    given: Iterable[Reading] = (),
) -> Spoken:
    """Return what is spoken for a text by rules, whose characters are folded as the language does.

    A rule goes before those that follow it, and what is `given` before all of them. Digits of any
    script are those of ASCII to the rules.
    """
    taken = bytearray(len(written))
    readings = [reading for reading in given if _take(reading.start, reading.end, taken)]
    folded = _translated(written, {**_digits(written), **known.folded}, taken) if known else written
    seen = folded.translate(known.folded_signs) if known else written
    readings += _read(seen, rules, taken)
    if not readings and folded == written:
        return Spoken.as_written(written)
    return Spoken.of(written, readings, spaced=known.spaced if known else True, folded=folded)


def _digits(text: str) -> dict[int, int]:
    """Return the digits of other scripts in a text, and which ones of ASCII they are."""
    if text.isascii():
        return {}
    others = (char for char in set(text) if char.isdecimal() and not char.isascii())
    return {ord(char): ord("0") + unicodedata.decimal(char) for char in others}


def _translated(text: str, table: Mapping[int, int], taken: bytearray) -> str:
    """Return the text with some characters as others, each in the place of one."""
    if not table:
        return text
    characters = zip(text, text.translate(table), taken, strict=True)
    return "".join(own if is_taken else other for own, other, is_taken in characters)


def _read(text: str, rules: Iterable[Rule], taken: bytearray) -> Iterator[Reading]:
    """Read a text by rules, and note what of it is taken."""
    present = _characters(text)
    for rule in rules:
        if rule.needs and present.isdisjoint(rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            start, end = rule.where(match)
            if start == end or 1 in taken[start:end]:
                continue
            spoken = _spoken(rule, match)
            if spoken is not None and _take(start, end, taken):
                yield Reading(start, end, spoken)


def _take(start: int, end: int, taken: bytearray) -> bool:
    """Take a stretch of the text, if none of it is taken yet."""
    if end <= start or 1 in taken[start:end]:
        return False
    taken[start:end] = b"\1" * (end - start)
    return True


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
