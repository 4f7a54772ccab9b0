"""Gives an utterance's text to its flight, as its listener and the workers can use it."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable

from frontend.events import Opened, Queued
from frontend.flight import Flight
from frontend.lead import priority_of
from frontend.metrics.meter import Meter
from frontend.position import START, Position
from frontend.script import Line, Script
from frontend.services import Services
from frontend.stream import Stream
from frontend.style import Style
from frontend.window import Outlook, may_enqueue

# How often it looks at the clock: while a sentence is open, while any is under way.
TYPING_TICK_S = 0.1
TICK_S = 0.25


class Feeder:
    """Cuts, enqueues, and says so. It waits for `work`, and sets `news` when there is any.

    The segments before the position have been heard already and are not spoken.
    """

    def __init__(
        self,
        services: Services,
        script: Script,
        flight: Flight,
        stream: Stream,
        meter: Meter,
        position: Position,
        *,
        work: asyncio.Event,
        news: asyncio.Event,
    ) -> None:
        self._services = services
        self._script = script
        self._flight = flight
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

    async def run(self, opened: Callable[[Style], Opened]) -> None:
        """Enqueue segments as they become due and watch those under way, until cancelled.

        What `opened` makes of the first one's style is announced before it.
        """
        while True:
            self._work.clear()
            await self._enqueue_due(opened)
            await self._flight.watch()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._tick_s()):
                    await self._work.wait()

    def _tick_s(self) -> float | None:
        """Return when to look at the clock again; None is when there is news."""
        if self._script.mid_sentence:
            return TYPING_TICK_S
        return TICK_S if self._script.has_lines or self._flight.in_flight else None

    async def _enqueue_due(self, opened: Callable[[Style], Opened]) -> None:
        settings = self._services.settings
        while await self._line_ready() and not (self._stopped or self._flight.failure):
            if self.segments < self._position.segment_index:
                self._script.pop()
                self.segments += 1
                continue
            outlook = self._outlook()
            if not may_enqueue(outlook, settings.target_lead_s, settings.max_unsent_s):
                return
            await self._enqueue_next(outlook, opened)

    async def _line_ready(self) -> bool:
        more = True
        while more:
            more = self._script.cut(time.monotonic())
            await asyncio.sleep(0)  # a long text must not hold up the other streams
        if self._script.exhausted:
            self._news.set()
        return self._script.has_lines

    async def _enqueue_next(self, outlook: Outlook, opened: Callable[[Style], Opened]) -> None:
        line = self._script.pop()
        index, self.segments = self.segments, self.segments + 1
        starts = index == self._position.segment_index
        depth = await self._launch(index, line, outlook.needed_in_s, starts=starts)
        if starts:
            self.announced.append(opened(line.style))
        self.announced.append(Queued(index, line.segment.text, depth))
        self.announced_segments += 1
        self._news.set()

    async def _launch(self, index: int, line: Line, needed_in_s: float, *, starts: bool) -> int:
        """Let a segment go; return how many tasks waited before it."""
        backend = line.style.backend.name
        self._stream.expect(index, line.segment.text, backend)
        if not starts:
            self._meter.enqueued_with_lead(backend, needed_in_s)
        position = self._position if starts else START
        return await self._flight.launch(
            index,
            line.segment,
            line.style,
            0 if starts else priority_of(needed_in_s),
            starts=starts,
            resume_sample=position.resume_sample,
            resume_word=position.words,
        )

    def _outlook(self) -> Outlook:
        fleet, backend = self._services.fleet, self._script.next_backend
        return Outlook(
            in_flight=self._flight.in_flight,
            lead_s=self._stream.lead_s(time.monotonic()),
            unsent_s=self._flight.unsent_s,
            in_flight_s=self._flight.in_flight_s,
            workers=len(fleet.workers(backend)),
            idle_workers=fleet.idle_workers(backend),
        )
