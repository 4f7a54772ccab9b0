"""Segments that wait in a queue become more urgent while their listener's lead shrinks.

A queue serves what is urgent first, so what was enqueued early, for later, could wait there for as
long as others come with less lead, and its listener would run dry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontend.streaming.delivery.segment_delivery import SegmentDelivery
    from frontend.streaming.ports import Clock
    from frontend.streaming.scheduling.demand import Demand
    from frontend.streaming.stream import Stream


class Urgency:
    """Has the waiting segments of one utterance enqueued again as soon as they are more urgent."""

    def __init__(
        self, demand: Demand, delivery: SegmentDelivery, stream: Stream, clock: Clock
    ) -> None:
        self._demand = demand
        self._delivery = delivery
        self._stream = stream
        self._clock = clock

    async def review(self) -> None:
        """Look at what waits in a queue, in reading order."""
        segments = self._delivery.segments
        needed_in_s = self._stream.lead_s(self._clock()) + segments.unsent_s
        starts = not self._stream.heard
        for entry in segments.ledger:
            priority = self._demand.priority(entry.backend.name, needed_in_s, starts=starts)
            starts = False
            if entry.waits and priority < entry.priority:
                await self._delivery.hurry(entry, priority)
            needed_in_s += segments.left_s(entry)
