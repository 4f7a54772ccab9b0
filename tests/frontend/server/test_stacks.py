"""A frontend says on SIGUSR1 what it is doing, and goes on."""

import os
import signal
import tempfile
from pathlib import Path

import httpx

from tests.support.processes import wait_until
from tests.support.server import frontends_of, running_server


def test_a_frontend_says_where_its_tasks_and_threads_are() -> None:
    with tempfile.NamedTemporaryFile() as log, running_server("tone", stderr=log.file) as server:
        for pid in frontends_of(server):
            os.kill(pid, signal.SIGUSR1)
        said = Path(log.name)
        wait_until(lambda: "in Watcher.watch" in said.read_text())
        assert "Thread 0x" in said.read_text()
        assert httpx.get(f"{server.url}/ready").status_code == 200
