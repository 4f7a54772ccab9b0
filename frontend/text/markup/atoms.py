"""Stretches of a text that are never cut: phonemes, formulas.

Their spaces and marks go through the cutter as private characters, which no client's text has any
more by then, and are themselves again in its segments.
"""

import re

MOST_CHARS = 240  # a longer one is cut as any text

_HELD = " \t.,;:!?…—–-()[]{}\"'“”‘’«»،؛؟。，、；：！？「」『』（）《》【】"
_FIRST = 0xE000
_CLOSE = {ord(char): chr(_FIRST + n) for n, char in enumerate(_HELD)}
_OPEN = {_FIRST + n: char for n, char in enumerate(_HELD)}
_ANY_CLOSED = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + len(_HELD) - 1)}]")
_PHONEMES = re.compile(r"\[[^\[\]\n]{1,80}\]\(/[^/()\[\]\n]{1,200}/\)")


def closed(text: str) -> str:
    """Return the text as one atom, with as many characters."""
    return text.translate(_CLOSE) if len(text) <= MOST_CHARS else text


def opened(text: str) -> str:
    """Return a text with its atoms as they are spoken."""
    return text.translate(_OPEN) if not text.isascii() and _ANY_CLOSED.search(text) else text


def with_closed_phonemes(text: str) -> str:
    """Return a segment's text with its phonemes as atoms again, to be cut once more."""
    if "](/" not in text:
        return text
    return _PHONEMES.sub(lambda found: closed(found[0]), text)
