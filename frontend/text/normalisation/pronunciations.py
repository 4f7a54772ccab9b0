"""Words that are said otherwise than they are written, as authors tell of them: a lexicon.

`{"GIF": "jif"}` is a spelling that is said as one would read it, `{"Nguyen": "/ŋʷĩən/"}` phonemes
of the International Phonetic Alphabet. A text may also have them in it: `[Nguyen](/ŋʷĩən/)`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_queues.phonemes import mark, parts_of
from frontend.text.normalisation.spoken import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A word, or a sign. Of scripts without spaces between words, each character is one.
_TOKEN = re.compile(r"[^\W_\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]+|\S")
_RUN = re.compile(r"\S++")
_OF_ADDRESSES = ("://", "@", "www.")  # a run with one of them is no word


class Lexicon:
    """Words and how they are said. An entry in lower case is of its word in any case.

    Longer entries go before shorter ones. Looking takes time by the length of the text alone.
    """

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._exact: dict[str, str] = {}
        self._lower: dict[str, str] = {}
        lengths: dict[str, set[int]] = {}
        for written, said in entries:
            word = written.strip()
            first = _TOKEN.match(word)
            if not first:
                continue
            (self._lower if word == word.lower() else self._exact)[word] = said.strip()
            lengths.setdefault(first[0].lower(), set()).add(len(word))
        # Of the entries that begin with a token: how long they are, the longest first.
        self._lengths = {token: sorted(some, reverse=True) for token, some in lengths.items()}

    def __bool__(self) -> bool:
        return bool(self._lengths)

    def readings(self, written: str, *, phonemes: bool) -> Iterator[Reading]:
        """Yield how its words are said, in order; phonemes only for a backend that takes them."""
        if not self:
            return
        addresses = [
            run.span()
            for run in _RUN.finditer(written)
            if any(part in run[0] for part in _OF_ADDRESSES)
        ]
        end = 0
        for token in _TOKEN.finditer(written):
            start = token.start()
            if start < end or any(first <= start < last for first, last in addresses):
                continue
            found = self._find(written, start, token[0])
            if found:
                end, said = found
                spoken = _spoken(written[start:end], said, phonemes=phonemes)
                if spoken is not None:
                    yield Reading(start, end, spoken)

    def _find(self, written: str, start: int, token: str) -> tuple[int, str] | None:
        for length in self._lengths.get(token.lower(), ()):
            end = start + length
            word = written[start:end]
            said = self._exact.get(word) or self._lower.get(word.lower())
            if said and len(word) == length and _ends_word(written, end):
                return end, said
        return None


def marked(text: str) -> tuple[str, list[Reading]]:
    """Return the text without its marks of phonemes, and how the words that had one are said."""
    parts: list[str] = []
    readings: list[Reading] = []
    length = 0
    for part, phonemes in parts_of(text):
        parts.append(part)
        if phonemes:
            readings.append(Reading(length, length + len(part), mark(part, phonemes)))
        length += len(part)
    return "".join(parts), readings


def _spoken(word: str, said: str, *, phonemes: bool) -> str | None:
    if len(said) > 1 and said.startswith("/") and said.endswith("/"):
        bare = said.strip("/").strip()
        return mark(word, bare) if phonemes and bare else None
    return said


def _ends_word(written: str, end: int) -> bool:
    """Tell whether a word may end there: no letter follows a letter, except of such scripts."""
    if end >= len(written) or not written[end - 1].isalnum() or not written[end].isalnum():
        return True
    before = _TOKEN.match(written, end - 1)
    return before is not None and before.end() == end
