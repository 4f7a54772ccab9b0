"""What a running job needs, in memory and without threads."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from backend_queues.base import Capabilities, Voice
from backend_queues.errors import NoWorker, RedisUnavailable, SegmentFailed
from backend_queues.job_errors import StorageUnavailable
from backend_queues.registry import Registry, registry
from frontend.cluster.connection import Script
from frontend.jobs.blocking import Blocking
from frontend.jobs.context import JobContext
from frontend.jobs.cutting import cut
from frontend.jobs.job import Item, Job, SpokenSegment
from frontend.jobs.storage.archive import Archive
from frontend.protocol.jobs import Progress
from frontend.storage.storage import Storage
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.voices.defaults import Choice
from frontend.voices.voice_samples.catalogue import Catalogue
from tasks.directory import Word
from tasks.messages import Presence
from tests.frontend.jobs.making import job_of, progress_of, segment_of

T = TypeVar("T")

REGISTRY: Registry = registry()
SEGMENT_S = 1.0  # what a worker takes for one
POISON = "poison"


class AtOnce(Blocking):
    """Does what blocks without a thread, as it does not block; storages may be away."""

    def __init__(self) -> None:
        super().__init__()
        self.away = 0  # how often from now on the storage does not answer
        self.done = 0

    async def do(self, work: Callable[[], T]) -> T:
        await asyncio.sleep(0)
        if self.away:
            self.away -= 1
            raise StorageUnavailable("The storage is away.")
        self.done += 1
        return work()

    async def settle(self) -> None:
        await asyncio.sleep(0)


class FakeFleet:
    """Workers of the backend tone, as many as `size`."""

    is_full = False  # Redis

    def __init__(self, size: int = 1) -> None:
        self.size = size
        self.redis_is_away = False

    def workers(self, backend: str = "") -> list[Presence]:
        return [_presence(number) for number in range(self.size)] if backend == "tone" else []

    def absence(self, backend: str) -> NoWorker:
        return NoWorker(f"No worker serves {backend}.")

    async def present(self, backend: str) -> Presence:
        if self.redis_is_away:
            raise RedisUnavailable("Redis does not answer.")
        if not self.workers(backend):
            raise self.absence(backend)
        return self.workers(backend)[0]


class FakeSpeaker:
    """Speaks a segment in a second; a text with "poison" in it fails, and `fault` breaks."""

    def __init__(self, segment_s: float = SEGMENT_S) -> None:
        self._segment_s = segment_s
        self.texts: list[str] = []
        self.fault: Exception | None = None
        self.under_way = 0
        self.most_under_way = 0

    async def speak(self, number: int, planned: PlannedSegment, seed: int) -> SpokenSegment:
        segment = planned.segment
        self.texts.append(segment.text)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            await asyncio.sleep(self._segment_s)
        finally:
            self.under_way -= 1
        if self.fault:
            raise self.fault
        if POISON in segment.text:
            raise SegmentFailed("It was tried as often as allowed.")
        return segment_of(segment.text, 0.1)


class FakeWatcher:
    settled = True


class FakeLibrary:
    watcher = FakeWatcher()

    def catalogue_of(self, owner: str) -> Catalogue:
        return Catalogue()


class FakeLeases:
    """The leases in a Redis that a test holds in its hands: by job, the frontend that has it."""

    def __init__(self, me: str = "me") -> None:
        self._me = me
        self.held: dict[str, str] = {}
        self.told: dict[str, Progress] = {}
        self.fault: Exception | None = None
        self.releases: Counter[str] = Counter()

    async def take(self, job: str) -> bool:
        return self.held.setdefault(job, self._me) == self._me

    async def keep(self, job: str, progress: Progress) -> bool:
        if self.fault:
            raise self.fault
        self.told[job] = progress
        return await self.take(job)

    async def release(self, job: str) -> None:
        self.releases[job] += 1
        if self.held.get(job) == self._me:
            del self.held[job]

    async def progress(self, job: str) -> Progress | None:
        return self.told.get(job)


class FakeDefaults:
    async def read(self) -> Choice:
        return Choice("tone", {"tone": "anna"})


class FakeConnection:
    """A Redis that takes every lease and has nothing; or one that is away."""

    def __init__(self) -> None:
        self.is_away = False
        self.value: bytes | None = None
        self.sent: list[tuple[Any, ...]] = []

    def script(self, text: str) -> Script:
        async def run(keys: Sequence[str], arguments: Sequence[Word]) -> int:
            await self.send((*keys, *arguments))
            return 1

        return run

    async def send(self, command: tuple[Any, ...]) -> bytes | None:
        if self.is_away:
            raise RedisUnavailable("Redis does not answer.")
        self.sent.append(command)
        return self.value


class FakeBus:
    frontend = "me"

    def __init__(self) -> None:
        self.connection = FakeConnection()


class FakeContext:
    """As much of JobContext as runs use."""

    def __init__(self, segment_s: float = SEGMENT_S) -> None:
        self.bus = FakeBus()
        self.fleet = FakeFleet()
        self.library = FakeLibrary()
        self.defaults = FakeDefaults()
        self.segment_speaker = FakeSpeaker(segment_s)
        self.cut = cut
        self.inline_voices = "backend"

    @property
    def typed(self) -> JobContext:
        return self  # type: ignore[return-value]


async def until(condition: Callable[[], object]) -> None:
    """Wait until the condition holds, for at most an hour of the loop's time."""
    for _ in range(3600 * 100):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("not so after an hour")


def stored(items: list[Item], **output: object) -> tuple[Archive, Job]:
    """Store a new job in memory."""
    job = job_of(items, **{"format": "pcm", "files": "one", **output})
    archive = Archive(Storage(f"memory://{uuid4().hex}"), job.id)
    archive.create(job, items, progress_of(job))
    return archive, job


def tone_items(*texts: str) -> list[Item]:
    return [Item(id=str(number), text=text, backend="tone") for number, text in enumerate(texts, 1)]


def _presence(number: int) -> Presence:
    return Presence(
        worker=f"tone-{number}",
        backend="tone",
        host="h",
        pid=number + 1,
        sample_rate_hz=24_000,
        voices=(Voice("anna", "en"),),
        capabilities=Capabilities(languages=("en",)),
        busy=False,
        segment_s=SEGMENT_S,
        real_time_factor=0.1,
    )
