"""When the marks of a text are heard: with the word behind them, as far as words are timed."""

from collections.abc import Iterator, Sequence

from backend_queues.base import Word
from frontend.protocol.events import Marked
from frontend.streaming.scheduling.marking import PlacedMark, letters


class SegmentMarks:
    """The marks of one segment, which are told in their order."""

    def __init__(self, segment_index: int, text: str, marks: Sequence[PlacedMark]) -> None:
        self._index = segment_index
        self._letters = letters(text)
        self._marks = list(marks)
        self._said = 0  # letters and digits of the words so far
        self._words: list[Word] = []  # of a segment whose first words were told before

    def begun(self, start_s: float, *, is_resumed: bool) -> Iterator[Marked]:
        """Yield those before its first word; with a segment that is resumed they were told."""
        for mark in self._taken(0):
            if not is_resumed:
                yield self._marked(mark, start_s)

    def spoken(self, words: Sequence[Word], *, is_resumed: bool) -> Iterator[Marked]:
        """Yield those that come before one of the words; times are the stream's."""
        if is_resumed:  # how many letters were before is known at its end
            self._words += words
            return
        for word in words:
            for mark in self._taken(self._said):
                yield self._marked(mark, word.start_s)
            self._said += letters(word.text)

    def go_on(self, said: int) -> None:
        """Another voice speaks from there on, whatever words were told: some are told again."""
        self._said = said

    def finished(self, start_s: float, end_s: float) -> Iterator[Marked]:
        """Yield those that are left."""
        if self._words:
            self._said = self._letters - sum(letters(word.text) for word in self._words)
            self._marks = [mark for mark in self._marks if mark.place >= self._said]
            yield from self.spoken(self._words, is_resumed=False)
        for mark in self._taken(self._letters):
            share = 1.0 if self._said else mark.place / max(1, self._letters)
            yield self._marked(mark, start_s + share * (end_s - start_s))

    def _taken(self, place: int) -> list[PlacedMark]:
        """Take the marks up to a place."""
        taken = [mark for mark in self._marks if mark.place <= place]
        del self._marks[: len(taken)]
        return taken

    def _marked(self, mark: PlacedMark, start_s: float) -> Marked:
        return Marked(self._index, mark.name, round(start_s, 3))
