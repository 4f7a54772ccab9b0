"""Single segments, over a cluster in memory: nothing short of a poison text makes a job give up."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from backend_queues.errors import SegmentFailed
from frontend.jobs.running.segment_speaker import BATCH_PRIORITY, SegmentSpeaker, patient
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.delivery.crashes import Crashes
from frontend.streaming.delivery.segment_delivery import DeliveryContext
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.farewells import Farewells
from frontend.streaming.scheduling.load import Load
from frontend.telemetry.metrics.instruments import Metrics
from frontend.text import Ending, Segment
from tasks.process.cancellation import cancel_and_wait
from tests.support.core import VOICE
from tests.support.memory_cluster import RATE_HZ, Fault, MemoryCluster, pcm_of

SEGMENT = Segment("This is a sentence of a book, and long enough.", Ending.SENTENCE, 0.3)
PLANNED = PlannedSegment.as_written(SEGMENT, VOICE)
NUMBER, SEED = 4, 7
HOUR_S = 3600


class Desk:
    def __init__(self, cluster: MemoryCluster) -> None:
        clock = asyncio.get_running_loop().time
        deliveries = DeliveryContext(
            cluster.transport, Load(cluster), clock, Crashes(cluster.transport, clock)
        )
        self.cluster = cluster
        self.background = Background()
        farewells, metrics = Farewells(cluster, self.background), Metrics(["tone"])
        self._speaker = SegmentSpeaker(deliveries, patient(Settings()), farewells, metrics)

    def begin(self) -> asyncio.Task[bytes]:
        return asyncio.create_task(self.spoken())

    async def spoken(self) -> bytes:
        spoken = await self._speaker.speak(NUMBER, PLANNED, SEED)
        assert (spoken.text, spoken.pause_s) == (SEGMENT.text, SEGMENT.pause_s)
        return spoken.pcm

    @property
    def expected(self) -> bytes:
        """The samples before the pause, which is kept as a length."""
        pause = round(SEGMENT.pause_s * RATE_HZ)
        return pcm_of([task for task, _ in self.cluster.sent[:1]])[: -2 * pause]

    @property
    def attempts(self) -> list[int]:
        return [task.attempt for task, _ in self.cluster.sent]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    cluster = MemoryCluster()
    desk = Desk(cluster)
    yield desk
    await desk.background.finish(limit_s=5)
    await cluster.close()


async def test_a_segment_is_spoken_behind_all_listeners_and_forgotten(desk: Desk) -> None:
    assert await desk.spoken() == desk.expected
    [(task, priority)] = desk.cluster.sent
    assert (task.segment_index, task.seed, priority) == (NUMBER, SEED, BATCH_PRIORITY)
    await desk.background.finish(limit_s=5)
    assert desk.cluster.closed == [task.utterance]
    assert desk.cluster.cancelled == set()


@pytest.mark.parametrize(
    "fault", [Fault.TASK_LOST, Fault.DIES, Fault.HANGS, Fault.FAILS, Fault.CHUNK_NOT_PUBLISHED]
)
async def test_a_fault_costs_an_attempt_and_no_sample(desk: Desk, fault: Fault) -> None:
    desk.cluster.faults[NUMBER, 1] = fault
    desk.cluster.start_worker()
    assert await desk.spoken() == desk.expected
    if fault is not Fault.CHUNK_NOT_PUBLISHED:
        assert desk.attempts == [1, 2]
        assert desk.cluster.sent[1][1] == BATCH_PRIORITY


async def test_a_text_that_fails_every_attempt_is_given_up(desk: Desk) -> None:
    for attempt in (1, 2, 3):
        desk.cluster.faults[NUMBER, attempt] = Fault.FAILS
    with pytest.raises(SegmentFailed, match="attempt 3 of 3"):
        await desk.spoken()
    await desk.background.finish(limit_s=5)
    assert desk.cluster.cancelled == {desk.cluster.sent[0][0].utterance}


async def test_workers_may_be_away_for_long(desk: Desk) -> None:
    desk.cluster.lose_all_workers()
    speaking = desk.begin()
    await asyncio.sleep(HOUR_S)
    assert not speaking.done()
    desk.cluster.start_worker()
    assert await speaking == desk.expected


async def test_redis_may_be_away_for_long(desk: Desk) -> None:
    desk.cluster.redis_is_up = False
    speaking = desk.begin()
    await asyncio.sleep(HOUR_S)
    assert not speaking.done() and desk.cluster.sent == []
    desk.cluster.redis_is_up = True
    assert await speaking == desk.expected


async def test_cancelling_takes_the_segment_back_from_its_worker(desk: Desk) -> None:
    speaking = desk.begin()
    await asyncio.sleep(0.1)
    await cancel_and_wait(speaking)
    await desk.background.finish(limit_s=5)
    assert desk.cluster.cancelled == {desk.cluster.sent[0][0].utterance}


async def test_redis_may_be_away_when_a_segment_is_forgotten(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    speaking = desk.begin()
    await asyncio.sleep(0.1)
    desk.cluster.redis_is_up = False
    await speaking
    await desk.background.finish(limit_s=5)
    assert desk.cluster.sent[0][0].utterance in caplog.text
    assert "Redis does not answer" in caplog.text
