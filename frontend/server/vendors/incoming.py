"""Texts that come over a connection piece by piece, while others of it wait or are spoken."""

import asyncio
from collections.abc import AsyncGenerator

from backend_queues.errors import TextTooLong

PIECE_CHARS = 64  # what a piece takes beside its characters, however short it is


class TextRoom:
    """How much text of one connection may wait to be spoken."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._taken = 0

    def take(self, piece: str) -> None:
        """Count a piece that has come. Raises TextTooLong, and counts nothing, if it is too much.

        One text may have as many characters as an utterance; its pieces are not held against it.
        """
        if self._taken + len(piece) > self._max_chars:
            raise TextTooLong(
                f"More than {self._max_chars:,} characters of this connection wait to be spoken "
                "(VOICE_SERVER_MAX_TEXT_CHARS). Send the text in parts, or later."
            )
        self._taken += len(piece) + PIECE_CHARS

    def give(self, piece: str) -> None:
        """What was taken is on its way to be spoken, or dropped."""
        self._taken -= len(piece) + PIECE_CHARS


class IncomingText:
    """One text: the task that hears it writes, and another takes the pieces."""

    def __init__(self, room: TextRoom) -> None:
        self._room = room
        self._pieces: list[str] = []
        self._news = asyncio.Event()
        self.ended = False
        self._has_words = False
        self._dropped = False

    def write(self, piece: str) -> None:
        """Take more of the text. Raises TextTooLong if too much waits already."""
        if self._dropped:
            return
        self._room.take(piece)
        self._pieces.append(piece)
        self._has_words = self._has_words or bool(piece.strip())
        self._news.set()

    def end(self) -> None:
        """Take the text as complete."""
        self.ended = True
        self._news.set()

    def drop(self) -> None:
        """Forget what waits, and what is still to come: nobody will take it."""
        self._dropped = True
        self._taken()

    async def begun(self) -> None:
        """Wait until there are words in it, or it has ended without any."""
        while not (self._has_words or self.ended):
            self._news.clear()
            await self._news.wait()

    async def pieces(self) -> AsyncGenerator[str]:
        """Yield what has come, as much as there is at once, until the text has ended."""
        while True:
            if self._pieces:
                yield self._taken()
            elif self.ended:
                return
            else:
                self._news.clear()
                await self._news.wait()

    def _taken(self) -> str:
        """Return all that waits, so that a text of a hundred thousand pieces is read at once."""
        taken = list(self._pieces)
        self._pieces.clear()
        for piece in taken:
            self._room.give(piece)
        return "".join(taken)
