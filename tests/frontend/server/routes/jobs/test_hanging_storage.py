"""A storage that hangs, as a network file system that is gone, holds up neither streams nor an end.

A job's file that is a pipe nobody writes to stands for it.
"""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.frontend.server.routes.jobs.desk import WAIT_S, Desk, code_of
from tests.support.processes import wait_until
from tests.support.programs import Frontend, Program
from tests.support.server import BACKENDS_FILE, running_redis

HANGING = "00000000000000ff"
SLOWLY = {"part_s": 0.5}


@pytest.fixture
def frontend() -> Iterator[Frontend]:
    """A frontend with a worker, whose storage of jobs has one that hangs."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vs-", dir="/tmp")))
        redis_url, _ = stack.enter_context(running_redis(folder))
        for job in (folder / "jobs" / HANGING, folder / "jobs" / "running"):
            job.mkdir(parents=True)
        os.mkfifo(folder / "jobs" / HANGING / "progress.json")
        (folder / "jobs" / "running" / HANGING).write_bytes(b"1")
        environ = {
            "REDIS_URL": redis_url,
            "VOICE_SERVER_BACKENDS": BACKENDS_FILE,
            "VOICE_SERVER_DEFAULT_BACKEND": "faulty",
            "VOICE_SERVER_JOBS": (folder / "jobs").as_uri(),
            PARENT_VARIABLE: os.getpid(),
        }
        worker = Program(folder, "worker", "faulty", **environ)
        frontend = Frontend(folder, **environ)
        frontend.drain_s = 600.0
        for program in (worker, frontend):
            stack.callback(program.end, signal.SIGINT)
            program.start()
        frontend.until_ready()
        yield frontend


def test_jobs_are_answered_for_and_streams_are_drained(frontend: Frontend) -> None:
    with httpx.Client(timeout=WAIT_S) as client:
        desk = Desk(f"{frontend.url}/v1/jobs", client)
        [listed] = desk.ask("GET", "").json()["jobs"]
        assert (listed["id"], listed["state"]) == (HANGING, "unreadable")
        assert "answered" in listed["message"]
        assert code_of(desk.ask("GET", HANGING)) == (503, "storage_unavailable")
        job = desk.made("Another job is spoken all the same.", output={"format": "wav"})
        assert desk.progress(job)["state"] == "done"

        body = {"text": "This is a long sentence of a slow backend.", "options": SLOWLY}
        with client.stream("POST", f"{frontend.url}/sse", json=body) as stream:
            assert stream.status_code == 200
            frontend.tell(signal.SIGTERM)
            wait_until(lambda: _refuses(frontend))
            assert frontend.runs
            frontend.tell(signal.SIGTERM)
            frontend.wait()
        assert not frontend.runs


def _refuses(frontend: Frontend) -> bool:
    """Tell whether it takes no more streams, though it still answers."""
    answer = httpx.get(f"{frontend.url}/ready")
    return answer.status_code == 503 and "shutting_down" in answer.text
