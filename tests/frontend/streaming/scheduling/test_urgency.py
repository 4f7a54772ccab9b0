"""What waits in a queue is enqueued again as soon as it is needed sooner than was thought."""

import pytest

from frontend.protocol.endpoints import Endpoint
from frontend.settings import Settings
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.decisions import RetryPolicy
from frontend.streaming.delivery.segment_delivery import DeliveryContext, SegmentDelivery
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.demand import Demand
from frontend.streaming.scheduling.load import Load
from frontend.streaming.scheduling.urgency import Urgency
from frontend.streaming.signals import Signals
from frontend.streaming.stream import Stream
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.metrics.meter import Meter
from frontend.telemetry.observer import SegmentObserver
from frontend.text import Ending, Segment
from tests.support.core import VOICE
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import first_second
from tests.support.tickets import Clock

RATE_HZ = 100
TWO_SECONDS = PlannedSegment.as_written(Segment("x" * 30, Ending.SENTENCE, 0.0), VOICE)
LAST = 6  # the least urgent of a listener's


class Speech:
    """Three segments of two seconds, enqueued for later, and what looks after them."""

    def __init__(self) -> None:
        self.clock, settings, metrics = Clock(), Settings(), Metrics(["tone"])
        self.cluster = MemoryCluster(workers=0)
        transport, load = self.cluster.transport, Load(self.cluster)
        context = DeliveryContext(transport, load, self.clock, Crashes(transport, self.clock))
        policy = RetryPolicy.for_listener(settings, keep_alive_s=20)
        observer = SegmentObserver("u", metrics)
        self.delivery = SegmentDelivery(context, "u", policy, Signals.for_stream(), observer)
        self.stream = Stream(RATE_HZ, Meter(metrics, Endpoint.TTS), self.clock)
        demand = Demand("u", settings, self.cluster, load.of(""), self.clock)
        self.urgency = Urgency(demand, self.delivery, self.stream, self.clock)

    async def launch(self) -> None:
        for index in range(3):
            self.stream.expect(index, TWO_SECONDS.segment.text, VOICE)
            await self.delivery.launch(index, TWO_SECONDS, LAST, starts=index == 0)

    def begin(self) -> None:
        """Have a worker send one second of the first segment."""
        for message in first_second(0, RATE_HZ):
            self.delivery.receive(message)

    def hear(self) -> None:
        while message := self.delivery.segments.pop():
            list(self.stream.translate(message))

    async def hurried(self) -> list[tuple[int, int]]:
        """Return which segments are enqueued again, and their priorities."""
        before = len(self.cluster.sent)
        await self.urgency.review()
        return [(task.segment_index, priority) for task, priority in self.cluster.sent[before:]]


@pytest.fixture
async def speech() -> Speech:
    speech = Speech()
    await speech.launch()
    return speech


async def test_the_first_is_needed_at_once_and_each_other_after_those_before_it(
    speech: Speech,
) -> None:
    assert await speech.hurried() == [(0, 0), (1, 3), (2, 4)]  # in two, in four seconds


async def test_what_is_as_urgent_as_it_was_is_not_enqueued_again(speech: Speech) -> None:
    await speech.hurried()
    assert await speech.hurried() == []


async def test_what_is_here_and_not_heard_yet_leaves_the_others_time(speech: Speech) -> None:
    speech.begin()
    assert await speech.hurried() == [(1, 3), (2, 4)]  # in two, in four seconds


async def test_what_is_heard_is_soon_used_up(speech: Speech) -> None:
    speech.begin()
    speech.hear()
    assert await speech.hurried() == [(1, 3), (2, 4)]
    speech.clock.now_s += 0.9
    assert await speech.hurried() == [(1, 2), (2, 3)]  # in a little more than one, and three


async def test_what_is_not_in_its_queue_is_not_enqueued_again(speech: Speech) -> None:
    for entry in speech.delivery.segments.ledger:
        entry.enqueued = False
    assert await speech.hurried() == []
