"""`voice-server top` at a real terminal and in a pipe, with servers that come and go."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from frontend.console.top.view import REDIS_AWAY
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.terminals import Typist

COMMAND = (sys.executable, "-m", "frontend.cli", "top")
NO_SERVER = "http://localhost:9"


def piped(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "VOICE_SERVER_URL": url},
    )


def test_in_a_pipe_it_is_one_look(server: Server) -> None:
    ended = piped(url=server.url)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines[0] == f"Voice Server at {server.url}"
    assert {"faulty-1", "tone-1", "tone-2"} <= {line.partition(" ")[0] for line in lines}
    assert "\x1b" not in ended.stdout


def test_programs_get_json(server: Server) -> None:
    ended = piped("--json", "--url", server.ws_url, url=NO_SERVER)
    assert ended.returncode == 0, ended.stderr
    status = json.loads(ended.stdout)
    assert [worker["backend"] for worker in status["workers"]] == ["faulty", "tone", "tone"]
    assert [backend["name"] for backend in status["backends"]] == ["faulty", "tone"]


@pytest.mark.parametrize("arguments", [[], ["--json"]])
@pytest.mark.parametrize("url", [NO_SERVER, "localhost:x"])
def test_a_server_that_is_away_is_reported_in_a_sentence(arguments: list[str], url: str) -> None:
    ended = piped(*arguments, url=url)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: ") and url in ended.stderr
    if url == NO_SERVER:
        assert "cannot be reached. Look at --url or VOICE_SERVER_URL" in ended.stderr
    assert ended.stdout == "" and "Traceback" not in ended.stderr


def test_at_a_terminal_it_goes_on_until_q(server: Server) -> None:
    typist = Typist(*COMMAND, VOICE_SERVER_URL=server.url)
    for _ in range(2):  # looks
        typist.sees(f"Voice Server at {server.url}")
        typist.sees("tone-2")
        typist.sees("q or Ctrl-C ends it.")
    typist.types("q")
    assert typist.ends() == 0
    assert b"\x1b[?1049l" in typist.shown  # back from the alternate screen


@pytest.mark.parametrize("how", ["typed", "signal"])
def test_it_is_interrupted(server: Server, how: str) -> None:
    typist = Typist(*COMMAND, VOICE_SERVER_URL=server.url)
    typist.sees("q or Ctrl-C ends it.")
    if how == "typed":
        typist.types("\x03")
    else:
        os.kill(typist.pid, signal.SIGTERM)
    assert typist.ends() == 130
    assert b"Traceback" not in typist.shown


def test_a_wrong_url_is_reported_at_a_terminal() -> None:
    typist = Typist(*COMMAND, VOICE_SERVER_URL="ftp://localhost")
    typist.sees("is not a URL such as http://localhost:8000")
    assert typist.ends() == 1


@pytest.mark.chaos
def test_a_server_that_goes_is_reported_and_shown_again_when_it_is_back(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://localhost:{port}"
    typist = Typist(*COMMAND, VOICE_SERVER_URL=url)
    typist.sees("cannot be reached")
    with running_server("tone", registry=BACKENDS_FILE, port=port):
        typist.sees("tone-1")
    typist.sees("cannot be reached")
    typist.sees("Trying again every second.")
    with running_server("tone", registry=BACKENDS_FILE, port=port):
        typist.sees("tone-1")
    assert REDIS_AWAY.encode() not in typist.shown
    typist.types("q")
    assert typist.ends() == 0
