"""The cache finds what it has kept, in a bounded time, and is silent about all that goes wrong."""

import asyncio
import time
from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace

from backend_queues.base import Capabilities
from backend_queues.errors import RedisUnavailable
from frontend.segment_cache import cache as module
from frontend.segment_cache.cache import IN_VAIN, LEFT_ALONE_S, SILENT_S, SegmentCache
from frontend.segment_cache.kept_speech import MOST_BYTES
from frontend.segment_cache.writer import MOST_WAITING_BYTES
from frontend.telemetry.metrics.instruments import Metrics
from tasks.messages import AnyNumberedMessage, Presence
from tasks.process.cancellation import cancel_and_wait
from tests.support.memory_store import MemoryStore
from tests.support.presences import WORKER
from tests.support.segment_tasks import TASK
from tests.support.spoken_segment import MESSAGES

STEADY = replace(
    WORKER, backend="tone", model="m", capabilities=Capabilities(("en",), deterministic=True)
)


class Models:
    """The workers of a backend, and the last one there was."""

    def __init__(self) -> None:
        self.present: list[Presence] = [STEADY]
        self.last: Presence | None = None

    def workers(self, backend: str) -> Sequence[Presence]:
        return self.present

    def last_seen(self, backend: str) -> Presence | None:
        return self.last


class Cached:
    """A cache over a store in memory, on a clock of its own."""

    def __init__(self) -> None:
        self.store, self.models, self.metrics = MemoryStore(), Models(), Metrics(["tone"])
        self.now = 0.0
        self.cache = SegmentCache(
            self.store,
            self.models,
            self.metrics.segment_cache,
            0.05,
            lambda: self.now,
        )

    async def find(self, name: str = "n") -> Sequence[AnyNumberedMessage]:
        return await self.cache.find(name, TASK, "tone")

    def counted(self, name: str, **labels: str) -> float:
        return (
            self.metrics.registry.get_sample_value(f"voice_server_segment_cache_{name}", labels)
            or 0
        )

    def looks(self, outcome: str) -> float:
        return self.counted("lookups_total", backend="tone", outcome=outcome)

    async def settle(self) -> None:
        """Let the writer do all that waits."""
        await self.run_until(lambda: self.settled)

    async def run_until(self, condition: Callable[[], object]) -> None:
        running = asyncio.create_task(self.cache.run())
        try:
            async with asyncio.timeout(30):
                while not condition():  # noqa: ASYNC110 - the store tells nobody
                    await asyncio.sleep(0.001)
        finally:
            await cancel_and_wait(running)

    @property
    def settled(self) -> bool:
        outcomes = ("kept", "dropped", "failed")
        return self.asked_to_keep <= sum(self.counted("kept_total", outcome=it) for it in outcomes)

    asked_to_keep = 0

    def keep(self, name: str = "n", messages: Sequence[AnyNumberedMessage] = MESSAGES) -> None:
        self.asked_to_keep += 1
        self.cache.keep(name, messages, TASK.pause_s)


@pytest.fixture
def it() -> Cached:
    return Cached()


async def test_what_was_kept_is_found(it: Cached) -> None:
    assert not await it.find()
    it.keep()
    await it.settle()
    assert len(await it.find()) == len(MESSAGES)
    assert (it.looks("miss"), it.looks("hit")) == (1, 1)
    assert it.counted("kept_total", outcome="kept") == 1
    assert it.counted("bytes_total", way="read") == it.counted("bytes_total", way="written") > 0
    assert (it.metrics.segment_cache.hits, it.metrics.segment_cache.misses) == (1, 1)


async def test_a_hit_is_a_use(it: Cached) -> None:
    it.keep()
    await it.settle()
    await it.find()
    await it.run_until(lambda: it.store.touched)
    assert it.store.touched == ["n"]


async def test_what_cannot_be_read_is_a_miss_and_is_removed(it: Cached) -> None:
    it.store.kept["n"] = b"VS1 of another version"
    assert not await it.find()
    assert it.looks("broken") == 1
    await it.run_until(lambda: not it.store.kept)


async def test_a_store_that_hangs_costs_the_wait_and_is_left_alone(it: Cached) -> None:
    it.store.kept["n"] = b""
    it.store.answers.clear()
    for _ in range(IN_VAIN):
        assert not await it.find()
    it.now = SILENT_S
    for _ in range(1 + 5):
        assert not await it.find()
    assert it.store.asked == IN_VAIN + 1
    assert (it.looks("slow"), it.looks("skipped")) == (IN_VAIN + 1, 5)
    it.store.answers.set()
    it.now += LEFT_ALONE_S
    await it.find()
    assert it.looks("miss") == 1


