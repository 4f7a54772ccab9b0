"""Gives an utterance's text to its flight, as its listener and the workers can use it."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable

from frontend.cluster.priority import priority_of
from frontend.protocol.events import Opened, Queued
from frontend.services import Services
from frontend.streaming.delivery import SegmentDelivery
from frontend.streaming.position import START, Position
from frontend.streaming.stream import Stream
from frontend.streaming.text_buffer import PlannedSegment, TextBuffer
from frontend.streaming.window import SchedulerState, may_enqueue
from frontend.telemetry.metrics.meter import Meter
from frontend.voices.voice_settings import VoiceSettings

# How often it looks at the clock: while a sentence is open, while any is under way.
TYPING_TICK_S = 0.1
TICK_S = 0.25


class SegmentScheduler:
    """Cuts, enqueues, and says so. It waits for `work`, and sets `news` when there is any.

    The segments before the position have been heard already and are not spoken.
    """

    def __init__(
        self,
        services: Services,
        text_buffer: TextBuffer,
        delivery: SegmentDelivery,
        stream: Stream,
        meter: Meter,
        position: Position,
        *,
        work: asyncio.Event,
        news: asyncio.Event,
    ) -> None:
        self._services = services
        self._text_buffer = text_buffer
        self._delivery = delivery
        self._stream = stream
        self._meter = meter
        self._position = position
        self._work = work
        self._news = news
        self._stopped = False
        self.announced: deque[Opened | Queued] = deque()  # what the client is to be told
        self.announced_segments = position.segment_index  # up to which it has been said
        self.segments = 0  # enqueued so far, or heard before

    def stop(self) -> None:
        """Enqueue nothing more."""
        self._stopped = True

    async def run(self, opened: Callable[[VoiceSettings], Opened]) -> None:
        """Enqueue segments as they become due and watch those under way, until cancelled.

        What `opened` makes of the first one's style is announced before it.
        """
        while True:
            self._work.clear()
            await self._enqueue_due(opened)
            await self._delivery.watch()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._tick_s()):
                    await self._work.wait()

    def _tick_s(self) -> float | None:
        """Return when to look at the clock again; None is when there is news."""
        if self._text_buffer.mid_sentence:
            return TYPING_TICK_S
        return TICK_S if self._text_buffer.has_segments or self._delivery.in_flight else None

    async def _enqueue_due(self, opened: Callable[[VoiceSettings], Opened]) -> None:
        settings = self._services.settings
        while await self._segment_ready() and not (self._stopped or self._delivery.failure):
            if self.segments < self._position.segment_index:
                self._text_buffer.pop()
                self.segments += 1
                continue
            state = self._state()
            if not may_enqueue(state, settings.target_lead_s, settings.max_unsent_s):
                return
            await self._enqueue_next(state, opened)

    async def _segment_ready(self) -> bool:
        more = True
        while more:
            more = self._text_buffer.cut(time.monotonic())
            await asyncio.sleep(0)  # a long text must not hold up the other streams
        if self._text_buffer.exhausted:
            self._news.set()
        return self._text_buffer.has_segments

    async def _enqueue_next(
        self, state: SchedulerState, opened: Callable[[VoiceSettings], Opened]
    ) -> None:
        planned = self._text_buffer.pop()
        index, self.segments = self.segments, self.segments + 1
        starts = index == self._position.segment_index
        depth = await self._launch(index, planned, state.needed_in_s, starts=starts)
        if starts:
            self.announced.append(opened(planned.voice_settings))
        self.announced.append(Queued(index, planned.segment.text, depth))
        self.announced_segments += 1
        self._news.set()

    async def _launch(
        self, index: int, planned: PlannedSegment, needed_in_s: float, *, starts: bool
    ) -> int:
        """Let a segment go; return how many tasks waited before it."""
        backend = planned.voice_settings.backend.name
        self._stream.expect(index, planned.segment.text, backend)
        if not starts:
            self._meter.enqueued_with_lead(backend, needed_in_s)
        position = self._position if starts else START
        return await self._delivery.launch(
            index,
            planned.segment,
            planned.voice_settings,
            0 if starts else priority_of(needed_in_s),
            starts=starts,
            resume_sample=position.resume_sample,
            resume_word=position.words,
        )

    def _state(self) -> SchedulerState:
        fleet, backend = self._services.fleet, self._text_buffer.next_backend
        return SchedulerState(
            in_flight=self._delivery.in_flight,
            lead_s=self._stream.lead_s(time.monotonic()),
            unsent_s=self._delivery.unsent_s,
            in_flight_s=self._delivery.in_flight_s,
            workers=len(fleet.workers(backend)),
            idle_workers=fleet.idle_workers(backend),
        )
