"""What a supervisor knows reaches the frontends, through a real Redis."""

import asyncio

import pytest
import redis

from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from frontend.cluster.supervisor_reports import publish_reports
from tasks.keys import SUPERVISORS
from tasks.supervision.process import Child
from tasks.supervision.reports import SupervisorReport
from tasks.supervision.supervisor import Supervisor

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
