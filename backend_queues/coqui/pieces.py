"""Cutting a text that is too long for a model, where it hurts the least."""

import re
from collections.abc import Iterator

# Where a piece may end, the best first. Chinese and Japanese have no space after a sentence.
ENDS = (
    re.compile(r"[.!?…。！？।؟۔]+[\"'”’»)\]]*\s+|[。！？]+[”’」』）]*"),
    re.compile(r"[,;:،؛—–]\s+|[、，；：]"),
    re.compile(r"\s+"),
)
# A cut before this share of the limit would leave too small a piece for its sake.
SMALLEST_SHARE = 0.4


def pieces_of(text: str, limit: int) -> Iterator[str]:
    """Yield pieces of at most `limit` characters, which joined are the text.

    A piece ends with a sentence, else with a clause, else with a word; only what has none of them
    is cut anywhere.
    """
    while len(text) > limit:
        cut = _cut(text, limit)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _cut(text: str, limit: int) -> int:
    for end in ENDS:  # the space that follows a piece may be behind the limit
        cuts = [min(found.end(), limit) for found in end.finditer(text, 0, limit + 1)]
        if cuts and cuts[-1] >= limit * SMALLEST_SHARE:
            return cuts[-1]
    return limit
