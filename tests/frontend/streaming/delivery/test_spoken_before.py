"""What was spoken before is delivered without a worker, if it is all that is wanted."""

from collections.abc import Sequence

import msgspec
import pytest

from backend_queues.registry import registry
from frontend.streaming.delivery.in_flight import InFlightSegments
from frontend.streaming.delivery.ledger import Entry
from frontend.streaming.delivery.spoken_before import NO_CACHE, NOTHING_MADE, NoCache, SpokenBefore
from frontend.streaming.scheduling.load import Load
from frontend.streaming.signals import Signals
from frontend.telemetry.metrics.instruments import Metrics
from frontend.telemetry.observer import SegmentObserver
from tasks.messages import AnyNumberedMessage, Finished, SegmentTask, Started
from tests.support.memory_cluster import MemoryCluster
from tests.support.segment_tasks import TASK

MADE: list[AnyNumberedMessage] = [
    Started(utterance="u", segment_index=0, attempt=1, sequence=0, worker="w"),
    Finished(utterance="u", segment_index=0, attempt=1, sequence=1, samples=0, synthesis_s=0.1),
]


class Cache(NoCache):
    """Has messages by names; while it looks, the utterance may end."""

    def __init__(self, segments: InFlightSegments) -> None:
        self.kept: dict[str, Sequence[AnyNumberedMessage]] = {}
        self.ends = False
        self._segments = segments

    async def find(
        self, name: str, task: SegmentTask, backend: str
    ) -> Sequence[AnyNumberedMessage]:
        if self.ends:
            self._segments.close()
        return self.kept.get(name, ())

    def keep(self, name: str, messages: Sequence[AnyNumberedMessage], pause_s: float) -> None:
        self.kept[name] = messages


@pytest.fixture
def segments() -> InFlightSegments:
    load = Load(MemoryCluster(workers=0)).of("")
    observer = SegmentObserver("u", Metrics(["tone"]))
    return InFlightSegments("u", load, Signals.for_stream(), observer, lambda: 0.0)


@pytest.fixture
def cache(segments: InFlightSegments) -> Cache:
    return Cache(segments)


@pytest.fixture
def before(segments: InFlightSegments, cache: Cache) -> SpokenBefore:
    return SpokenBefore(segments, cache, NOTHING_MADE)


def launched(segments: InFlightSegments, cache_name: str = "", resume_sample: int = 0) -> Entry:
    task = msgspec.structs.replace(TASK, resume_sample=resume_sample)
    entry = Entry(task, registry().get("tone"), 0.0)
    entry.cache_name = cache_name
    segments.record(entry, starts=True, words=0)
    return entry


def heard(segments: InFlightSegments) -> list[object]:
    messages: list[object] = []
    while message := segments.pop():
        messages.append(message)
    return messages


async def test_what_the_utterance_itself_has_made_is_not_made_again(
    segments: InFlightSegments, cache: Cache
) -> None:
    before = SpokenBefore(segments, cache, {0: MADE})
    assert await before.deliver(launched(segments), had_s=0.0)
    assert heard(segments) == MADE


@pytest.mark.parametrize(("resume_sample", "had_s"), [(480, 0.0), (0, 0.5), (480, 0.5)])
async def test_of_what_is_heard_in_part_a_worker_makes_the_rest(
    segments: InFlightSegments, cache: Cache, resume_sample: int, had_s: float
) -> None:
    before = SpokenBefore(segments, cache, {0: MADE})
    entry = launched(segments, resume_sample=resume_sample)
    assert not await before.deliver(entry, had_s)
    assert heard(segments) == []


async def test_what_a_worker_speaks_is_kept_and_found_again(
    segments: InFlightSegments, cache: Cache, before: SpokenBefore
) -> None:
    entry = launched(segments, "name")
    assert not await before.deliver(entry, had_s=0.0)
    assert not entry.cached
    for message in MADE:
        segments.receive(message)
    assert cache.kept == {"name": MADE}


async def test_what_is_found_is_heard_and_is_no_work_of_a_worker(
    segments: InFlightSegments, cache: Cache, before: SpokenBefore
) -> None:
    cache.kept["name"] = MADE
    entry = launched(segments, "name")
    assert await before.deliver(entry, had_s=0.0)
    assert entry.cached
    assert heard(segments) == MADE


async def test_what_has_no_name_is_not_looked_for(
    segments: InFlightSegments, cache: Cache, before: SpokenBefore
) -> None:
    cache.kept[""] = MADE
    assert not await before.deliver(launched(segments), had_s=0.0)


def test_without_a_cache_nothing_that_a_backend_speaks_is_kept() -> None:
    assert not NO_CACHE.serves("tone")
    assert NO_CACHE.name(TASK, "tone", "") == ""


async def test_no_worker_is_asked_for_what_nobody_wants_any_more(
    segments: InFlightSegments, cache: Cache, before: SpokenBefore
) -> None:
    cache.ends = True
    entry = launched(segments, "name")
    assert await before.deliver(entry, had_s=0.0)
    assert heard(segments) == []
