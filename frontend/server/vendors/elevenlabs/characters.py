"""When each character of a stream is heard, from the times of its words.

The text is as it was written, a space behind each segment. What stands between two words has the
time between them. A segment whose backend times no words is spread evenly over its audio, once that
is complete.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from backend_queues.base import Word

# Words are told in their order. One that is not found within so much text is passed over: it stands
# in the text in another form, such as a number.
LOOK_AHEAD_CHARS = 80


class TimedCharacter(NamedTuple):
    """Seconds from the start of the stream."""

    character: str
    start_s: float
    end_s: float


class Characters:
    """Takes the segments and words of a stream, and gives its characters as they are heard."""

    def __init__(self) -> None:
        self._text = ""  # of the segment that is heard
        self._placed = 0  # so many of its characters have a time,
        self._placed_s = 0.0  # up to this one
        self._due: deque[TimedCharacter] = deque()  # of the segment
        self._before: list[TimedCharacter] = []  # of those before it
        self._has_words = False

    def begin(self, text: str, start_s: float) -> None:
        """Go on with the next segment, which ends the one before."""
        self._before = self.rest(start_s)
        self._text, self._placed, self._placed_s = (f"{text} " if text else ""), 0, start_s
        self._has_words = False

    def tell(self, words: Iterable[Word]) -> None:
        """Learn when words of the segment are heard."""
        for word in words:
            reach = self._placed + LOOK_AHEAD_CHARS + len(word.text)
            place = self._text.find(word.text, self._placed, reach) if word.text else -1
            if place >= 0:
                self._has_words = True
                self._place(place, word.start_s)
                self._place(place + len(word.text), word.end_s)

    def forget(self) -> None:
        """What was told but not taken will be told again, of another voice."""
        self._placed -= len(self._due)
        if self._due:
            self._placed_s = self._due[0].start_s
        self._due.clear()

    def take(self, until_s: float) -> list[TimedCharacter]:
        """Return what begins before that time, and was not returned before.

        Of the marks behind the last word one is given at a time, to fill the silence there.
        """
        if not self._due and self._ends_in_silence() and until_s > self._placed_s:
            self._place(self._placed + 1, until_s)
        taken, self._before = self._before, []
        while self._due and self._due[0].start_s < until_s:
            taken.append(self._due.popleft())
        return taken

    def rest(self, end_s: float) -> list[TimedCharacter]:
        """Return what is left, now that all audio of the text so far has come."""
        self._place(len(self._text), end_s)
        taken = [*self._before, *self._due]
        self._before = []
        self._due.clear()
        return taken

    def _ends_in_silence(self) -> bool:
        rest = self._text[self._placed :]
        return self._has_words and bool(rest) and not any(map(str.isalnum, rest))

    def _place(self, place: int, end_s: float) -> None:
        """Spread the text up to that place evenly, from where the time is known to this one."""
        text = self._text[self._placed : place]
        end_s = max(self._placed_s, end_s)
        self._due.extend(_spread(text, self._placed_s, end_s))
        self._placed = max(self._placed, place)
        self._placed_s = end_s


def _spread(text: str, start_s: float, end_s: float) -> Iterator[TimedCharacter]:
    each_s = (end_s - start_s) / max(1, len(text))
    for number, character in enumerate(text):
        begins_s = start_s + number * each_s
        yield TimedCharacter(character, begins_s, begins_s + each_s)
