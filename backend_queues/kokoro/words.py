"""Words with their phonemes, and cutting a row of them into parts the model can speak."""

import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

PUNCTUATION = frozenset(';:,.!?—…"“”() ')
# Where a long text is cut, the best place first; anywhere between words is the last resort.
BREAKS = (".!?…", ";:", ",—")


class SpokenWord(msgspec.Struct, frozen=True):
    """A word as written, "" if not known, and its phonemes with the punctuation around them.

    The word itself is heard in `phonemes[start:end]`, which is empty for a lone dash.
    """

    text: str
    phonemes: str
    start: int
    end: int


def spoken_word(text: str, phonemes: str) -> SpokenWord:
    """Return the word with the punctuation at both ends of its phonemes left out of it."""
    heard = [i for i, phoneme in enumerate(phonemes) if phoneme not in PUNCTUATION]
    start, end = (heard[0], heard[-1] + 1) if heard else (0, 0)
    return SpokenWord(text, phonemes, start, end)


def bare(text: str) -> str:
    """Return the text without the punctuation at its ends."""
    kept = [i for i, char in enumerate(text) if unicodedata.category(char)[0] not in "PZ"]
    return text[kept[0] : kept[-1] + 1] if kept else ""


def parts_of(words: Iterable[SpokenWord], limit: int) -> Iterator[list[SpokenWord]]:
    """Yield runs of words that have at most `limit` phonemes, cut at punctuation if possible."""
    part: list[SpokenWord] = []
    for word in _pieces(words, limit):
        while sum(len(w.phonemes) for w in part) + len(word.phonemes) > limit:
            cut = _best_cut(part)
            yield part[:cut]
            part = part[cut:]
        part.append(word)
    if part:
        yield part


def _best_cut(part: list[SpokenWord]) -> int:
    """Return how many words to speak at once; the cut is in the second half, so they are many."""
    for marks in BREAKS:
        for count in range(len(part), len(part) // 2, -1):
            if part[count - 1].phonemes.rstrip()[-1:] in tuple(marks):
                return count
    return len(part)


def _pieces(words: Iterable[SpokenWord], limit: int) -> Iterator[SpokenWord]:
    """Cut words that are too long by themselves; the parts are not words, and have no text."""
    for word in words:
        if len(word.phonemes) <= limit:
            yield word
            continue
        for start in range(0, len(word.phonemes), limit):
            yield spoken_word("", word.phonemes[start : start + limit])
