"""RabbitMQ as the broker: a node of its own, a real server, and its ends."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from kombu.connection import Connection

from tests.broker.certificates import OPENSSL, make_certificates
from tests.broker.inspection import inspected
from tests.broker.servers import PASSWORD, QUOTED, RABBITMQ, RabbitMQ
from tests.support.clients import ServerEvent, pcm_of, read_events, sse_events
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = [
    pytest.mark.brokers,
    pytest.mark.skipif(
        not (RABBITMQ.exists() and shutil.which("epmd")), reason="rabbitmq-server is not installed"
    ),
]

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
SLOW = {"text": TEXT, "backend": "faulty", "options": {"part_s": 0.03, "speed": 4.0}}
TIMEOUT_S = 120


class Place(NamedTuple):
    server: Server
    broker_url: str
    tls_url: str  # with the authority's file still to be named
    kill_and_start_again: Callable[[], None]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """One worker; a module's, because a node takes 7 to 40 s to start."""
    with tempfile.TemporaryDirectory(prefix="vs-test-", dir="/tmp") as folder:
        if OPENSSL:
            make_certificates(Path(folder))
        node = RabbitMQ(Path(folder))
        tls_url = f"{node.tls_url}?ssl_ca_certs={folder}/"
        with node.running() as again, pytest.MonkeyPatch.context() as environ:
            environ.setenv("BROKER_URL", node.url)
            with running_server("faulty", registry=BACKENDS_FILE, redis_wait_s=TIMEOUT_S) as server:
                yield Place(server, node.url, tls_url, again)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


async def test_a_stream_is_exact_and_no_password_is_shown(
    place: Place, client: httpx.AsyncClient
) -> None:
    heard = await sse_events(client, place.server.url, text=TEXT, backend="faulty")
    assert pcm_of(heard) == expected_pcm(TEXT)
    told = inspected(place.server.redis_url, place.broker_url)
    assert PASSWORD not in told and QUOTED not in told
    assert not place.server.redis().keys("tts.*")  # Redis has no queue


CODE = """
import asyncio, sys
import msgspec
from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import CeleryDispatcher
from tasks.connection.redis_clients import async_redis_client
from tasks.keys import frontend_channel
from tasks.messages import Started, decode_message
from tasks.connection.broker import redis_url
from tests.support.segment_tasks import TASK

QUEUE = "tts.faulty"
OPTIONS = {"speed": 1.0, "part_s": 0.5, "words": False, "fault": "none", "fault_at": 9}

async def main():
    dispatcher, bus = CeleryDispatcher(), FrontendBus(redis_url(), TASK.frontend)
    pubsub = async_redis_client(redis_url()).pubsub(ignore_subscribe_messages=True)
    await pubsub.subscribe(frontend_channel(TASK.frontend))
    started = started_segments(pubsub)
    async def send(segment, priority):
        options = {**OPTIONS, "part_s": 0.5 if segment == 0 else 0.0}
        task = msgspec.structs.replace(TASK, segment_index=segment, options=options)
        await bus.record_attempt(task, QUEUE, priority)
        await dispatcher.send(task, QUEUE, priority)
    await send(0, 0)
    order = [await anext(started)]
    for segment, priority in ((1, 9), (2, 6), (3, 6), (4, 1), (5, 0)):
        await send(segment, priority)
    [[*others, last]] = await bus.queues.depths([QUEUE])
    order += [await anext(started) for _ in range(5)]
    await pubsub.aclose()
    await bus.close()
    dispatcher.close()
    assert order == [0, 5, 4, 2, 3, 1], order
    assert (sum(others), last) == (0, 5), (others, last)

async def started_segments(pubsub):
    async for message in pubsub.listen():
        frame = decode_message(message["data"])
        if isinstance(frame, Started):
            yield frame.segment_index

asyncio.run(main())
"""


def test_the_urgent_are_served_first(place: Place) -> None:
    """In a process of its own, because Celery reads its configuration once."""
    environ = {**os.environ, "REDIS_URL": place.server.redis_url, "BROKER_URL": place.broker_url}
    subprocess.run([sys.executable, "-c", CODE], env=environ, check=True, timeout=TIMEOUT_S)


LOOK = """
import asyncio
from frontend.cluster.queues import AmqpQueues
print(asyncio.run(AmqpQueues().depths(["tts.faulty"])))
"""


@pytest.mark.skipif(not OPENSSL, reason="there is no openssl here to make certificates with")
def test_a_certificate_is_verified(place: Place) -> None:
    def look(authority: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "BROKER_URL": place.tls_url + authority}
        command = [sys.executable, "-c", LOOK]
        return subprocess.run(
            command, env=environ, capture_output=True, text=True, timeout=TIMEOUT_S
        )

    assert look("ca.crt").stdout == "[[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]\n"
    assert "certificate verify failed" in look("other.crt").stderr


async def stream_through(
    place: Place, client: httpx.AsyncClient, disaster: Callable[[], object]
) -> list[ServerEvent]:
    """Return all events of a stream in whose first segment something happens."""
    async with client.stream("POST", f"{place.server.url}/sse", json=SLOW) as answer:
        events = read_events(answer)
        heard = [await anext(events) for _ in range(8)]
        assert pcm_of(heard)
        await asyncio.to_thread(disaster)
        return heard + [event async for event in events]


def purge(broker_url: str) -> None:
    """Empty the backend's queue once something waits there, as a careless operator does."""
    with Connection(broker_url) as connection:
        wait_until(lambda: connection.default_channel.queue_purge("tts.faulty"), TIMEOUT_S)


async def test_tasks_that_are_gone_from_the_queue_are_sent_again(
    place: Place, client: httpx.AsyncClient
) -> None:
    async with asyncio.TaskGroup() as group:
        streams = [
            group.create_task(sse_events(client, place.server.url, **SLOW)) for _ in range(2)
        ]
        await asyncio.to_thread(purge, place.broker_url)
    for stream in streams:
        assert pcm_of(stream.result()) == expected_pcm(TEXT, speed=4.0)


async def test_a_worker_killed_in_mid_segment_costs_no_sample(
    place: Place, client: httpx.AsyncClient
) -> None:
    status = (await client.get(f"{place.server.url}/v1/status")).json()
    [pid] = [worker["pid"] for worker in status["workers"]]
    heard = await stream_through(place, client, lambda: os.kill(pid, signal.SIGKILL))
    assert heard[-1].event == "done", heard[-1]
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)


async def test_a_node_killed_in_mid_stream_costs_no_sample(
    place: Place, client: httpx.AsyncClient
) -> None:
    heard = await stream_through(place, client, place.kill_and_start_again)
    assert heard[-1].event == "done", heard[-1]
    assert pcm_of(heard) == expected_pcm(TEXT, speed=4.0)
