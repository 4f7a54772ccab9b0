"""Abbreviations of several words, with spaces or without: "z. B.", "v. Chr."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.context import ends_text
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = re.compile(r"\. ?(?=\w)")


def several_rule(abbreviations: Mapping[str, str]) -> Rule:
    """Return the rule for those with several points: each is found wherever it stands."""
    several = [written for written in abbreviations if written.count(".") > 1]
    known = {_key(written): abbreviations[written] for written in several}
    alternatives = "|".join(
        r"\.[ \u00a0]?".join(map(re.escape, _PARTS.split(written)))
        for written in sorted(several, key=len, reverse=True)
    )
    pattern = re.compile(rf"(?<![\w.])(?:{alternatives})(?!\w)")
    return Rule("abbreviation of several words", pattern, partial(_read, known), needs=".")


def _key(written: str) -> str:
    return "".join(written.split())


def _read(known: Mapping[str, str], match: re.Match[str]) -> str:
    said = known[_key(match[0])]
    return f"{said}." if ends_text(match) else said
