"""What a container's health check says, of a real server and a real Redis."""

import socket
import subprocess
import sys

import msgspec
import pytest
import redis

from backend_queues.base import Capabilities
from tasks.bus import WorkerBus
from tasks.health import frontend_problem, main, worker_problem
from tasks.keys import WORKERS
from tasks.messages import Presence
from tests.support.server import Server, free_port

PRESENCE = Presence(
    worker="tone-1",
    backend="tone",
    host=socket.gethostname(),
    pid=1,
    sample_rate_hz=24_000,
    voices=(),
    capabilities=Capabilities(languages=("en-US",)),
    busy=False,
    segment_s=0.0,
    real_time_factor=0.0,
)


def test_a_worker_is_ready_while_redis_has_its_presence(redis_url: str) -> None:
    bus = WorkerBus(redis_url)
    assert "No worker of tone on" in worker_problem("tone", redis_url)
    bus.announce(PRESENCE)
    assert worker_problem("tone", redis_url) == ""
    bus.leave("tone-1")
    assert "No worker of tone on" in worker_problem("tone", redis_url)


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(PRESENCE, host="elsewhere"),
        msgspec.structs.replace(PRESENCE, backend="piper"),
    ],
    ids=lambda presence: f"{presence.backend} on {presence.host}",
)
def test_workers_elsewhere_and_of_others_do_not_count(redis_url: str, other: Presence) -> None:
    WorkerBus(redis_url).announce(other)
    assert worker_problem("tone", redis_url) != ""


def test_a_worker_may_be_asked_for_by_its_backends_former_name(redis_url: str) -> None:
    """An image of before the renaming has it in its health check."""
    WorkerBus(redis_url).announce(msgspec.structs.replace(PRESENCE, backend="kokoro"))
    assert worker_problem("kokoro-onnx", redis_url) == ""


def test_presence_that_cannot_be_read_is_looked_past(
    redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = msgspec.json.encode(PRESENCE)
    with redis.Redis.from_url(redis_url) as keys:
        for name, value in {"alien": b"\xff", "empty": b"", "truncated": text[:-9]}.items():
            keys.set(WORKERS.key(name), value)
            keys.sadd(WORKERS.index, name)
        assert "No worker of tone on" in worker_problem("tone", redis_url)
        assert len(caplog.records) == 3
        keys.set(WORKERS.key("future"), text.replace(b"{", b'{"invented_later":1,', 1))
        keys.sadd(WORKERS.index, "future")
        assert worker_problem("tone", redis_url) == ""


def test_redis_away_is_the_problem_that_is_named() -> None:
    assert "Redis does not answer" in worker_problem("tone", f"redis://127.0.0.1:{free_port()}/0")


def test_a_frontend_is_healthy_as_long_as_it_answers(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")  # not for the check
    assert frontend_problem(f"{server.url}/health") == ""
    assert frontend_problem(f"{server.url}/ready") == ""
    assert "404" in frontend_problem(f"{server.url}/nothing")
    assert "refused" in frontend_problem(f"http://127.0.0.1:{free_port()}/health")


@pytest.mark.parametrize("arguments", [[], ["worker"], ["worker", "a", "b"], ["health"]])
def test_wrong_usage_says_what_is_right(arguments: list[str]) -> None:
    assert main(arguments).startswith("Usage: python -m tasks.health URL")


def test_the_exit_code_says_it(server: Server) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tasks.health", *arguments]
        environment = {"REDIS_URL": server.redis_url}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    done = run("worker", "tone")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = run("worker", "piper")
    assert done.returncode == 1
    assert done.stderr.startswith("No worker of piper on ")
    assert run(f"{server.url}/health").returncode == 0
