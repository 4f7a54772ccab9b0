"""Puts together the rules of a European language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.normalisation.common.addresses import address_rules
from frontend.text.normalisation.common.capitals import capitals_rule
from frontend.text.normalisation.common.dashes import dash_rules
from frontend.text.normalisation.common.notes import note_rules
from frontend.text.normalisation.common.words import Words as AddressWords
from frontend.text.normalisation.european import comparisons, lengths
from frontend.text.normalisation.european.rules import (
    abbreviations,
    calendar_names,
    codes,
    dates,
    formulas,
    fractions,
    measures,
    money,
    multiples,
    numbers,
    numerals,
    ordinals,
    tags,
    times,
)
from frontend.text.normalisation.european.words import Words
from frontend.text.normalisation.rule import Language, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from frontend.text.normalisation.european.grammar import Grammar

# What is the most particular first: a date is no range, a measure is no number.
_CLASSES = (
    codes.named_rules,
    calendar_names.weekday_rules,
    dates.rules,
    calendar_names.month_rules,
    codes.rules,
    times.rules,
    ordinals.rules,
    money.rules,
    multiples.rules,
    measures.rules,
    lengths.often_rules,
    formulas.unit_rules,
    fractions.rules,
    numerals.rules,
    abbreviations.rules,
    formulas.rules,
    comparisons.rules,
    numbers.rules,
)


def language(grammar: Grammar) -> Language:
    return Language(grammar.tag, list(_rules(Words(grammar))))


def _rules(words: Words) -> Iterator[Rule]:
    grammar = words.grammar
    yield from note_rules()
    yield from calendar_names.range_rules(words)
    yield from lengths.rules(words)
    yield from fractions.first_rules(words)
    yield from grammar.own(words)
    yield from ordinals.minute_rules(words)
    addresses = _address_words(words)
    yield from abbreviations.inner_rules(words)
    yield from tags.rules(addresses)
    for rule in address_rules(addresses):
        if rule.name != "IP address":  # which may be thousands here: see codes.py
            yield rule
    for rules_of in _CLASSES:
        yield from rules_of(words)
    yield from dash_rules(grammar.to, words.months)
    if grammar.capitals:
        yield capitals_rule(grammar.capitals)


def _address_words(words: Words) -> AddressWords:
    grammar = words.grammar
    return AddressWords(
        marks=grammar.marks,
        point=grammar.dot,
        plus=grammar.plus,
        version="version",
        hashtag=grammar.hashtag,
        number=words.cardinal,
        digit=words.cardinal,
        said=grammar.address_parts,
    )
