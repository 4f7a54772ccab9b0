"""What Celery calls the workers of a backend."""

import re
import socket
from pathlib import Path

import redis

from tests.support.commands import PATIENCE_S, running_command
from tests.support.processes import wait_until

MAILBOXES = "_kombu.binding.celery.pidbox"  # each worker has one, of its own name


def test_workers_of_two_supervisors_on_one_host_have_names_of_their_own(
    redis_url: str, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with (
        redis.Redis.from_url(redis_url, protocol=2) as client,
        running_command(first, redis_url, "worker", "tone"),
        running_command(second, redis_url, "worker", "tone"),
    ):
        wait_until(lambda: client.scard(MAILBOXES) == 2, PATIENCE_S)
        names = b"\n".join(client.smembers(MAILBOXES)).decode()
    host = re.escape(socket.gethostname())
    assert len(set(re.findall(rf"\btone-1\.\d+@{host}\b", names))) == 2
