"""flower beside the running server: what it knows, whom it lets in, and that it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from frontend.processes.redis_server import find_server
from tests.support.processes import is_alive, wait_until
from tests.support.server import BACKENDS_FILE, free_port
from tests.support.up import Up, running_up

AUTH = ("operator", "s3cret:with colon")
PATIENCE_S = 30
SLOWLY = {"part_s": 0.05}
SENTENCES = "This is the first sentence of the text. Here comes another one!"
ANSWERS = {"stats", "active_queues"}  # of a worker to flower's questions, each in its own time
FOUR = f"{SENTENCES} The third one is not far behind it. And that was the last one of them."


class Flower:
    """A client of flower's API."""

    def __init__(self, url: str, up: Up | None = None) -> None:
        self.url = url
        self._up = up

    @property
    def server_url(self) -> str:
        assert self._up
        return self._up.url

    def name_of(self, worker: str) -> str:
        """Return what Celery calls a worker of the server: its supervisor's pid is a part of it."""
        assert self._up
        return f"{worker}.{self._up.process.pid}@{socket.gethostname()}"

    def restart(self) -> None:
        """Kill it, and wait until its supervisor has started it again."""
        assert self._up
        killed = self._up.child("\0flower\0")
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: not is_alive(killed))
        wait_until(lambda: answers(self.url), PATIENCE_S)

    def get(self, path: str, **query: str) -> Any:
        answer = httpx.get(f"{self.url}{path}", params=query, auth=AUTH, timeout=PATIENCE_S)
        answer.raise_for_status()
        return answer.json()

    def queues(self) -> dict[str, int]:
        listed = self.get("/api/queues/length")["active_queues"]
        return {queue["name"]: queue["messages"] for queue in listed}

    def workers(self) -> dict[str, Any]:
        return dict(self.get("/api/workers"))

    def succeeded(self) -> int:
        return len(self.get("/api/tasks", state="SUCCESS", taskname="tts.synthesize"))


def backend_of(worker: str) -> str:
    return worker.partition("@")[0].rpartition("-")[0]


def flower_of(up: Up) -> Flower:
    shown = re.search(r"shown at (\S+)", up.welcome)
    assert shown, up.welcome
    return Flower(shown[1], up)


@pytest.fixture(scope="module")
def flower() -> Iterator[Flower]:
    """Two workers of the tone and one of the tone with faults, a private Redis, and flower."""
    arguments = ("--backend", "tone:2", "--backend", "faulty", "--flower", "--flower-port", "0")
    environment: dict[str, Any] = {
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
        "VOICE_SERVER_FLOWER_AUTH": ":".join(AUTH),
        "FLOWER_UNAUTHENTICATED_API": "true",
    }
    with running_up(*arguments, **environment) as up:
        yield flower_of(up)


@pytest.mark.parametrize("path", ["/", "/broker", "/tasks", "/api/workers", "/api/queues/length"])
@pytest.mark.parametrize("auth", [None, ("operator", "wrong")])
def test_nobody_is_let_in_without_the_password(
    flower: Flower, path: str, auth: tuple[str, str] | None
) -> None:
    assert httpx.get(f"{flower.url}{path}", auth=auth).status_code == 401
    assert httpx.get(f"{flower.url}/", auth=AUTH).status_code == 200


def test_workers_are_listed_by_backend(flower: Flower) -> None:
    wait_until(
        lambda: [set(w) >= ANSWERS for w in flower.workers().values()] == [True] * 3, PATIENCE_S
    )
    workers = flower.workers()
    assert "unix://" not in str(workers)  # REDIS_URL, which may hold a password
    assert set(workers) == {flower.name_of(name) for name in ("tone-1", "tone-2", "faulty-1")}
    for name, worker in workers.items():
        assert [queue["name"] for queue in worker["active_queues"]] == [f"tts.{backend_of(name)}"]


def test_tasks_are_counted_and_name_their_segment(flower: Flower) -> None:
    before = flower.succeeded()
    answer = httpx.get(f"{flower.server_url}/tts", params={"text": SENTENCES})
    assert answer.is_success
    wait_until(lambda: flower.succeeded() == before + 2, PATIENCE_S)
    tasks = flower.get("/api/tasks", sort_by="-received", limit="2").values()
    assert {task["kwargs"] for task in tasks} == {
        "segment 0, attempt 1",
        "segment 1, attempt 1",
    }
    assert {backend_of(task["worker"]) for task in tasks} == {"tone"}


def test_queues_have_their_lengths_over_all_priorities(flower: Flower) -> None:
    wait_until(lambda: set(flower.queues()) == {"tts.tone", "tts.faulty"}, PATIENCE_S)
    body = {"text": FOUR, "backend": "faulty", "options": SLOWLY}
    with (
        httpx.stream("POST", f"{flower.server_url}/sse", json=body, timeout=PATIENCE_S) as first,
        httpx.stream("POST", f"{flower.server_url}/sse", json=body, timeout=PATIENCE_S) as second,
    ):
        assert first.is_success and second.is_success
        # A stream has as many segments under way as workers, and one more: four, one is spoken.
        wait_until(lambda: flower.queues() == {"tts.tone": 0, "tts.faulty": 3}, PATIENCE_S)
        page = httpx.get(f"{flower.url}/broker", auth=AUTH).text
        assert re.search(r"<td>tts\.faulty</td>\s*<td[^>]*>3</td>", page)
    wait_until(lambda: flower.queues()["tts.faulty"] == 0, PATIENCE_S)


