"""Publishes what a supervisor knows of its workers to all frontends, through Redis.

Its report goes out every second, and at once when a worker has ended: its segments then need not
wait for a heartbeat to be missed, nor for what became of it to be known.
"""

import asyncio
import itertools
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
from tasks.directory import Directory
from tasks.keys import ENDED_CHANNEL, SUPERVISORS, WORKERS
from tasks.messages import Presence
from tasks.process.cancellation import cancel_and_wait, wait_for_event
from tasks.supervision.reports import SupervisorReport
from tasks.supervision.supervisor import Supervisor

log = logging.getLogger(__name__)

PUBLISH_S = 1.0


@asynccontextmanager
async def publish_reports(supervisor: Supervisor, redis_url: str) -> AsyncIterator[None]:
    """Publish the reports on the supervisor's workers to all frontends while the block runs."""
    client = async_redis_client(
        redis_url, socket_timeout=PUBLISH_S, socket_connect_timeout=PUBLISH_S
    )
    async with client:
        connection = RedisConnection(client)
        publishing = [
            asyncio.create_task(_publish(supervisor, connection)),
            asyncio.create_task(_tell_of_ends(supervisor, connection)),
        ]
        try:
            yield
        finally:
            for task in publishing:
                await cancel_and_wait(task)


async def _publish(supervisor: Supervisor, connection: RedisConnection) -> None:
    name = uuid.uuid4().hex[:12]
    directory = SharedDirectory(connection, SUPERVISORS, SupervisorReport)
    for number in itertools.count(1):
        supervisor.has_news.clear()
        children = tuple(report for report in supervisor.reports() if report.backend)
        report = SupervisorReport(socket.gethostname(), os.getpid(), children, number)
        try:
            await directory.publish(name, report)
        except RedisUnavailable as error:
            log.debug("The report is published again soon. %s", error.message)
        await wait_for_event(supervisor.has_news, PUBLISH_S)


async def _tell_of_ends(supervisor: Supervisor, connection: RedisConnection) -> None:
    """Tell frontends of each worker that has ended, and take its presence back."""
    workers = Directory(WORKERS, Presence)
    while True:
        worker = await supervisor.ended.get()
        try:
            await connection.send_all(
                [("PUBLISH", ENDED_CHANNEL, worker), *workers.withdraw(worker)]
            )
        except RedisUnavailable as error:
            log.debug("Frontends will miss a worker's heartbeat instead. %s", error.message)
