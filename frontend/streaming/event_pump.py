"""Takes what is ready of an utterance, in order, and says when its stream has ended, and how."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

from backend_queues.base import SAMPLE_BYTES
from frontend.protocol.events import Audio, Done, Event, Failure, nothing_to_speak
from frontend.protocol.outcomes import UtteranceOutcome
from frontend.streaming.scheduling.writing import CLOCK_STEP_S

# Audio that is here at once is sent in parts of no more than this: it is stopped within a part.
PART_S = 1.0
# What comes waits for what follows it, to be sent with it, for no more than this share of the time
# that the listener is ahead, and only for one who is so far ahead.
JOIN_SHARE, JOIN_LIMIT_S = 1 / 10, 0.5
AHEAD_S = 1.0

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
            for event in joined(self._available()):
                yield event
            for event in self._last_events():
                self._note_end(event)
                yield event
            if self.outcome is UtteranceOutcome.CANCELLED:
                self._stream.wait()
                await self._signals.wait_for_output()
                await self._wait_for_a_part()

    async def _wait_for_a_part(self) -> None:
        """Let short parts become a longer one where the listener has enough to hear meanwhile."""
        lead_s = self._stream.lead_now_s
        if lead_s < AHEAD_S:
            return
        enough_s = lead_s - min(JOIN_LIMIT_S, lead_s * JOIN_SHARE)  # it shrinks as time goes by
        while self._more_follows():
            left_s = self._stream.lead_now_s - enough_s
            if left_s <= CLOCK_STEP_S:
                return
            self._signals.clear_output()
            await self._signals.wait_for_output(left_s)

    def _more_follows(self) -> bool:
        """Tell whether a part is not whole yet, and audio is under way that may complete it."""
        failed = self._failure or self._segments.failure
        return not failed and len(self._segments) > 0 and self._segments.unsent_s < PART_S

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


def joined(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events with the audio of those that follow each other as one."""
    audio: Audio | None = None
    for event in events:
        if isinstance(event, Audio) and audio and _fits(audio, event):
            pcm = audio.pcm + event.pcm
            audio = Audio(event.segment_index, event.end_sample, pcm, event.sample_rate_hz)
            continue
        if audio:
            yield audio
        audio = event if isinstance(event, Audio) else None
        if audio is None:
            yield event
    if audio:
        yield audio


def _fits(audio: Audio, following: Audio) -> bool:
    """Tell whether two parts are of one segment, and short enough together."""
    same = audio.segment_index == following.segment_index
    samples = (len(audio.pcm) + len(following.pcm)) // SAMPLE_BYTES
    return same and samples <= PART_S * following.sample_rate_hz
