"""What of a text is to be spoken: no silent characters, no Markdown."""

from frontend.text.characters import CharacterFilter
from frontend.text.markup.markdown import MarkdownFilter


class SpeakableFilter:
    """Takes out of a stream what is not to be said: silent characters, then Markdown.

    `[laugh]` and `[pause 0.5]` stay. The output, joined, does not depend on how the text was
    spread over the pushes. It never raises, whatever the characters.
    """

    def __init__(self) -> None:
        self._characters = CharacterFilter()
        self._markdown = MarkdownFilter()

    @property
    def held_chars(self) -> int:
        """Characters held back until more is known, HOLD_CHARS at the most."""
        return self._markdown.held_chars

    def push(self, text: str) -> str:
        return self._markdown.push(self._characters.push(text))

    def settle(self) -> str:
        """Return what a pause in the stream makes likely: the "!" that might have been an image."""
        return self._markdown.settle()

    def flush(self) -> str:
        return self._markdown.flush()
