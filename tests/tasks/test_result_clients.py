"""A worker whose tasks name one of several Redis servers."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend_queues.errors import RedisUnavailable
from tasks import result_clients
from tasks.bus import Verdict, WorkerBus
from tasks.connection.result_servers import ResultAddress
from tasks.keys import frontend_channel, log_key, utterance_key
from tasks.messages import Failed, Heartbeat, SegmentTask, Started, decode_message
from tests.support.examples import CHUNK, FINISHED, PRESENCE
from tests.support.result_servers import RedisServer, running_redis_servers
from tests.support.segment_tasks import QUEUE, TASK

THERE = replace(TASK, server="there")


@pytest.fixture
def servers(short_folder: Path) -> Iterator[list[RedisServer]]:
    """The server of REDIS_URL, and one that a task may name."""
    with running_redis_servers(short_folder, 2) as servers:
        yield servers


@pytest.fixture
def bus(servers: list[RedisServer]) -> WorkerBus:
    return WorkerBus(servers[0].url, [ResultAddress("there", servers[1].url)])


def record(server: RedisServer, task: SegmentTask) -> None:
    with server.client() as client:
        client.hset(utterance_key(task.utterance), f"attempt:{task.segment_index}", "1")


def test_all_of_an_attempt_is_on_the_server_that_its_task_names(
    bus: WorkerBus, servers: list[RedisServer]
) -> None:
    record(servers[1], THERE)
    with servers[1].client() as there, servers[0].client() as first:
        channel = there.pubsub(ignore_subscribe_messages=True)
        channel.subscribe(frontend_channel("f"))
        channel.get_message(timeout=10)  # the subscription itself
        # It is not on that of REDIS_URL.
        assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.GONE
        assert bus.claim(THERE, QUEUE, "one").verdict is Verdict.CLAIMED
        assert bus.renew(THERE, "one")
        bus.publish("f", CHUNK, FINISHED, server="there")
        messages = [decode_message(channel.get_message(timeout=10)["data"]) for _ in range(4)]
        assert [type(it) for it in messages[:2]] == [Started, Heartbeat]
        assert messages[2:] == [CHUNK, FINISHED]
        assert there.xlen(log_key("u")) == 3
        assert first.keys("*") == []
        channel.close()


def test_a_server_is_connected_to_when_a_task_names_it(
    bus: WorkerBus, servers: list[RedisServer]
) -> None:
    bus.announce(PRESENCE)
    with servers[1].client() as there:
        assert there.info("clients")["connected_clients"] == 1  # the one that asks
        record(servers[1], THERE)
        assert bus.claim(THERE, QUEUE, "one").verdict is Verdict.CLAIMED
        assert there.info("clients")["connected_clients"] == 2


def test_a_server_that_is_away_keeps_no_worker_from_announcing_itself(
    bus: WorkerBus, servers: list[RedisServer]
) -> None:
    servers[1].kill()
    for _ in range(2):  # it is not asked again at once
        with pytest.raises(RedisUnavailable):
            bus.claim(THERE, QUEUE, "one")
    with pytest.raises(RedisUnavailable, match="a moment ago"):
        bus.publish("f", CHUNK, server="there")
    bus.announce(PRESENCE)
    record(servers[0], TASK)
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED


@pytest.fixture
def only(servers: list[RedisServer]) -> WorkerBus:
    """A worker all of whose tasks are on the server of REDIS_URL."""
    return WorkerBus(servers[0].url)


def test_a_message_waits_for_the_only_server_while_that_is_started_again(
    only: WorkerBus, servers: list[RedisServer]
) -> None:
    record(servers[0], TASK)
    assert only.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED
    servers[0].kill()
    again = threading.Timer(1.6, servers[0].start)  # when redis-py has given up once
    again.start()
    only.publish("f", CHUNK)
    again.join()


def test_a_message_is_not_waited_with_for_ever_nor_each_as_long(
    servers: list[RedisServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_clients, "PATIENCE_S", 2.0)
    only = WorkerBus(servers[0].url)
    servers[0].kill()
    began = time.monotonic()
    with pytest.raises(RedisUnavailable):
        only.publish("f", CHUNK)
    after_one = time.monotonic()
    assert after_one - began >= 2.0
    with pytest.raises(RedisUnavailable):
        only.publish("f", FINISHED)
    assert time.monotonic() - after_one < 2.0
    servers[0].start()
    only.publish("f", CHUNK)


def test_a_task_on_a_server_that_the_worker_does_not_know_goes_to_another_worker(
    bus: WorkerBus, servers: list[RedisServer]
) -> None:
    elsewhere = replace(TASK, server="redis://secret.example:6379/0")
    with servers[0].client() as first:
        channel = first.pubsub(ignore_subscribe_messages=True)
        channel.subscribe(frontend_channel("f"))
        channel.get_message(timeout=10)
        assert bus.claim(elsewhere, QUEUE, "one").verdict is Verdict.ELSEWHERE
        failed = decode_message(channel.get_message(timeout=10)["data"])
        assert isinstance(failed, Failed) and failed.retryable and failed.sequence == 0
        assert "secret" not in failed.message  # a client is told it
        channel.close()
