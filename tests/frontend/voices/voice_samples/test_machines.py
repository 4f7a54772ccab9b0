"""Workers and frontends of other machines, and a Redis that comes back empty."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.frontend.voices.voice_samples.conftest import PATIENCE_S, Studio
from tests.support.processes import wait_until
from tests.support.recordings import write_tone
from tests.support.server import BACKENDS_FILE, Server, free_port, running_redis, running_server


@dataclass
class Machines:
    """`here` has a frontend and no worker that clones; `there` has such a worker, and `elsewhere`
    a frontend. Each has a folder and a cache of its own."""

    here: Studio
    there: Path  # the cache
    elsewhere: Studio
    redis: ExitStack  # closing it ends Redis
    root: Path

    def restart_redis(self) -> None:
        """It knows nothing afterwards."""
        self.redis.close()
        self.redis.enter_context(running_redis(self.root))


@contextmanager
def running(*arguments: str, **environ: object) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "frontend.cli", *arguments]
    more = {PARENT_VARIABLE: os.getpid(), "VOICE_SERVER_BACKENDS": BACKENDS_FILE, **environ}
    variables = {**os.environ, **{key: str(value) for key, value in more.items()}}
    process = subprocess.Popen(command, env=variables)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def machines(no_cover: None) -> Iterator[Machines]:
    with ExitStack() as stack:
        root = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-", dir="/tmp")))
        redis = stack.enter_context(ExitStack())
        url, _ = redis.enter_context(running_redis(root))
        settings: dict[str, Any] = {"voice_samples": root / "here", "cache": root / "here-cache"}
        server = stack.enter_context(
            running_server("tone", redis_url=url, registry=BACKENDS_FILE, **settings)
        )
        there = root / "there-cache"
        environ = {"REDIS_URL": url, "VOICE_SERVER_CACHE": there}
        stack.enter_context(running("worker", "cloning", **environ))
        port = free_port()
        environ = {
            "REDIS_URL": url,
            "VOICE_SERVER_CACHE": root / "elsewhere-cache",
            "VOICE_SERVER_VOICE_SAMPLES": root / "elsewhere",
        }
        process = stack.enter_context(running("serve", "--port", str(port), **environ))
        other = Server(f"http://localhost:{port}", url, process)
        (root / "here").mkdir()
        here = Studio(server, root / "here", root / "here-cache")
        elsewhere = Studio(other, root / "elsewhere", root / "elsewhere-cache")
        wait_until(lambda: here.workers("cloning"), 60)
        wait_until(lambda: answers(other), 60)
        yield Machines(here, there, elsewhere, redis, root)


def answers(server: Server) -> bool:
    try:
        return httpx.get(f"{server.url}/ready").is_success
    except httpx.TransportError:
        return False


def test_a_worker_elsewhere_gets_the_recording_through_redis(machines: Machines) -> None:
    write_tone(machines.here.folder / "far.wav", 330)
    machines.here.until_voice("far")
    assert machines.here.pitch("far") == pytest.approx(330, abs=2)
    [digest] = (machines.there / "computed.txt").read_text().split()
    recordings = [
        cache / "samples" / f"{digest}.wav" for cache in (machines.there, machines.here.cache)
    ]
    assert recordings[0].read_bytes() == recordings[1].read_bytes()


def test_a_sample_of_one_frontend_is_a_voice_of_all(machines: Machines) -> None:
    write_tone(machines.here.folder / "common.wav", 360)
    machines.elsewhere.until_voice("common")
    assert machines.elsewhere.pitch("common") == pytest.approx(360, abs=2)
    (machines.here.folder / "silent.mp3").write_text("no audio")
    assert "no audio" in machines.elsewhere.until_reason("silent.mp3")
    answer = httpx.delete(f"{machines.elsewhere.server.url}/v1/audio/voices/common")
    assert answer.status_code == 404
    assert "another frontend" in answer.json()["error"]["message"]


def until_pitch(studio: Studio, name: str, hz: float) -> None:
    wait_until(lambda: studio.pitch(name) == pytest.approx(hz, abs=2), PATIENCE_S)


def test_the_newest_file_of_all_frontends_gives_the_voice(machines: Machines) -> None:
    write_tone(machines.here.folder / "both.wav", 300)
    machines.elsewhere.until_voice("both")
    machines.elsewhere.folder.mkdir(exist_ok=True)
    write_tone(machines.elsewhere.folder / "both.wav", 400)
    for studio in (machines.elsewhere, machines.here):
        until_pitch(studio, "both", 400)


def test_a_redis_that_comes_back_empty_gets_everything_again(machines: Machines) -> None:
    write_tone(machines.here.folder / "again.wav", 380)
    machines.elsewhere.until_voice("again")
    machines.restart_redis()
    with machines.here.server.redis() as redis:
        wait_until(lambda: redis.keys("vs:samples:*"), PATIENCE_S)
        assert not redis.keys("vs:sample:*")  # until a worker wants one
        assert all(redis.ttl(key) > 0 for key in redis.keys("vs:sample*"))
    wait_until(lambda: machines.elsewhere.workers("cloning"), 30)
    wait_until(lambda: "again" in machines.elsewhere.voices(), PATIENCE_S)
    assert machines.elsewhere.pitch("again") == pytest.approx(380, abs=2)


def test_a_frontend_that_ends_takes_its_voices_along(machines: Machines) -> None:
    """Runs last."""
    machines.elsewhere.folder.mkdir(exist_ok=True)
    write_tone(machines.elsewhere.folder / "ending.wav", 300)
    machines.here.until_voice("ending")
    machines.elsewhere.server.process.terminate()
    wait_until(lambda: "ending" not in machines.here.voices(), PATIENCE_S)
