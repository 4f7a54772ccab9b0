"""Takes what is ready of an utterance, in order, and says when its stream has ended, and how."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from frontend.protocol.events import Done, Event, Failure, nothing_to_speak
from frontend.protocol.outcomes import UtteranceOutcome

if TYPE_CHECKING:
    from backend_queues.errors import TTSError
    from frontend.streaming.admission.ticket import Ticket
    from frontend.streaming.delivery.in_flight import InFlightSegments
    from frontend.streaming.delivery.lane import LaneMessage
    from frontend.streaming.scheduling.scheduler import SegmentScheduler
    from frontend.streaming.signals import Signals
    from frontend.streaming.stream import Stream


class EventPump:
    """Turns announcements and segment messages into the events of one client."""

    def __init__(
        self,
        ticket: Ticket,
        scheduler: SegmentScheduler,
        segments: InFlightSegments,
        stream: Stream,
        signals: Signals,
        *,
        silent: bool = False,
    ) -> None:
        """`silent` has a text of marks alone end in a short silence, and not in an error."""
        self._ticket = ticket
        self._scheduler = scheduler
        self._segments = segments
        self._stream = stream
        self._signals = signals
        self._silent = silent
        self._failure: Failure | None = None
        self.outcome = UtteranceOutcome.CANCELLED  # unless the stream comes to its end
        self.error_code = ""  # of the failure it ended with

    def fail(self, error: TTSError) -> None:
        """End the stream with an error, unless it has failed already."""
        self._failure = self._failure or Failure.of(error)
        self._signals.output_ready()

    async def events(self) -> AsyncIterator[Event]:
        """Yield every event of the stream, in order; the last is Done or Failure."""
        while self.outcome is UtteranceOutcome.CANCELLED:
            self._signals.clear_output()
            for event in self._available():
                yield event
            for event in self._last_events():
                self._note_end(event)
                yield event
            if self.outcome is UtteranceOutcome.CANCELLED:
                self._stream.wait()
                await self._signals.wait_for_output()

    def _available(self) -> Iterator[Event]:
        """Yield what is here, as long as the stream has not failed."""
        while self._failure is None:
            if news := self._ticket.take_news():
                yield news
            elif announcement := self._scheduler.next_announcement():
                yield announcement
            elif flushed := self._scheduler.next_flush(self._segments.head):
                yield flushed
            elif message := self._next_message():
                yield from self._stream.translate(message)
            else:
                return

    def _next_message(self) -> LaneMessage | None:
        """Hold back the audio of a segment that has not been announced."""
        if self._scheduler.announced(self._segments.head):
            return self._segments.pop()
        return None

    def _last_events(self) -> Iterator[Event]:
        """Yield the end of the stream, if it is reached."""
        failed, head = self._segments.failure, self._segments.head
        if self._failure:
            yield from self._stream.fail(self._failure)
        elif failed and head >= failed.segment_index:
            yield from self._stream.fail(Failure.of(failed.error, failed.segment_index))
        elif self._scheduler.complete_at(head):
            if self._scheduler.nothing_to_speak:
                yield from self._nothing_to_speak()
            else:
                yield from self._stream.finish(self._scheduler.marks_at_end)

    def _nothing_to_speak(self) -> Iterator[Event]:
        unclosed = self._scheduler.unclosed
        if self._silent and self._scheduler.only_marks and not unclosed:
            yield from self._stream.silence()
        else:
            yield nothing_to_speak(unclosed)

    def _note_end(self, event: Event) -> None:
        match event:
            case Done():
                self.outcome = UtteranceOutcome.DONE
            case Failure():
                self.outcome = UtteranceOutcome.FAILED
                self.error_code = event.code
