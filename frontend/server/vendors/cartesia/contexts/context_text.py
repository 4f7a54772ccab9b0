"""The text of one context: which message may be part of it, and when what is written is spoken.

Sentences are spoken as they end, wherever the messages are cut. `max_buffer_delay_ms` says how long
what is not a sentence waits for more of it. At 0, as clients send it that cut sentences themselves,
a message that ends like a sentence is spoken at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.access.errors import TooManyRequests
from frontend.server.vendors.cartesia.tags import Spelling

if TYPE_CHECKING:
    from frontend.server.vendors.cartesia.messages import ContextMessage
    from frontend.server.vendors.cartesia.telling import Telling
    from frontend.streaming.contexts.context import Context

LEAST_DELAY_S = 0.2  # the tokens of a writer come faster
MOST_FLUSHES = 1_000  # that a client may wait for at once
ENDS = (".", "!", "?", "…", "。", "！", "？")
CLOSERS = "\"')]”’»」"  # behind an end


class ContextText:
    """Writes what comes in messages."""

    def __init__(self, context: Context, telling: Telling) -> None:
        self._context = context
        self._telling = telling
        self._spelling = Spelling()
        self._delay_ms: int | None = None
        self._waits = False  # something is written that may not be spoken yet

    @property
    def delay_s(self) -> float | None:
        """How long the text that waits may wait for more; None: until its sentence ends."""
        if self._delay_ms is None or not self._waits:
            return None
        return max(LEAST_DELAY_S, self._delay_ms / 1_000)

    def take(self, message: ContextMessage) -> None:
        """Write more of the text.

        Raises:
            TextTooLong: more would wait to be spoken than the settings allow.
            TooManyRequests: too many flushes wait.
        """
        if message.max_buffer_delay_ms is not None:
            self._delay_ms = message.max_buffer_delay_ms
        self._context.write(self._spelling.push(message.transcript))
        self._waits |= bool(message.transcript.strip())
        if message.flush:
            self._flush_for_client()
        elif self._delay_ms == 0 and _ends(message.transcript):
            self.flush()

    def flush(self) -> None:
        """Have what is written spoken, of which the client is not told."""
        self._flush()

    def end(self) -> None:
        """Take the text as complete."""
        self._context.write(self._spelling.flush())
        self._context.end()

    def _flush(self) -> int:
        self._context.write(self._spelling.flush())
        self._waits = False
        return self._context.flush()

    def _flush_for_client(self) -> None:
        if self._telling.waiting_flushes >= MOST_FLUSHES:
            raise TooManyRequests(f"More than {MOST_FLUSHES:,} flushes wait for their audio.")
        self._telling.asked_flush(self._flush())


def _ends(text: str) -> bool:
    return text.rstrip().rstrip(CLOSERS).endswith(ENDS)
