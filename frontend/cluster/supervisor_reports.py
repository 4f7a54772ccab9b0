"""Publishes what a supervisor knows of its workers to all frontends, through Redis every second."""

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend_queues.errors import RedisUnavailable
from frontend.cluster.connection import RedisConnection
from frontend.cluster.directory import SharedDirectory
from tasks.connection.redis_clients import async_redis_client
from tasks.keys import SUPERVISORS
from tasks.process.cancellation import cancel_and_wait
from tasks.supervision.reports import SupervisorReport
from tasks.supervision.supervisor import Supervisor

log = logging.getLogger(__name__)

PUBLISH_S = 1.0


@asynccontextmanager
async def publish_reports(supervisor: Supervisor, redis_url: str) -> AsyncIterator[None]:
    """Publish the reports on the supervisor's workers to all frontends while the block runs."""
    publishing = asyncio.create_task(_publish(supervisor, redis_url))
    try:
        yield
    finally:
        await cancel_and_wait(publishing)


async def _publish(supervisor: Supervisor, redis_url: str) -> None:
    name = uuid.uuid4().hex[:12]
    client = async_redis_client(
        redis_url, socket_timeout=PUBLISH_S, socket_connect_timeout=PUBLISH_S
    )
    async with client:
        directory = SharedDirectory(RedisConnection(client), SUPERVISORS, SupervisorReport)
        while True:
            children = tuple(report for report in supervisor.reports() if report.backend)
            report = SupervisorReport(socket.gethostname(), os.getpid(), children)
            try:
                await directory.publish(name, report)
            except RedisUnavailable as error:
                log.debug("The report is published again soon. %s", error.message)
            await asyncio.sleep(PUBLISH_S)
