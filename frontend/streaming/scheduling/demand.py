"""What the listener and the workers can use of an utterance now."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from frontend.streaming.scheduling.pace import Pace
from frontend.streaming.scheduling.window import SchedulerState, may_enqueue
from tasks.priority import CROWD_PRIORITY, DOWNLOAD_PRIORITY, priority_of

if TYPE_CHECKING:
    from frontend.settings import Settings
    from frontend.streaming.delivery.segment_delivery import SegmentDelivery
    from frontend.streaming.ports import Clock, WorkerView
    from frontend.streaming.scheduling.load import ClientLoad
    from frontend.streaming.stream import Stream

# The first segment lasts so many times what a worker takes to begin the next one, and so much more,
# or the next one does not wait for it.
HOLD_FACTOR, HOLD_MARGIN_S = 2, 0.5
# When what is not played as it comes is needed: late enough to be sent in the longest parts.
NOT_PLAYED_S = 3_600.0


class Demand:
    """What the listener and the workers can use of an utterance now.

    One that is not `realtime` is not listened to as it is made: it takes what listeners leave.
    """

    def __init__(
        self,
        utterance: str,
        settings: Settings,
        workers: WorkerView,
        load: ClientLoad,
        clock: Clock,
        *,
        realtime: bool = True,
    ) -> None:
        self.realtime = realtime
        self._utterance = utterance
        self._settings = settings
        self._workers = workers
        self._load = load
        self._clock = clock

    def state(self, backend: str, delivery: SegmentDelivery, stream: Stream) -> SchedulerState:
        segments = delivery.segments
        return SchedulerState(
            in_flight=segments.at(backend),
            lead_s=stream.lead_s(self._clock()),
            unsent_s=segments.unsent_s,
            in_flight_s=segments.seconds,
            workers=len(self._workers.workers(backend)),
            idle_workers=self._load.idle_workers(backend),
            on_their_way=self._load.on_their_way,
        )

    def holds_back(
        self, backend: str, delivery: SegmentDelivery, stream: Stream, chars: int
    ) -> bool:
        """Tell whether a segment of so many characters waits until the first one is heard.

        An idle worker that begins it at once takes cores from the words that somebody waits for.
        It waits only where it comes in time all the same, and at the backend of what is under way.
        """
        segments = delivery.segments
        if not self.realtime or stream.heard or segments.unsent_s:
            return False
        pace = Pace.of(self._workers.workers(backend))
        if not pace.is_measured or segments.at(backend) < len(segments):
            return False
        return segments.seconds > HOLD_FACTOR * pace.start_s(chars) + HOLD_MARGIN_S

    def lead_s(self, delivery: SegmentDelivery, stream: Stream) -> float:
        """Return how long the listener can be kept with what is here and under way."""
        segments = delivery.segments
        return stream.lead_s(self._clock()) + segments.unsent_s + segments.seconds

    def allows(self, state: SchedulerState) -> bool:
        """Tell whether another segment may be enqueued."""
        settings = self._settings
        target_lead_s = settings.target_lead_s if self.realtime else math.inf
        return may_enqueue(state, target_lead_s, settings.max_unsent_s)

    def needed_in_s(self, lead_s: float) -> float:
        """Return when a segment is needed for which the listener's lead lasts so long."""
        return lead_s if self.realtime else NOT_PLAYED_S

    def priority(self, backend: str, needed_in_s: float, *, starts: bool) -> int:
        """Return how urgent a segment is; `starts` says that nothing is heard yet."""
        if not self.realtime:
            return DOWNLOAD_PRIORITY
        if not starts:
            return priority_of(needed_in_s)
        return 0 if self._load.goes_first(backend, self._utterance) else CROWD_PRIORITY
