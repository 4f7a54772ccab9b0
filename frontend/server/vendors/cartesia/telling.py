"""The events of a stream, as Cartesia's messages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from frontend.protocol import events
from frontend.server.vendors.cartesia.errors import error_message
from frontend.server.vendors.cartesia.messages import (
    CartesiaChunk,
    CartesiaDone,
    CartesiaTimestamps,
    FlushDone,
    ServerMessage,
    WordTimestamps,
)
from frontend.server.vendors.cartesia.written_words import WrittenWords

if TYPE_CHECKING:
    from frontend.audio.encoded import EncodedEvent

OK, PARTIAL = 200, 206  # the end, and what comes before it


class Telling:
    """Makes the messages of one context, or of one request."""

    def __init__(
        self,
        context_id: str | None,
        *,
        with_words: bool,
        warning: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._context_id = context_id
        self._with_words = with_words
        self._warning = warning  # goes with the first audio
        self._clock = clock
        self._last = clock()
        self._flush_id: int | None = None  # None where there are no flushes
        self._written = WrittenWords()
        self._asked: set[int] = set()  # flushes that the client has asked for itself

    def count_flushes(self) -> None:
        """Tell which flush each message comes before."""
        self._flush_id = 1

    @property
    def waiting_flushes(self) -> int:
        """How many flushes the client has asked for that are not done."""
        return len(self._asked)

    def asked_flush(self, number: int) -> None:
        """Note that the client waits for that flush."""
        self._asked.add(number)

    def of(self, event: EncodedEvent) -> Iterator[ServerMessage]:
        """Yield what the client is told of an event; its audio is told by `audio`."""
        match event:
            case events.SegmentBegan():
                self._written.begin(event.text)
            case events.FellBack():
                self._written.again()
            case events.SpokenWords() if self._with_words:
                yield self._timestamps(event)
            case events.Flushed() if event.number in self._asked:
                yield self._flush_done(event.number)
            case events.Done():
                yield self.done()
            case events.Failure():
                yield error_message(event, self._context_id or "")

    def done(self) -> CartesiaDone:
        return CartesiaDone(done=True, status_code=OK, context_id=self._context_id)

    def audio(self, data: bytes) -> CartesiaChunk:
        """Return the next bytes of the audio as a message."""
        before, self._last = self._last, self._clock()
        warning, self._warning = self._warning, ""
        return CartesiaChunk(
            data=data,
            done=False,
            status_code=PARTIAL,
            step_time=round(1_000 * (self._last - before), 3),
            context_id=self._context_id,
            flush_id=self._flush_id,
            warning=warning,
        )

    def _timestamps(self, spoken: events.SpokenWords) -> CartesiaTimestamps:
        words = WordTimestamps(
            [self._written.of(word.text) for word in spoken.words],
            [word.start_s for word in spoken.words],
            [word.end_s for word in spoken.words],
        )
        return CartesiaTimestamps(
            word_timestamps=words,
            done=False,
            status_code=PARTIAL,
            context_id=self._context_id,
            flush_id=self._flush_id,
        )

    def _flush_done(self, number: int) -> FlushDone:
        self._asked.discard(number)
        flush_id = self._flush_id or 1
        self._flush_id = flush_id + 1
        return FlushDone(
            context_id=self._context_id or "",
            flush_id=flush_id,
            flush_done=True,
            done=False,
            status_code=PARTIAL,
        )
