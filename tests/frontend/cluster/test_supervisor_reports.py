"""What a supervisor knows reaches the frontends, through a real Redis."""

import asyncio
import os
import signal
from typing import Any

import pytest
import redis

from frontend.cluster import supervisor_reports
from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from frontend.cluster.supervisor_reports import publish_reports
from tasks.keys import ENDED_CHANNEL, SUPERVISORS, WORKERS
from tasks.process.worker_name import NAME_VARIABLE
from tasks.supervision.process import Child
from tasks.supervision.reports import SupervisorReport
from tasks.supervision.supervisor import Supervisor
from tests.support.processes import wait_until

WORKER = Child("tone-1", ("/bin/sh", "-c", "echo out of luck; exit 3"), backend="tone")
OTHER = Child("frontend", ("/bin/sleep", "60"))


@pytest.fixture
def reader(bus: FrontendBus) -> ClusterReader:
    return ClusterReader(bus.connection, bus.queues)


async def until_reported(reader: ClusterReader) -> SupervisorReport:
    """Wait until a supervisor has reported an end."""
    async with asyncio.timeout(10):
        while True:
            for report in await reader.supervisor_reports():
                if any(child.ends for child in report.children):
                    return report
            await asyncio.sleep(0.05)


async def test_frontends_get_reports_on_the_workers(
    reader: ClusterReader, keys: redis.Redis, redis_url: str
) -> None:
    supervisor = Supervisor(lambda name, line: None)
    supervisor.start(WORKER, OTHER)
    async with publish_reports(supervisor, redis_url):
        report = await until_reported(reader)
    await supervisor.stop()
    [child] = report.children  # the frontend is no worker
    assert (child.name, child.backend) == ("tone-1", "tone")
    assert (child.end, child.crash_reason) == ("ended with code 3", "out of luck")
    [name] = keys.smembers(SUPERVISORS.index)
    assert isinstance(name, bytes)
    assert 0 < keys.ttl(SUPERVISORS.key(name.decode())) <= SUPERVISORS.ttl_s


async def test_a_redis_that_is_not_there_yet_gets_the_report_later(
    reader: ClusterReader, keys: redis.Redis, redis_url: str
) -> None:
    supervisor = Supervisor(lambda name, line: None)
    supervisor.start(WORKER)
    keys.client_pause(1500)  # longer than one try lasts
    async with publish_reports(supervisor, redis_url):
        assert (await until_reported(reader)).children
    await supervisor.stop()


async def test_how_a_worker_has_ended_is_reported_at_once(
    reader: ClusterReader, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor_reports, "PUBLISH_S", 60.0)
    supervisor = Supervisor(lambda name, line: None)
    supervisor.start(WORKER)
    async with publish_reports(supervisor, redis_url):
        report = await until_reported(reader)
    await supervisor.stop()
    assert len(report.children[0].ended_workers) == 1
    assert report.number > 1  # the first one was made before it


async def test_frontends_are_told_at_once_of_a_worker_that_has_ended(
    keys: redis.Redis, redis_url: str
) -> None:
    """By the name that the worker had, whose presence goes with it."""
    written: list[str] = []
    supervisor = Supervisor(lambda _, line: written.append(line))
    command = ("/bin/sh", "-c", f"echo ${NAME_VARIABLE}; exec sleep 60")
    channel: Any = keys.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    with channel as told:
        told.subscribe(ENDED_CHANNEL)
        told.get_message(timeout=10)  # the subscription itself
        supervisor.start(Child("tone-1", command, backend="tone"))
        async with publish_reports(supervisor, redis_url):
            await asyncio.to_thread(wait_until, lambda: written)
            worker = written[0]
            keys.sadd(WORKERS.index, worker, "tone-2")
            keys.set(WORKERS.key(worker), "{}")
            os.kill(supervisor.reports()[0].pid, signal.SIGKILL)
            messages = await asyncio.to_thread(_messages, told)
        await supervisor.stop()
    assert worker.startswith("tone-")
    assert messages == [worker]
    assert keys.smembers(WORKERS.index) == {b"tone-2"}
    assert not keys.exists(WORKERS.key(worker))


def _messages(told: Any) -> list[str]:
    """Wait for a message; return it and those that came with it."""
    messages: list[str] = []
    while message := told.get_message(timeout=0.2 if messages else 10):
        messages.append(message["data"].decode())
    return messages
