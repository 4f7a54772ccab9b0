"""How many workers a backend gets, what they share, and what Celery calls them."""

import re
import socket
from pathlib import Path

import pytest
import redis

from backend_queues import threads
from backend_queues.provisioning import environments
from backend_queues.registry import BackendEntry, BackendSpec
from tasks.supervision import workers
from tasks.supervision.workers import BYTES_A_REPLICA, default_replicas, worker_children
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


def spec(replicas: int) -> BackendSpec:
    return BackendSpec("engine", BackendEntry("engine.adapter:Engine", replicas=replicas))


@pytest.mark.parametrize(
    ("replicas", "cores", "memory", "expected"),
    [
        (1, 8, 64, 1),
        (3, 2, 64, 3),  # asked for by the backend's entry
        (0, 2, 64, 2),
        (0, 1, 64, 1),
        (0, 64, 64, 4),
        (0, 8, 3, 3),
        (0, 8, 0, 1),
    ],
)
def test_a_backend_gets_as_many_workers_as_suit_the_machine(
    monkeypatch: pytest.MonkeyPatch, replicas: int, cores: int, memory: int, expected: int
) -> None:
    """`memory` is how many replicas it has room for."""
    monkeypatch.setattr(workers, "cores", lambda: cores)
    monkeypatch.setattr(workers, "memory_bytes", lambda: memory * BYTES_A_REPLICA)
    assert default_replicas(spec(replicas)) == expected


def threads_of_workers(monkeypatch: pytest.MonkeyPatch, count: int) -> set[tuple[str, str]]:
    """Return what each worker on eight cores is told: its threads, and those of a burst."""
    for module in (workers, threads):
        monkeypatch.setattr(module, "cores", lambda: 8)
    monkeypatch.setattr(environments, "python_of", lambda spec: Path("python"))
    told = [child.environment for child in worker_children(spec(1), count, "redis://localhost")]
    return {(it["VOICE_SERVER_THREADS"], it["VOICE_SERVER_BURST_THREADS"]) for it in told}


@pytest.mark.parametrize(
    ("count", "share", "burst"), [(1, "8", "8"), (2, "4", "8"), (3, "2", "4"), (9, "1", "2")]
)
def test_workers_share_the_cores(
    monkeypatch: pytest.MonkeyPatch, count: int, share: str, burst: str
) -> None:
    for name in ("THREADS", "BURST_THREADS"):
        monkeypatch.delenv(f"VOICE_SERVER_{name}", raising=False)
    assert threads_of_workers(monkeypatch, count) == {(share, burst)}


def test_a_users_own_numbers_of_threads_are_no_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_SERVER_THREADS", "3")
    assert threads_of_workers(monkeypatch, 2) == {("3", "3")}
    monkeypatch.setenv("VOICE_SERVER_BURST_THREADS", "5")
    assert threads_of_workers(monkeypatch, 2) == {("3", "5")}
