"""Decides when the next segment of an utterance is cut and launched, and how urgent it is."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from frontend.protocol.events import Flushed, Opened, Queued
from frontend.streaming.position import START, Position
from frontend.streaming.scheduling.urgency import Urgency
from frontend.text import DEFAULT_LIMITS

if TYPE_CHECKING:
    from frontend.streaming.delivery.segment_delivery import SegmentDelivery
    from frontend.streaming.diction.planned_segment import PlannedSegment
    from frontend.streaming.ports import Clock
    from frontend.streaming.scheduling.demand import Demand
    from frontend.streaming.scheduling.text_buffer import TextBuffer
    from frontend.streaming.scheduling.window import SchedulerState
    from frontend.streaming.signals import Signals
    from frontend.streaming.stream import Stream
    from frontend.telemetry.metrics.meter import Meter
    from frontend.voices.voice_settings import VoiceSettings

LONGEST_CHARS = DEFAULT_LIMITS.max_chars  # of the next segment
# How often it looks at the clock while any segment is under way.
TICK_S = 0.25


class SegmentScheduler:
    """Launches segments as the demand allows, and announces them to the client.

    The segments before the position have been heard already and are not spoken.
    """

    def __init__(
        self,
        text_buffer: TextBuffer,
        delivery: SegmentDelivery,
        stream: Stream,
        meter: Meter,
        demand: Demand,
        signals: Signals,
        clock: Clock,
        position: Position = START,
    ) -> None:
        self._text_buffer = text_buffer
        self._delivery = delivery
        self._stream = stream
        self._meter = meter
        self._demand = demand
        self._urgency = Urgency(demand, delivery, stream, clock)
        self._signals = signals
        self._clock = clock
        self._position = position
        self._stopped = False
        self._announcements: deque[Opened | Queued] = deque()
        self._announced = position.segment_index  # the segments before it have been announced
        self._launched = 0  # or heard before
        self._launching = ""  # the text of the one that is on its way

    @property
    def nothing_to_speak(self) -> bool:
        """Whether the text, as far as it was used, had nothing that can be said."""
        return self._launched == 0

    @property
    def only_marks(self) -> bool:
        """Whether there is a text, and all of it is what nobody says."""
        return self.nothing_to_speak and not self._text_buffer.written.is_blank

    @property
    def marks_at_end(self) -> tuple[str, ...]:
        """The marks behind the last segment."""
        return self._text_buffer.marks_at_end

    @property
    def unclosed(self) -> str:
        """The tag of a block of reasoning that the text has not closed; "" if there is none."""
        return self._text_buffer.cutter.unclosed

    def next_announcement(self) -> Opened | Queued | None:
        """Return what the client must know before it hears more; None if nothing."""
        return self._announcements.popleft() if self._announcements else None

    def unannounced(self) -> str:
        """Return the text of the segments that the client does not know of yet."""
        queued = (it.text for it in self._announcements if isinstance(it, Queued))
        return " ".join(filter(None, (*queued, self._launching)))

    def next_flush(self, head: int) -> Flushed | None:
        """Return a flush of the text, if all the segments before it come before `head`."""
        flush = self._text_buffer.flushes.next(head)
        return Flushed(flush.number) if flush else None

    def announced(self, segment_index: int) -> bool:
        """Tell whether the client knows of the segment, so that it may hear it."""
        return segment_index < self._announced

    def complete_at(self, segment_index: int) -> bool:
        """Tell whether the text ends before that segment."""
        return self._text_buffer.exhausted and segment_index >= self._launched

    def stop(self) -> None:
        """Launch nothing more."""
        self._stopped = True

    async def run(self, opened: Callable[[VoiceSettings], Opened]) -> None:
        """Launch segments as they become due and watch those under way, until cancelled.

        What `opened` makes of the first one's voice settings is announced before it.
        """
        while True:
            self._signals.clear_wakeup()
            await self._launch_due(opened)
            await self._urgency.review()
            await self._delivery.watch()
            await self._signals.wait_for_work(self._tick_s())

    def _tick_s(self) -> float | None:
        """Return when to look at the clock again; None is when it is woken."""
        look_in_s = self._text_buffer.look_in_s(self._clock())
        if self._text_buffer.has_segments or len(self._delivery.segments):
            return TICK_S if look_in_s is None else min(TICK_S, look_in_s)
        return look_in_s

    async def _launch_due(self, opened: Callable[[VoiceSettings], Opened]) -> None:
        while await self._segment_ready() and not self._ended():
            if self._launched < self._position.segment_index:
                self._text_buffer.pop()
                self._launched += 1
                continue
            asked = self._text_buffer.next_voice_settings
            backend = self._settings(asked, self._launched).backend.name
            state = self._demand.state(backend, self._delivery, self._stream)
            if self._holds_back(backend) or not self._demand.allows(state):
                return
            await self._launch_next(state, opened)

    def _holds_back(self, backend: str) -> bool:
        """Tell whether the next segment waits until the first one is heard.

        The rest of a first sentence that is spoken in two parts, and a text that is resumed, are
        needed sooner.
        """
        if self._text_buffer.first_phrase or self._position != START:
            return False
        chars = min(self._text_buffer.waiting_chars, LONGEST_CHARS)
        return self._demand.holds_back(backend, self._delivery, self._stream, chars)

    def _settings(self, asked: VoiceSettings, index: int) -> VoiceSettings:
        """Return how a segment is spoken."""
        return self._delivery.choice.settings(asked, index)

    def _ended(self) -> bool:
        return self._stopped or self._delivery.segments.failure is not None

    async def _segment_ready(self) -> bool:
        more, lead_s = True, self._demand.lead_s(self._delivery, self._stream)
        while more:
            more = self._text_buffer.cut(self._clock(), lead_s)
            await asyncio.sleep(0)  # a long text must not hold up the other streams
        if self._text_buffer.exhausted or self._text_buffer.flushes:
            self._signals.output_ready()
        return self._text_buffer.has_segments

    async def _launch_next(
        self, state: SchedulerState, opened: Callable[[VoiceSettings], Opened]
    ) -> None:
        planned = self._text_buffer.pop()
        index, self._launched = self._launched, self._launched + 1
        starts = index == self._position.segment_index
        self._launching = planned.segment.text
        depth = await self._launch(index, planned, state.needed_in_s, starts=starts)
        if starts:
            self._announcements.append(opened(self._settings(planned.voice_settings, index)))
        self._announcements.append(Queued(index, planned.segment.text, depth))
        self._launching = ""
        self._announced += 1
        self._signals.output_ready()

    async def _launch(
        self, index: int, planned: PlannedSegment, needed_in_s: float, *, starts: bool
    ) -> int:
        """Launch a segment; return how many tasks waited before it."""
        settings = self._settings(planned.voice_settings, index)
        backend = settings.backend.name
        self._stream.expect(index, planned.segment.text, settings, planned.marks)
        if not starts:
            self._meter.enqueued_with_lead(backend, needed_in_s)
        position = self._position if starts else START
        return await self._delivery.launch(
            index,
            planned,
            self._demand.priority(backend, needed_in_s, starts=starts),
            starts=starts and self._demand.realtime,
            needed_in_s=0.0 if starts else self._demand.needed_in_s(needed_in_s),
            resume_sample=position.resume_sample,
            resume_word=position.words,
            had_s=self._stream.had_s(position) if starts else 0.0,
        )
