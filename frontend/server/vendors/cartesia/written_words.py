"""Words as they stand in the text: with the marks that touch them.

Backends tell of words without marks. Cartesia's have them, and LiveKit looks for the words in what
it has sent: a mark that belongs to none of them would stop it there.
"""


class WrittenWords:
    """Follows the words of one segment after another."""

    def __init__(self) -> None:
        self._text = ""
        self._place = 0  # up to where words were found

    def begin(self, text: str) -> None:
        """The words of another segment follow."""
        self._text, self._place = text, 0

    def again(self) -> None:
        """Words of this segment may be told again."""
        self._place = 0

    def of(self, word: str) -> str:
        """Return the next word as it stands in the text; as it is, if it does not stand there."""
        found = self._text.find(word, self._place)
        if found < 0:
            return word
        start, end = found, found + len(word)
        while start > self._place and _is_mark(self._text[start - 1]):
            start -= 1
        while end < len(self._text) and _is_mark(self._text[end]):
            end += 1
        self._place = end
        return self._text[start:end]


def _is_mark(character: str) -> bool:
    return not (character.isalnum() or character.isspace())
