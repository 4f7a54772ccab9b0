"""What a supervisor knows reaches the frontends, through a real Redis."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from frontend.cluster.bus import FrontendBus
from frontend.cluster.supervisor_reports import (
    TTL_S,
    SupervisorReport,
    publish_reports,
    read_supervisor_reports,
)
from tasks.bus import SUPERVISORS_KEY, supervisor_key
from tasks.supervision.process import Child
from tasks.supervision.supervisor import Supervisor

WORKER = Child("tone-1", ("/bin/sh", "-c", "echo out of luck; exit 3"), backend="tone")
OTHER = Child("frontend", ("/bin/sleep", "60"))


@pytest.fixture
async def bus(redis_url: str) -> AsyncIterator[FrontendBus]:
    bus = FrontendBus(redis_url, "test")
    yield bus
    await bus.close()


async def until_told(bus: FrontendBus) -> SupervisorReport:
    """Wait until a supervisor has told of an end."""
    async with asyncio.timeout(10):
        while True:
            for said in await read_supervisor_reports(bus):
                if any(child.ends for child in said.children):
                    return said
            await asyncio.sleep(0.05)


async def test_frontends_get_reports_on_the_workers(bus: FrontendBus, redis_url: str) -> None:
    supervisor = Supervisor(lambda name, line: None)
    supervisor.start(WORKER, OTHER)
    async with publish_reports(supervisor, redis_url):
        said = await until_told(bus)
    await supervisor.stop()
    [child] = said.children  # the frontend is none
    assert (child.name, child.backend) == ("tone-1", "tone")
    assert (child.end, child.crash_reason) == ("ended with code 3", "out of luck")
    [name] = await bus.redis.smembers(SUPERVISORS_KEY)
    assert 0 < await bus.redis.ttl(supervisor_key(name.decode())) <= TTL_S


async def test_a_redis_that_is_not_there_yet_is_told_later(
    bus: FrontendBus, redis_url: str
) -> None:
    supervisor = Supervisor(lambda name, line: None)
    supervisor.start(WORKER)
    await bus.redis.execute_command("CLIENT", "PAUSE", "1500", "ALL")  # longer than one try lasts
    async with publish_reports(supervisor, redis_url):
        assert (await until_told(bus)).children
    await supervisor.stop()


async def test_a_supervisor_that_is_gone_is_forgotten(bus: FrontendBus) -> None:
    await bus.redis.sadd(SUPERVISORS_KEY, "gone")
    assert await read_supervisor_reports(bus) == []
    assert await bus.redis.smembers(SUPERVISORS_KEY) == set()


async def test_what_another_version_says_is_left_out(
    bus: FrontendBus, caplog: pytest.LogCaptureFixture
) -> None:
    await bus.redis.sadd(SUPERVISORS_KEY, "newer")
    await bus.redis.set(supervisor_key("newer"), b'{"host": 7}')
    with caplog.at_level(logging.WARNING):
        assert await read_supervisor_reports(bus) == []
    assert "What a supervisor says cannot be read" in caplog.text
