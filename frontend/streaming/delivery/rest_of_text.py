"""Where another voice goes on with a sentence: after the last word that was heard. Pure.

Rather than lose a word, one is spoken twice.
"""

import re
import unicodedata
from collections.abc import Sequence

from backend_queues.base import Word
from frontend.text.normalisation import Spoken

# A word of which no more is missing than this was heard.
TAIL_S = 0.05
# A spoken word is looked for no further ahead, or another one would be taken for it.
AHEAD = re.compile(r"\s*+\S{0,60}+\s*+\S{0,60}+")
# What belongs to the word before it.
CLOSING = frozenset(".,;:!?)]}»”’'\"…。，、！？；：）」』")


def rest_begins(spoken: Spoken, words: Sequence[Word], heard_s: float, whole_s: float) -> int:
    """Return the first character of the written text that is still to be spoken.

    `words` are those known of it, as they are written, with times from its first sample. Without
    any, the place is found by how much of `whole_s`, which all of the text takes, was heard.
    """
    written = spoken.written
    if words:
        heard = [word for word in words if word.end_s <= heard_s + TAIL_S]
        folded, at = _folded(written), 0
        for word in heard:
            at = _after(folded, _folded(word.text), at)
        return _outside(spoken, _passed_over(written, at))
    share = heard_s / whole_s if whole_s > 0 else 0.0
    return _outside(spoken, _word_start(written, _written_at(spoken, share)))


def place_in(text: str, written: str, at: int) -> int:
    """Return the place in a text that has tags of a place in what is written without them.

    It may be the start of a word too early, and is never too late.
    """
    if text == written:
        return at
    if at == len(written):
        return len(text) if written else 0
    place = 0
    for character in written[:at]:
        if not character.isspace():
            place = max(place, text.find(character, place) + 1)
    return _word_start(text, _passed_over(text, place))


def _folded(text: str) -> str:
    """Return full-width letters as the usual ones, each in its place; so are they spoken."""
    if text.isascii():
        return text
    usual = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, usual, strict=True))


def _after(text: str, word: str, at: int) -> int:
    """Return the end of a word from there on; it stays there if the word is written otherwise."""
    ahead = AHEAD.match(text, at)
    found = text.find(word, at, ahead.end() if ahead else at)
    return at if found < 0 else found + len(word)


def _passed_over(text: str, at: int) -> int:
    """Return the start of the next word."""
    if at == 0:
        return 0
    while at < len(text) and (text[at].isspace() or text[at] in CLOSING):
        at += 1
    return at


def _outside(spoken: Spoken, at: int) -> int:
    """Return the start of what is spoken as one, if the place is within it."""
    for it in spoken.replaced:
        if it.written_start < at < it.written_end:
            return it.written_start
    return at


def _written_at(spoken: Spoken, share: float) -> int:
    """Return the place in the writing at which that share of what is spoken for it ends."""
    at = min(len(spoken.text), max(0, int(share * len(spoken.text))))
    further = 0  # than in what is spoken, a place is in the writing
    for it in spoken.replaced:
        if at < it.end:
            return min(it.written_start, at + further)
        further = it.written_end - it.end
    return min(len(spoken.written), at + further)


def _word_start(text: str, at: int) -> int:
    """Return the start of the word that a place is in; the last word may not be over."""
    at = max(0, min(at, len(text.rstrip()) - 1))
    while at and not _ends_word(text[at - 1]):
        at -= 1
    return at


def _ends_word(character: str) -> bool:
    """Tell whether a word begins after it; Chinese and Japanese have no spaces between them."""
    return character.isspace() or character >= "\u2e80"
