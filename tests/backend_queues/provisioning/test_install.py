"""`voice-server backends install` as a user runs it: killed in the middle, and run again."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend_queues.cache import locked
from tests.support.processes import wait_until

COMMAND = (sys.executable, "-m", "frontend.cli", "backends")
REGISTRY = """
default: it
backends:
  it: {adapter: "backend_queues.tone.adapter:Tone"}
  other: {adapter: "backend_queues.tone.adapter:Tone"}
"""
INSTALL_S = 120
WAITING = "another install is at work; waiting"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment in which two backends are registered and none is installed."""
    (tmp_path / "registry.yaml").write_text(REGISTRY)
    return {
        **os.environ,
        "VOICE_SERVER_BACKENDS": str(tmp_path / "registry.yaml"),
        "VOICE_SERVER_ENVIRONMENTS": str(tmp_path / "environments"),
    }


def listed(environ: dict[str, str], name: str = "it") -> dict[str, Any]:
    output = subprocess.check_output([*COMMAND, "list", "--json"], env=environ)
    found: dict[str, Any] = next(entry for entry in json.loads(output) if entry["name"] == name)
    return found


def install(environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "install", "it"]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=INSTALL_S)


@contextlib.contextmanager
def install_in_the_middle(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run an install that waits for a package index which takes its connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as index:
        index.settimeout(INSTALL_S)
        url = f"http://127.0.0.1:{index.getsockname()[1]}/simple"
        process = subprocess.Popen(
            [*COMMAND, "install", "it"],
            env={**environ, "UV_DEFAULT_INDEX": url, "UV_HTTP_RETRIES": "0"},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with process, index.accept()[0]:
            yield process


@pytest.mark.installs
def test_ctrl_c_in_the_middle_is_mended_by_another_install(environ: dict[str, str]) -> None:
    with install_in_the_middle(environ) as process:
        os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all
        _, shown = process.communicate(timeout=INSTALL_S)
    assert process.returncode != 0
    assert "Traceback" not in shown
    assert listed(environ)["environment"]["state"] == "missing"
    mended = install(environ)
    assert mended.returncode == 0, mended.stderr
    assert "it: building " in mended.stderr
    assert listed(environ)["environment"]["state"] == "ready"


@pytest.mark.installs
def test_an_install_after_one_that_was_killed_waits_for_what_that_one_started(
    environ: dict[str, str], tmp_path: Path
) -> None:
    shown = tmp_path / "shown"
    with shown.open("w") as file:
        with install_in_the_middle(environ) as killed:
            os.kill(killed.pid, signal.SIGKILL)
            mending = subprocess.Popen([*COMMAND, "install", "it"], env=environ, stderr=file)
            wait_until(lambda: WAITING in shown.read_text(), INSTALL_S)
        assert mending.wait(INSTALL_S) == 0, shown.read_text()
    environment = listed(environ)["environment"]
    assert environment["state"] == "ready"
    python = Path(environment["path"], "bin", "python")
    subprocess.run([python, "-W", "error", "-c", "import celery, numpy, redis"], check=True)


def test_an_install_tells_that_it_waits_for_another(
    environ: dict[str, str], tmp_path: Path
) -> None:
    shown = tmp_path / "shown"
    with (
        locked(tmp_path / "environments" / "it.lock", pytest.fail),
        shown.open("w") as file,
        subprocess.Popen([*COMMAND, "install", "it"], env=environ, stderr=file) as process,
    ):
        wait_until(lambda: WAITING in shown.read_text(), INSTALL_S)
        process.kill()


def test_what_is_listed_says_what_is_there(environ: dict[str, str], tmp_path: Path) -> None:
    environment = listed(environ)["environment"]
    assert environment == {
        "name": "it",
        "state": "missing",
        "path": str(tmp_path / "environments" / "it"),
        "size_bytes": 0,
        "torch": "",
    }
    assert listed(environ)["models"] == {"state": "none", "size_bytes": 0}
