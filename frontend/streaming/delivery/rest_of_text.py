"""Where another voice goes on with a sentence: after the last word that was heard. Pure.

Rather than lose a word, one is spoken twice.
"""

import re
from collections.abc import Sequence

from backend_queues.base import Word

# A word of which no more is missing than this was heard.
TAIL_S = 0.05
# A spoken word is looked for no further ahead, or another one would be taken for it.
AHEAD = re.compile(r"\s*+\S{0,60}+\s*+\S{0,60}+")
# What belongs to the word before it.
CLOSING = frozenset(".,;:!?)]}»”’'\"…。，、！？；：）」』")


def rest_begins(text: str, words: Sequence[Word], heard_s: float, whole_s: float) -> int:
    """Return the first character of the text that is still to be spoken.

    `words` are those known of the text, with times from its first sample. Without any, the place
    is found by how much of `whole_s`, which all of the text takes, was heard.
    """
    if not words:
        return _by_proportion(text, heard_s / whole_s if whole_s > 0 else 0.0)
    heard = [word for word in words if word.end_s <= heard_s + TAIL_S]
    at = 0
    for word in heard:
        at = _after(text, word.text, at)
    return _passed_over(text, at)


def _after(text: str, word: str, at: int) -> int:
    """Return the end of a word from there on; it stays there if the word is written otherwise."""
    ahead = AHEAD.match(text, at)
    found = text.find(word, at, ahead.end()) if word and ahead else -1
    return at if found < 0 else found + len(word)


def _passed_over(text: str, at: int) -> int:
    """Return the start of the next word."""
    if at == 0:
        return 0
    while at < len(text) and (text[at].isspace() or text[at] in CLOSING):
        at += 1
    return at


def _by_proportion(text: str, share: float) -> int:
    """Return the start of the word in which that share of the text ends."""
    at = min(len(text), max(0, int(share * len(text))))
    at = min(at, len(text.rstrip()) - 1)  # the last word may not be over
    while at > 0 and not _ends_word(text[at - 1]):
        at -= 1
    return max(0, at)


def _ends_word(character: str) -> bool:
    """Tell whether a word begins after it; Chinese and Japanese have no spaces between them."""
    return character.isspace() or character >= "\u2e80"
