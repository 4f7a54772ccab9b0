"""What supervisors know of their workers, told to all frontends through Redis every second."""

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from redis import RedisError

from frontend.cluster.bus import FrontendBus
from tasks.bus import SUPERVISORS_KEY, supervisor_key
from tasks.connection.redis_clients import async_redis_client
from tasks.process.cancellation import cancel_and_wait
from tasks.supervision.reports import ChildReport
from tasks.supervision.supervisor import Supervisor

log = logging.getLogger(__name__)

TELL_S = 1.0
TTL_S = 5


class SupervisorReport(msgspec.Struct, frozen=True):
    """The workers that one supervisor keeps running."""

    host: str
    pid: int  # the supervisor's own
    children: tuple[ChildReport, ...]


@asynccontextmanager
async def publish_reports(supervisor: Supervisor, redis_url: str) -> AsyncIterator[None]:
    """Publish the reports on the supervisor's workers to all frontends while the block runs."""
    telling = asyncio.create_task(_tell(supervisor, redis_url))
    try:
        yield
    finally:
        await cancel_and_wait(telling)


async def read_supervisor_reports(bus: FrontendBus) -> list[SupervisorReport]:
    """Return what all live supervisors say.

    Raises:
        RedisError: Redis does not answer.
    """
    names = sorted(await bus.redis.smembers(SUPERVISORS_KEY))
    if not names:
        return []
    texts = await bus.redis.mget([supervisor_key(name.decode()) for name in names])
    gone = [name for name, text in zip(names, texts, strict=True) if text is None]
    if gone:
        await bus.redis.srem(SUPERVISORS_KEY, *gone)
    return [said for said in map(_read, texts) if said]


def _read(text: bytes | None) -> SupervisorReport | None:
    """Read what a supervisor says; None if it is gone, or of another version."""
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=SupervisorReport)
    except msgspec.DecodeError as error:
        log.warning("What a supervisor says cannot be read: %s", error)
        return None


async def _tell(supervisor: Supervisor, redis_url: str) -> None:
    name = uuid.uuid4().hex[:12]
    client: Any = async_redis_client(  # Any: as in frontend/cluster/bus.py
        redis_url, socket_timeout=TELL_S, socket_connect_timeout=TELL_S
    )
    async with client:
        while True:
            children = tuple(report for report in supervisor.reports() if report.backend)
            said = msgspec.json.encode(
                SupervisorReport(socket.gethostname(), os.getpid(), children)
            )
            pipeline = client.pipeline(transaction=False)
            pipeline.set(supervisor_key(name), said, ex=TTL_S)
            pipeline.sadd(SUPERVISORS_KEY, name)
            pipeline.expire(SUPERVISORS_KEY, TTL_S)
            try:
                await pipeline.execute()
            except (RedisError, OSError) as error:
                log.debug("Redis does not answer (%s); it is told again soon.", error)
            await asyncio.sleep(TELL_S)