async def test_a_store_that_was_slow_for_a_moment_is_not_left_alone(it: Cached) -> None:
    """The streams of that moment are many, and an answer comes before long."""
    it.store.answers.clear()
    await asyncio.gather(*(it.find() for _ in range(3 * IN_VAIN)))
    it.store.answers.set()
    it.now = SILENT_S / 2
    await it.find()
    it.now = 2 * SILENT_S
    it.store.answers.clear()
    await it.find()
    await it.find()
    assert (it.looks("slow"), it.looks("miss"), it.looks("skipped")) == (3 * IN_VAIN + 2, 1, 0)
    it.store.answers.set()


async def test_a_store_is_not_blamed_for_an_event_loop_that_is_late(it: Cached) -> None:
    """Each turn of the loop takes longer than the whole wait; the answer takes some of them."""
    it.store.kept["n"] = b"VS1 of another version"
    it.store.answers.clear()

    async def hold_up() -> None:
        for turn in range(5):
            await asyncio.sleep(0)
            time.sleep(0.06)  # noqa: ASYNC251 - it holds up the loop
            if turn == 3:
                it.store.answers.set()

    await asyncio.gather(it.find(), hold_up())
    assert (it.looks("slow"), it.looks("broken")) == (0, 1)


async def test_not_too_many_look_at_once(it: Cached, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LOOKS", 2)
    it.store.answers.clear()
    await asyncio.gather(*(it.find() for _ in range(5)))
    assert it.store.asked == 2
    assert (it.looks("slow"), it.looks("skipped")) == (2, 3)
    it.store.answers.set()


async def test_a_store_that_fails_is_a_miss(it: Cached, caplog: pytest.LogCaptureFixture) -> None:
    it.store.error = RedisUnavailable("Redis does not answer: it is down")
    for _ in range(IN_VAIN):
        assert not await it.find()
    assert it.looks("failed") == IN_VAIN
    it.keep()
    await it.settle()
    assert it.counted("kept_total", outcome="failed") == 1
    it.store.error = None
    it.keep()
    await it.settle()
    assert it.store.kept


async def test_what_waits_to_be_kept_is_bounded(it: Cached) -> None:
    large = [*MESSAGES]
    large[2] = replace(MESSAGES[2], pcm=bytes(MOST_BYTES // 2 - 2))
    for number in range(20):
        it.keep(str(number), large)
    held = MOST_WAITING_BYTES // (MOST_BYTES // 2)
    assert 20 - held <= it.counted("kept_total", outcome="dropped") <= 20 - held + 1


@pytest.mark.parametrize(
    "messages", [MESSAGES[:-1], [replace(MESSAGES[2], pcm=bytes(MOST_BYTES))], []]
)
async def test_what_is_not_whole_or_too_large_is_dropped(
    it: Cached, messages: Sequence[AnyNumberedMessage]
) -> None:
    it.keep(messages=messages)
    await it.settle()
    assert it.counted("kept_total", outcome="dropped") == 1
    assert not it.store.kept


async def test_nothing_is_kept_without_room(it: Cached) -> None:
    it.store.has_room = False
    it.keep()
    await it.settle()
    assert not it.store.kept


def test_only_steady_backends_of_one_model_are_served(it: Cached) -> None:
    assert it.cache.serves("tone")
    assert it.cache.name(TASK, "tone", "")
    it.models.present = [STEADY, replace(STEADY, model="another")]
    assert not it.cache.serves("tone")
    assert it.cache.name(TASK, "tone", "") == ""
    it.models.present = [replace(STEADY, model="")]  # of an older version
    assert not it.cache.serves("tone")
    it.models.present = [replace(STEADY, capabilities=Capabilities(("en",)))]
    assert not it.cache.serves("tone")


def test_a_backend_without_workers_is_served_as_it_was(it: Cached) -> None:
    name = it.cache.name(TASK, "tone", "")
    it.models.present, it.models.last = [], STEADY
    assert it.cache.serves("tone")
    assert it.cache.name(TASK, "tone", "") == name
    it.models.last = None
    assert not it.cache.serves("tone")


def test_a_pause_alone_has_no_name(it: Cached) -> None:
    assert it.cache.name(replace(TASK, text=""), "tone", "") == ""
