"""What a frontend makes of the workers, reports and queues that it reads; all in memory."""

import asyncio
import time
from collections.abc import Container, Iterable

import msgspec
import pytest

from backend_queues.base import Voice
from backend_queues.errors import NoWorker, Overloaded, RedisUnavailable
from backend_queues.registry import Registry, registry
from frontend.cluster.fleet import LOOKS_APART_S, Fleet
from frontend.cluster.memory import RedisMemory
from tasks.messages import Presence
from tasks.supervision.reports import SupervisorReport
from tests.support.examples import CHILD, PRESENCE

SINE, SQUARE = Voice("sine", "en-US"), Voice("square", "en-US")


class Cluster:
    """A cluster in memory; `away` is what its Redis raises."""

    def __init__(self) -> None:
        self.away: RedisUnavailable | None = None
        self.present: list[Presence] = []
        self.reports: list[SupervisorReport] = []
        self.depths: dict[str, list[int]] = {}
        self.tasks: set[str] = set()
        self.used = RedisMemory()
        self.looks = 0

    def _look(self) -> None:
        self.looks += 1
        if self.away:
            raise self.away

    async def workers(self) -> list[Presence]:
        self._look()
        return self.present

    async def supervisor_reports(self) -> list[SupervisorReport]:
        self._look()
        return self.reports

    async def memory(self) -> RedisMemory:
        self._look()
        return self.used

    async def queue_depths(self, queues: Iterable[str]) -> list[list[int]]:
        self._look()
        return [self.depths.get(queue, [0] * 10) for queue in queues]

    async def queued_tasks(self, queue: str) -> Container[str]:
        self._look()
        return frozenset(self.tasks)


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


@pytest.fixture
def backends() -> Registry:
    return registry()


@pytest.fixture
def fleet(cluster: Cluster, backends: Registry) -> Fleet:
    return Fleet(cluster, backends)


async def test_workers_of_backends_that_are_not_registered_here_do_not_count(
    cluster: Cluster, fleet: Fleet
) -> None:
    other = msgspec.structs.replace(PRESENCE, worker="other-1", backend="of-another-machine")
    cluster.present = [PRESENCE, other]
    await fleet.refresh()
    assert fleet.workers() == fleet.workers("tone") == [PRESENCE]
    assert fleet.workers("of-another-machine") == []


async def test_a_job_of_before_the_renaming_finds_its_workers(
    cluster: Cluster, fleet: Fleet
) -> None:
    cluster.present = [msgspec.structs.replace(PRESENCE, backend="kokoro")]
    await fleet.refresh()
    assert fleet.workers("kokoro-onnx") == cluster.present


async def test_queues_are_counted_by_priority(
    cluster: Cluster, fleet: Fleet, backends: Registry
) -> None:
    assert fleet.queue_depth("tone") == 0
    cluster.depths = {backends.get("tone").queue: [2, 0, 0, 1, 0, 0, 0, 0, 0, 4]}
    await fleet.refresh()
    assert fleet.queue_depths("tone")[3] == 1
    assert fleet.queue_depth("tone") == 7
    assert fleet.queue_depth("piper") == 0


async def test_while_redis_is_away_the_last_state_stays(cluster: Cluster, fleet: Fleet) -> None:
    cluster.present = [PRESENCE]
    await fleet.refresh()
    assert fleet.redis_answers
    cluster.away = RedisUnavailable("Redis does not answer: away")
    with pytest.raises(RedisUnavailable):
        await fleet.refresh()
    assert not fleet.redis_answers
    assert fleet.workers("tone") == [PRESENCE]
    with pytest.raises(RedisUnavailable):  # whether they are still there is not known
        await fleet.present("tone")


async def test_a_backend_has_the_voices_that_all_its_workers_know(
    cluster: Cluster, fleet: Fleet
) -> None:
    both = msgspec.structs.replace(PRESENCE, voices=(SQUARE, SINE))
    cluster.present = [both, msgspec.structs.replace(PRESENCE, worker="two", voices=(SINE,))]
    assert (await fleet.present("tone")).voices == (SINE,)


async def test_a_worker_that_has_just_come_is_found_by_a_fresh_look(
    cluster: Cluster, fleet: Fleet
) -> None:
    await fleet.refresh()
    with pytest.raises(NoWorker, match="Start one with: voice-server worker tone"):
        await fleet.present("tone")
    cluster.present = [PRESENCE]
    assert (await fleet.present("tone")).worker == PRESENCE.worker
    looks = cluster.looks
    await fleet.present("tone")
    assert cluster.looks == looks  # who is there is not looked for


async def test_the_reason_for_a_missing_worker_is_what_its_supervisor_reports(
    cluster: Cluster, fleet: Fleet
) -> None:
    crashed = msgspec.structs.replace(
        CHILD, pid=0, ends=2, end="ended with code 3", crash_reason="out of luck", starts_in_s=4.0
    )
    other = msgspec.structs.replace(crashed, backend="piper")
    cluster.reports = [SupervisorReport("h", 7, (crashed, other))]
    await fleet.refresh()
    assert fleet.supervised.reports == cluster.reports
    [problem] = fleet.supervised.problems("tone")
    assert problem.startswith("tone-1 on h ended with code 3 and is started again in 4 s")
    assert fleet.absence("tone").message == f"No worker serves the backend 'tone' now. {problem}"


