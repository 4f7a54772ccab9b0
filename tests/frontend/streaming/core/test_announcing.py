"""A client learns of a segment first, however slow the broker and quick the workers are."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from frontend.protocol.events import Audio, Done, Queued, SegmentBegan
from tasks.messages import SegmentTask
from tests.support.core import TEXT, Core, audio_of
from tests.support.memory_cluster import MemoryCluster


class SlowBroker(MemoryCluster):
    """A worker is done with a task before its sender knows that it was taken."""

    async def send(self, task: SegmentTask, queue: str, priority: int) -> None:
        await super().send(task, queue, priority)
        await asyncio.sleep(5)


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = SlowBroker()
    yield cluster
    await cluster.close()


async def test_audio_waits_for_the_announcement_of_its_segment(core: Core) -> None:
    announced: set[int] = set()
    events = await core.hear(TEXT)
    for event in events:
        if isinstance(event, Queued):
            announced.add(event.segment_index)
        if isinstance(event, SegmentBegan | Audio):
            assert event.segment_index in announced
    assert isinstance(events[-1], Done)
    assert audio_of(events) == core.expected
