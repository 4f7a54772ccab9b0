"""A frontend's bus over three real servers, beside the one of REDIS_URL."""

import asyncio

import pytest
import redis
from msgspec.structs import replace

from backend_queues.errors import RedisUnavailable, TextCrashesWorkers
from frontend.cluster.result_servers.servers import ResultServers, servers_of
from frontend.cluster.result_servers.spread_bus import SpreadBus
from tasks.bus import Verdict, WorkerBus
from tasks.connection.result_servers import ResultAddress
from tasks.farewell import Farewell
from tasks.keys import CANCEL_CHANNEL, utterance_key
from tasks.messages import SegmentTask
from tasks.process.cancellation import cancel_and_wait
from tests.support.examples import CHUNK, FINISHED
from tests.support.processes import wait_until
from tests.support.result_servers import RedisServer
from tests.support.segment_tasks import QUEUE, TASK


@pytest.fixture
def worker(redis_url: str, addresses: list[ResultAddress]) -> WorkerBus:
    return WorkerBus(redis_url, addresses)


async def recorded(bus: SpreadBus, utterance: str = "u") -> SegmentTask:
    task = bus.place(replace(TASK, utterance=utterance))
    assert await bus.record_attempt(task, QUEUE, 0) == 0
    return task


def speak(worker: WorkerBus, task: SegmentTask) -> None:
    assert worker.claim(task, QUEUE, "one").verdict is Verdict.CLAIMED
    messages = [replace(it, utterance=task.utterance) for it in (CHUNK, FINISHED)]
    worker.publish("f", *messages, server=task.server)


def has(server: RedisServer, key: str) -> bool:
    with server.client() as client:
        return bool(client.exists(key))


async def test_attempts_are_recorded_where_their_tasks_say(
    bus: SpreadBus, there: list[RedisServer], redis_url: str
) -> None:
    tasks = [await recorded(bus, f"u{number}") for number in range(30)]
    found = {name: server.utterances() for name, server in zip("abc", there, strict=True)}
    assert {task.utterance: task.server for task in tasks} == {
        utterance: name for name, utterances in found.items() for utterance in utterances
    }
    assert all(found.values())
    with redis.Redis.from_url(redis_url, protocol=2) as first:
        assert first.keys("*") == []


async def test_workers_learn_there_when_it_is_needed(bus: SpreadBus, worker: WorkerBus) -> None:
    task = bus.place(TASK)
    await bus.record_attempt(task, QUEUE, 0, 20.0)
    assert 10 < worker.claim(task, QUEUE, "one").needed_in_s <= 20


async def test_tasks_before_it_and_crashes_are_those_of_redis_url(
    bus: SpreadBus, redis_url: str
) -> None:
    with redis.Redis.from_url(redis_url, protocol=2) as first:
        first.rpush(QUEUE, "one", "two")
    task = bus.place(TASK)
    assert await bus.record_attempt(task, QUEUE, 3) == 2
    for worker in ("one", "two"):
        await bus.count_crash(task, QUEUE, worker)
    with pytest.raises(TextCrashesWorkers):
        await bus.record_attempt(task, QUEUE, 3)


async def test_the_log_is_read_where_the_utterance_is(bus: SpreadBus, worker: WorkerBus) -> None:
    task = await recorded(bus)
    speak(worker, task)
    logged = await bus.logged_messages("u")
    assert logged[1:] == [CHUNK, FINISHED]


async def test_another_frontend_finds_the_log_and_ends_the_utterance(
    bus: SpreadBus,
    worker: WorkerBus,
    redis_url: str,
    addresses: list[ResultAddress],
    there: list[RedisServer],
) -> None:
    task = await recorded(bus)
    speak(worker, task)
    await bus.remember("n", b"record", 60, generation="u", owner="")
    second = ResultServers(servers_of(addresses))
    other = SpreadBus(redis_url, "g", second)
    logged = await other.logged_messages("u")
    assert logged[1:] == [CHUNK, FINISHED]
    assert await other.take_over("n", "") == (b"record", "u.1")
    assert await other.logged_messages("u") == []
    assert worker.claim(replace(task, segment_index=1), QUEUE, "one").verdict is Verdict.GONE
    assert not worker.renew(task, "one")  # it is marked as cancelled
    again = await recorded(bus, "u.1")
    assert await other.take_over("n", "") == (b"record", "u.2")
    assert worker.claim(again, QUEUE, "one").verdict is Verdict.GONE
    await other.close()
    await second.close()


async def test_the_end_is_told_where_it_was_and_a_cancellation_to_all(
    bus: SpreadBus, servers: ResultServers, there: list[RedisServer], redis_url: str
) -> None:
    task = await recorded(bus)
    place = there["abc".index(task.server)]
    with redis.Redis.from_url(redis_url, protocol=2) as first:
        channel = first.pubsub(ignore_subscribe_messages=True)
        channel.subscribe(CANCEL_CHANNEL)
        channel.get_message(timeout=10)
        await bus.end([Farewell("u", cancelled=True)])
        assert channel.get_message(timeout=10)["data"] == b"u"
        channel.close()
    assert has(place, "vs:cancelled:u") and not has(place, utterance_key("u"))
    assert servers.used("u") == ()  # nothing is kept of what is over


async def test_one_that_is_away_keeps_nobody_from_ending(
    bus: SpreadBus, servers: ResultServers, there: list[RedisServer]
) -> None:
    tasks = [await recorded(bus, f"u{number}") for number in range(30)]
    there[0].kill()
    await bus.end([Farewell(task.utterance) for task in tasks])
    assert there[1].utterances() == there[2].utterances() == set()


async def test_an_attempt_on_a_server_that_dies_is_made_again_on_another(
    bus: SpreadBus, servers: ResultServers, worker: WorkerBus, there: list[RedisServer]
) -> None:
    watching = asyncio.create_task(servers.watch())
    task = await recorded(bus)
    speak(worker, task)
    there["abc".index(task.server)].kill()
    with pytest.raises(RedisUnavailable):
        await bus.keep_alive("u")
    await asyncio.to_thread(wait_until, lambda: task.server in bus.lost_servers)
    with pytest.raises(RedisUnavailable):
        await bus.record_attempt(task, QUEUE, 0)  # one attempt is never on two servers
    moved = bus.place(replace(task, attempt=2))
    assert moved.server != task.server
    assert await bus.record_attempt(moved, QUEUE, 0) == 0
    speak(worker, moved)
    logged = await bus.logged_messages("u")
    assert [message.attempt for message in logged][:1] == [2]
    await bus.keep_alive("u")
    await cancel_and_wait(watching)


async def test_without_any_server_it_is_the_usual_error(
    bus: SpreadBus, there: list[RedisServer]
) -> None:
    task = bus.place(TASK)
    for server in there:
        server.kill()
    for call in (bus.record_attempt(task, QUEUE, 0), bus.logged_messages("unknown")):
        with pytest.raises(RedisUnavailable):
            await call