def test_a_flower_that_starts_while_a_worker_speaks_knows_it(flower: Flower) -> None:
    """It answers nothing while it speaks; a supervisor may start flower again at any time."""
    name = flower.name_of("faulty-1")
    body = {
        "text": "A sentence that takes longer than flower.",
        "backend": "faulty",
        "options": {"part_s": 1},
    }
    with httpx.stream("POST", f"{flower.server_url}/sse", json=body, timeout=PATIENCE_S) as answer:
        assert answer.is_success
        flower.restart()
        wait_until(lambda: flower.queues().get("tts.faulty") == 0, PATIENCE_S)
        wait_until(lambda: flower.get("/api/workers", status="1").get(name), PATIENCE_S)
        page = flower.get("/workers", json="1")["data"]
        assert [row["active"] for row in page if row["hostname"] == name] == [1]
        assert "stats" not in flower.workers()[name]


def test_a_worker_is_not_gone_while_it_speaks_a_long_segment(flower: Flower) -> None:
    """Celery's heartbeats stop for as long, and are missed after 4 s."""
    name = flower.name_of("faulty-1")
    wait_until(lambda: flower.get("/api/workers", status="1").get(name), PATIENCE_S)
    body = {"text": "Hello.", "backend": "faulty", "options": {"part_s": 1.2}}
    with httpx.stream("POST", f"{flower.server_url}/sse", json=body, timeout=PATIENCE_S) as answer:
        for _ in answer.iter_lines():
            assert flower.get("/api/workers", status="1")[name] is True


def test_without_a_password_pages_are_read_and_nothing_is_done() -> None:
    with running_up("--backend", "tone", "--flower", "--flower-port", "0") as up:
        flower = flower_of(up)
        worker = flower.name_of("tone-1")
        wait_until(lambda: worker in httpx.get(flower.url).text, PATIENCE_S)
        assert httpx.get(f"{flower.url}/api/workers").status_code == 401
        assert httpx.post(f"{flower.url}/api/worker/shutdown/{worker}").status_code == 401
        children = up.children
        assert len(children) == 5  # guard, Redis, worker, frontend, flower
        up.process.send_signal(signal.SIGTERM)
        assert up.process.wait(15) == 0
        wait_until(lambda: not any(is_alive(pid) for pid in children))


def test_a_killed_flower_comes_back_and_goes_with_a_killed_server() -> None:
    with running_up("--backend", "tone", "--flower", "--flower-port", "0") as up:
        flower = flower_of(up)
        flower.restart()
        children = up.children
        up.process.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in children), 15)


@pytest.mark.stacks
def test_it_runs_alone_beside_a_redis_with_a_password(tmp_path: Path) -> None:
    port, flower_port = free_port(), free_port()
    server = [str(find_server()), "--port", str(port), "--save", "", "--requirepass", "pass word"]
    own_redis = subprocess.Popen(server, cwd=tmp_path, stdout=subprocess.DEVNULL)
    url = f"redis://:pass%20word@localhost:{port}/2"
    command = [sys.executable, "-m", "frontend.cli", "flower", "--port", str(flower_port)]
    environ = {**os.environ, "REDIS_URL": url, "VOICE_SERVER_FLOWER_AUTH": ":".join(AUTH)}
    process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
    flower = Flower(f"http://localhost:{flower_port}")
    try:
        wait_until(lambda: answers(flower.url), PATIENCE_S)
        client = redis.Redis.from_url(url, protocol=2)
        client.rpush("tts.unrouted", "first")
        client.rpush("tts.unrouted\x06\x169", "second", "third")
        assert flower.queues() == {"tts.unrouted": 3}  # Celery's default queue, without workers
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_S)
        own_redis.terminate()
        own_redis.wait(PATIENCE_S)
    assert process.returncode == 0
    assert f"flower is at {flower.url}; Ctrl-C ends it." in said
    assert "pass word" not in said and "Traceback" not in said


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthcheck").is_success
    except httpx.TransportError:
        return False


@pytest.mark.stacks
def test_it_warns_where_others_reach_it_without_a_password(redis_url: str) -> None:
    command = [sys.executable, "-m", "frontend.cli", "flower", "--host", "0.0.0.0", "--port", "0"]
    environ = {**os.environ, "REDIS_URL": redis_url}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        url = re.search(r"http\S+\d", process.stderr.readline())
        assert url
        wait_until(lambda: answers(url[0]), PATIENCE_S)
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
    assert process.returncode == 0
    assert "Warning: flower listens on 0.0.0.0 without a password" in said
    assert "VOICE_SERVER_FLOWER_AUTH=user:password" in said


@pytest.mark.parametrize("auth", ["secret", "user:", ":secret", "user:pässword"])
def test_a_wrong_password_setting_is_reported_without_it(auth: str) -> None:
    environ = {**os.environ, "VOICE_SERVER_FLOWER_AUTH": auth}
    for command in (["flower", "--port", "0"], ["up", "--port", "0", "--flower"]):
        ended = subprocess.run(
            [sys.executable, "-m", "frontend.cli", *command],
            env=environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )
        assert ended.returncode == 1
        told = "Error: VOICE_SERVER_FLOWER_AUTH must be user:password, in ASCII.\n"
        assert ended.stderr == told
