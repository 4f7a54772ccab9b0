"""The first sentence of a text, which is spoken in two parts if its listener would wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.streaming.journal.entries import Parted
from frontend.text import PhraseLimits, Segment, parted, weight

if TYPE_CHECKING:
    from frontend.streaming.journal.script import Note, Script
    from frontend.streaming.scheduling.phrases import Phrases


class Beginning:
    """Parts the sentences of one text, of which only one that somebody waits for is parted."""

    def __init__(self, phrases: Phrases, note: Note) -> None:
        self.is_awaited = True  # its listener hears nothing before the next sentence
        self.first_phrase: PhraseLimits | None = None  # how the first sentence was cut
        self._phrases = phrases
        self._note = note
        self._sentences = 0  # cut so far

    def parts(self, segment: Segment, backend: str, script: Script) -> list[Segment]:
        """Return the sentence in two parts, if its listener would wait long for it whole."""
        sentence, self._sentences = self._sentences, self._sentences + 1
        limits = script.parted(sentence)
        if limits is None and self.is_awaited and segment.text:
            self.is_awaited = False
            limits = self.first_phrase = self._phrases.of_sentence(backend, weight(segment.text))
            if limits:
                self._note(Parted(sentence, limits))
        return parted(segment, limits) if limits else [segment]