async def test_a_worker_that_serves_has_no_problem(cluster: Cluster, fleet: Fleet) -> None:
    cluster.reports = [SupervisorReport(PRESENCE.host, 7, (CHILD,))]
    await fleet.refresh()
    assert fleet.supervised.problems("tone") == ["tone-1 on h is loading."]
    cluster.present = [PRESENCE]
    await fleet.refresh()
    assert fleet.supervised.problems("tone") == []


async def test_a_worker_that_has_served_and_is_silent_does_not_answer(
    cluster: Cluster, fleet: Fleet
) -> None:
    cluster.present = [PRESENCE]
    cluster.reports = [SupervisorReport(PRESENCE.host, 7, (CHILD,))]
    await fleet.refresh()
    assert not fleet.supervised.is_silent(PRESENCE.host, PRESENCE.pid)
    cluster.present = []
    await fleet.refresh()
    assert fleet.supervised.is_silent(PRESENCE.host, PRESENCE.pid)
    assert fleet.supervised.problems("tone") == ["tone-1 on h does not answer."]
    again = msgspec.structs.replace(CHILD, pid=CHILD.pid + 1)
    cluster.reports = [SupervisorReport(PRESENCE.host, 7, (again,))]
    await fleet.refresh()
    assert fleet.supervised.problems("tone") == ["tone-1 on h is loading."]


async def test_all_utterances_share_a_look_at_the_queue(cluster: Cluster, fleet: Fleet) -> None:
    cluster.tasks = {"u:0:1"}
    assert "u:0:1" in await fleet.queued_tasks("tone")
    cluster.tasks = set()
    assert "u:0:1" in await fleet.queued_tasks("tone")
    assert cluster.looks == 1
    await fleet.queued_tasks("piper")
    assert cluster.looks == 2


async def test_requests_that_come_at_once_share_one_look(cluster: Cluster, fleet: Fleet) -> None:
    await fleet.refresh()
    one_look = cluster.looks
    began = time.monotonic()
    await asyncio.gather(*(fleet.look() for _ in range(100)))
    assert cluster.looks == 2 * one_look
    await fleet.look()
    assert time.monotonic() - began >= LOOKS_APART_S  # so that nobody has Redis asked without end


async def test_a_request_that_leaves_takes_the_look_from_nobody(
    cluster: Cluster, fleet: Fleet
) -> None:
    cluster.present = [PRESENCE]
    leaves = asyncio.create_task(fleet.look())
    stays = asyncio.create_task(fleet.look())
    await asyncio.sleep(0)
    leaves.cancel()
    await stays
    assert fleet.workers() == [PRESENCE]


async def test_that_redis_is_away_is_told_to_all_who_share_a_look(
    cluster: Cluster, fleet: Fleet
) -> None:
    cluster.away = RedisUnavailable("Redis does not answer: away")
    looks = (fleet.look() for _ in range(10))
    said = await asyncio.gather(*looks, return_exceptions=True)
    assert said == [cluster.away] * 10
    assert cluster.looks == 1


async def test_a_full_redis_is_what_is_said_and_not_that_workers_are_missing(
    cluster: Cluster, backends: Registry
) -> None:
    fleet = Fleet(cluster, backends, full_share=0.5)
    cluster.used = RedisMemory(49_000_000, 100_000_000)
    await fleet.refresh()
    fleet.check_room()
    cluster.used = RedisMemory(50_000_000, 100_000_000)
    await fleet.refresh()
    with pytest.raises(Overloaded, match=r"^Redis is full \(50 MB of 100 MB\): "):
        await fleet.present("tone")
    cluster.used = RedisMemory(50_000_000, 0)  # it may take all there is
    await fleet.refresh()
    with pytest.raises(NoWorker):
        await fleet.present("tone")


async def test_a_crash_is_known_of_a_worker_that_came_and_went_unseen(
    cluster: Cluster, fleet: Fleet
) -> None:
    for crashed in ((), ("tone-b", "tone-c"), ("tone-d",)):
        child = msgspec.structs.replace(CHILD, pid=9, crashed_workers=crashed)
        cluster.reports = [SupervisorReport("host", 7, (CHILD, child))]
        await fleet.refresh()
        assert fleet.has_crashed("tone-c") is ("tone-c" in crashed)
        assert not fleet.has_crashed("")


async def test_an_end_is_known_once_its_supervisor_reports_it(
    cluster: Cluster, fleet: Fleet
) -> None:
    heard_at = time.monotonic()
    for ended in ((), ("tone-b", "tone-c"), ("tone-d",)):
        child = msgspec.structs.replace(CHILD, pid=9, ended_workers=ended)
        cluster.reports = [SupervisorReport("host", 7, (CHILD, child))]
        await fleet.refresh()
        assert fleet.is_known("tone-c", heard_at) is ("tone-c" in ended)
        assert not fleet.is_known("", heard_at)
