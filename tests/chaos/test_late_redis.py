"""A Redis that comes late: workers and frontends wait for it, and say what they wait for."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import redis

from frontend.processes.redis_server import find_server
from tests.support.commands import PATIENCE_S, Said, running_command
from tests.support.processes import wait_until
from tests.support.server import free_port, running_redis
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one!"


@contextmanager
def redis_on(port: int, folder: Path, *options: str) -> Iterator[None]:
    command = [str(find_server()), "--port", str(port), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def status_of(url: str) -> int:
    try:
        return httpx.get(url, timeout=PATIENCE_S).status_code
    except httpx.TransportError:
        return 0


@contextmanager
def frontend_and_worker(folder: Path, redis_url: str) -> Iterator[tuple[str, Said, Said]]:
    """Run both; yield the frontend's URL, and what each says."""
    url = f"http://127.0.0.1:{free_port()}"
    with (
        running_command(folder, redis_url, "serve", "--port", url.rpartition(":")[2]) as frontend,
        running_command(folder, redis_url, "worker", "tone") as worker,
    ):
        yield url, frontend, worker


def check_speaks(url: str) -> None:
    wait_until(lambda: status_of(f"{url}/ready") == 200, PATIENCE_S)
    query = {"text": TEXT, "backend": "tone", "format": "pcm"}
    answer = httpx.get(f"{url}/tts", params=query, timeout=PATIENCE_S)
    assert answer.content == expected_pcm(TEXT)


@pytest.mark.parametrize("where", ["port", "socket"])
def test_it_is_waited_for_quietly(short_folder: Path, where: str) -> None:
    port = free_port()
    redis_url = {
        "port": f"redis://127.0.0.1:{port}/0",
        "socket": f"unix://{short_folder}/redis.sock",
    }[where]
    late = redis_on(port, short_folder) if where == "port" else running_redis(short_folder)
    with frontend_and_worker(short_folder, redis_url) as (url, frontend, worker):
        wait_until(lambda: worker.count("Redis is not there yet"), PATIENCE_S)
        wait_until(lambda: status_of(f"{url}/health") == 200, PATIENCE_S)
        ready = httpx.get(f"{url}/ready", timeout=PATIENCE_S)
        assert ready.status_code == 503
        assert ready.json()["error"]["code"] == "redis_unavailable"
        wait_until(lambda: frontend.count("Lost the result channel"), PATIENCE_S)
        with late:
            check_speaks(url)
        assert worker.count("Redis is not there yet") == 1
        assert worker.count("The backend is loaded") == 1  # it was not started again
        assert frontend.count("Redis does not answer") == 1
        assert worker.count("Traceback") == frontend.count("Traceback") == 0


def test_a_wrong_password_is_told_again_and_again(short_folder: Path) -> None:
    port = free_port()
    redis_url = f"redis://:wrong@127.0.0.1:{port}/0"
    with (
        redis_on(port, short_folder, "--requirepass", "right"),
        frontend_and_worker(short_folder, redis_url) as (url, frontend, worker),
    ):
        refusal = "Redis cannot be reached (invalid username-password pair"
        wait_until(lambda: worker.count(refusal) == 2, PATIENCE_S)
        wait_until(lambda: frontend.count("Redis does not answer: invalid") == 2, PATIENCE_S)
        assert worker.count("wrong") == frontend.count("wrong") == 0  # the password
        with redis.Redis(port=port, password="right", protocol=2) as client:
            client.config_set("requirepass", "wrong")
        check_speaks(url)
        assert worker.count("The backend is loaded") == 1
        assert worker.count("Traceback") == frontend.count("Traceback") == 0
