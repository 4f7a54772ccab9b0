"""A worker comes back soon to a broker that was away."""

import logging
import re
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from kombu.connection import Connection

from tasks.app import app
from tasks.worker.consumer import LONGEST_WAIT_S, QuickConsumer
from tests.support.processes import wait_until
from tests.support.server import running_redis

TRIES = "(6/None)"
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
    assert max(map(float, WAIT.findall(caplog.text))) <= LONGEST_WAIT_S
