"""Abbreviations of several words, with spaces or without: "z. B.", "v. Chr."."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.european.rules.abbreviations import LAST
from frontend.text.normalisation.european.rules.context import ends_sentence, ends_text
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = re.compile(r"\. ?(?=\w)")


def several_pattern(abbreviations: Mapping[str, str]) -> str:
    """Return what finds those with several points, wherever they stand."""
    several = sorted(filter(_has_several, abbreviations), key=len, reverse=True)
    spaced = (r"\.[ \u00a0]?".join(map(re.escape, _PARTS.split(written))) for written in several)
    return rf"(?<![\w.])(?:{'|'.join(spaced)})(?!\w)"


def several_rule(pattern: re.Pattern[str], abbreviations: Mapping[str, str]) -> Rule:
    known = {_key(one): abbreviations[one] for one in abbreviations if _has_several(one)}
    return Rule("abbreviation of several words", pattern, partial(_read, known), needs=".")


def _has_several(written: str) -> bool:
    return written.count(".") > 1


def _key(written: str) -> str:
    return "".join(written.split())


def _read(known: Mapping[str, str], match: re.Match[str]) -> str:
    key = _key(match[0])
    is_end = ends_text(match) or (key in LAST and ends_sentence(match))
    return f"{known[key]}." if is_end else known[key]
