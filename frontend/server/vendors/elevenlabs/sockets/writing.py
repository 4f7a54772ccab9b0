"""The text of one context as its messages bring it, until and after it can be spoken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from backend_queues.errors import TextTooLong
from frontend.server.vendors.elevenlabs.phonemes import Phonemes
from frontend.text.marks import CJK_ENDS, CLOSERS, ENDS

if TYPE_CHECKING:
    from frontend.server.vendors.elevenlabs.sockets.messages import SocketQuery
    from frontend.streaming.contexts.context import Context

SENTENCE_ENDS = (*ENDS, *CJK_ENDS)
KEPT_CHARS = 8  # of what was written, to see how it ends
MOST_WAITING = 10_000  # messages that wait for the context


class Writing:
    """Passes text and flushes on to a context, which may open later."""

    def __init__(self, query: SocketQuery, max_chars: int) -> None:
        self._is_phrases = query.auto_mode
        self._phonemes = Phonemes() if query.enable_ssml_parsing else None
        self._max_chars = max_chars
        self._context: Context | None = None
        self._waiting: list[str | None] = []  # None is a flush
        self._waiting_chars = 0
        self._begun = asyncio.Event()
        self._has_text = False
        self._end = ""  # its last characters
        self.flushed = True  # all of it
        self.ended = False

    async def begun(self) -> bool:
        """Wait until there is something to speak; false if nothing will come."""
        await self._begun.wait()
        return self._has_text

    def open(self, context: Context) -> None:
        """Write to the context from now on."""
        self._context = context
        for text in self._waiting:
            self._pass(text)
        self._waiting.clear()
        if self.ended:
            context.end()

    def write(self, text: str) -> None:
        """Take more text.

        In auto mode each message is a phrase or a sentence of its own: one that ends like a
        sentence is spoken at once, and parted from the next.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
        """
        text = self._phonemes.push(text) if self._phonemes else text
        if not text:
            return
        if self._is_phrases and self._ends_sentence and not (self._end[-1] + text[0]).count(" "):
            text = f" {text}"
        self._take(text)
        self._end = (self._end + text)[-KEPT_CHARS:]
        if self._is_phrases and self._ends_sentence:
            self.flush()

    def flush(self) -> None:
        """Have what was written spoken. Raises TextTooLong."""
        if not self.flushed:
            self._add(None)
            self.flushed = True

    def end(self) -> None:
        """Take it as complete. Raises TextTooLong: it is complete without what was held back."""
        if self.ended:
            return
        self.ended = True
        try:
            if self._phonemes and (held := self._phonemes.finish()):
                self._take(held)
        finally:
            if self._context:
                self._context.end()
            self._begun.set()

    def drop(self) -> None:
        """Take no more of it: nobody speaks it."""
        self.ended = True
        self._waiting.clear()

    def _take(self, text: str) -> None:
        self._add(text)
        if text.strip():
            self._has_text, self.flushed = True, False
            self._begun.set()

    def _add(self, text: str | None) -> None:
        if self._context:
            self._pass(text)
            return
        self._waiting_chars += len(text or "")
        if self._waiting_chars > self._max_chars or len(self._waiting) >= MOST_WAITING:
            raise TextTooLong(
                f"More text waits to be spoken than {self._max_chars:,} characters "
                "(VOICE_SERVER_MAX_TEXT_CHARS), or in too many messages. Send it more slowly."
            )
        self._waiting.append(text)

    def _pass(self, text: str | None) -> None:
        assert self._context is not None
        if text is None:
            self._context.flush()
        else:
            self._context.write(text)

    @property
    def _ends_sentence(self) -> bool:
        return self._end.rstrip().rstrip(CLOSERS).endswith(SENTENCE_ENDS)
