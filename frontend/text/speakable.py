"""What of a text is to be spoken: no silent characters, no front matter, no Markdown."""

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.text.characters import CharacterFilter
from frontend.text.markup.emoji_names import EmojiNames
from frontend.text.markup.front_matter import FrontMatterFilter
from frontend.text.markup.markdown import MarkdownFilter


class SpeakableFilter:
    """Takes out of a stream what is not to be said: silent characters, front matter, Markdown.

    `[laugh]` and `[pause 0.5]` stay. The output, joined, does not depend on how the text was
    spread over the pushes. It never raises, whatever the characters.
    """

    def __init__(self, language: str = "en", options: TextOptions = AS_SET) -> None:
        self._emoji = EmojiNames(language) if options.emoji == "name" else None
        self._characters = CharacterFilter(language)
        self._front_matter = FrontMatterFilter()
        self._markdown = MarkdownFilter(language, options)

    @property
    def held_chars(self) -> int:
        """Characters held back until more is known, a few hundred at the most.

        Front matter is held as a whole, which may be some thousand.
        """
        named = self._emoji.held_chars if self._emoji else 0
        return named + self._front_matter.held_chars + self._markdown.held_chars

    @property
    def unclosed(self) -> str:
        """The tag of a block of reasoning that the text has not closed; "" if there is none."""
        return self._markdown.unclosed

    def push(self, text: str) -> str:
        return self._markdown.push(self._read(self._emoji.push(text) if self._emoji else text))

    def settle(self) -> str:
        """Return what a pause in the stream makes likely: the "!" that might have been an image."""
        return self._named() + self._markdown.settle()

    def flush(self) -> str:
        named = self._named()
        return named + self._markdown.push(self._front_matter.flush()) + self._markdown.flush()

    def _named(self) -> str:
        """Take emoji for complete that more might have belonged to."""
        text = self._emoji.flush() if self._emoji else ""
        return self._markdown.push(self._read(text)) if text else ""

    def _read(self, text: str) -> str:
        return self._front_matter.push(self._characters.push(text))
