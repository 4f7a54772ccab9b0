"""Hashtags and handles: #Euro2024, @jean_dupont.fr."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.addresses import spell_address
from frontend.text.normalisation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontend.text.normalisation.common.words import Words as AddressWords

HANDLE = re.compile(r"(?<![\w@.])@[^\W\d](?:\w|\.(?=\w)){1,40}(?![\w@])")
HASHTAG = re.compile(r"(?<![\w#&/])#(?P<name>[^\W\d]\w{1,60})(?![\w#])")
_PARTS = re.compile(r"[0-9]+|[^\W\d_a-z]+(?![a-z])|[^\W\d_]?[^\W\d_A-Z]+")


def rules(words: AddressWords) -> Iterable[Rule]:
    return (
        Rule("handle", HANDLE, lambda match: spell_address(words, match[0]), "@"),
        Rule("hashtag", HASHTAG, partial(_hashtag, words), "#"),
    )


def _hashtag(words: AddressWords, match: re.Match[str]) -> str:
    parts = _PARTS.findall(match["name"])
    said = (words.number(part) if part.isdecimal() else part for part in parts)
    return f"{words.hashtag} {' '.join(said)}"
