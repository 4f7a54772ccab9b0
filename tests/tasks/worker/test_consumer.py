"""A worker comes back soon to a broker that was away, and outlasts one that is full."""

import logging
import re
import threading
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
import redis
from kombu.connection import Connection

from tasks.app import app
from tasks.keys import WORKERS
from tasks.worker.consumer import QuickConsumer
from tests.support.processes import wait_until
from tests.support.server import Server, running_redis, running_server
from tests.support.tones import expected_pcm

HELLO = "Hello."
TRIES = "(8/None)"
NO_TASKS = [
    b"garbage",
    b"\xff",
    b"",
    b"5",
    b"null",
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"properties": 5}',
    b'{"properties": {"delivery_info": {}, "delivery_tag": "a"}, "headers": 5, "body": 5}',
    b'{"__type__": "datetime", "__value__": 5}',
    b'{"__type__": "datetime"}',
]
WAIT = re.compile(r"Trying again in ([\d.]+) second")


class Consumer(QuickConsumer):
    """What connecting needs of Celery's consumer, which else is made by a whole worker."""

    def __init__(self) -> None:
        self.app = app
        self.first_connection_attempt = True
        self.broker_connection_retry_attempt = 0


def test_waits_between_tries_to_connect_are_short(
    short_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Celery's own would be 2, 4, 6, 8 and 10 s; it calls one of less than a second "now"."""
    connection = Connection(f"redis+socket://{short_folder / 'redis.sock'}")  # type: ignore[no-untyped-call]

    with ExitStack() as stack, caplog.at_level(logging.ERROR):
        connecting = threading.Thread(
            target=Consumer().ensure_connected, args=[connection], daemon=True
        )
        connecting.start()
        wait_until(lambda: TRIES in caplog.text)
        stack.enter_context(running_redis(short_folder))
        connecting.join(60)
        assert connection.connected
        connection.release()  # type: ignore[no-untyped-call]
    assert "Trying again now" in caplog.text
    assert not WAIT.findall(caplog.text)


def test_a_full_redis_ends_no_worker(short_folder: Path) -> None:
    """It refuses what a worker that connects again has to write there."""
    log = short_folder / "log"
    with (
        log.open("wb") as stderr,
        running_server("tone", stderr=stderr) as server,
        server.redis() as keys,
    ):
        before = workers(keys)
        keys.config_set("maxmemory", 1)
        keys.client_kill_filter(_type="normal", skipme=True)
        wait_until(lambda: log.read_text().count("the worker waits until it takes commands") >= 2)
        keys.config_set("maxmemory", 0)
        wait_until(lambda: workers(keys) == before)
        wait_until(lambda: spoken(server) == expected_pcm(HELLO))  # the frontend has to see it too
        assert workers(keys) == before
    written = log.read_text()
    assert "Connection to broker lost" in written
    assert "Unrecoverable" not in written and "DeprecationWarning" not in written


def test_what_is_no_task_ends_no_worker(short_folder: Path) -> None:
    """Whatever else writes to Redis, or another version: it is dropped, and the next one spoken."""
    log = short_folder / "log"
    with (
        log.open("wb") as stderr,
        running_server("tone", stderr=stderr) as server,
        server.redis() as keys,
    ):
        before = workers(keys)
        for entry in NO_TASKS:
            keys.lpush("tts.tone", entry)
        wait_until(lambda: not keys.exists("tts.tone"))
        assert spoken(server) == expected_pcm(HELLO)
        assert workers(keys) == before
    assert "no task of this version" in log.read_text()


def spoken(server: Server) -> bytes:
    body = {"text": HELLO, "format": "pcm"}
    return httpx.post(f"{server.url}/tts", json=body, timeout=60).content


def workers(keys: redis.Redis) -> set[bytes]:
    """Return the names of the workers, in which their process ids are."""
    return set(keys.smembers(WORKERS.index))  # type: ignore[arg-type]
