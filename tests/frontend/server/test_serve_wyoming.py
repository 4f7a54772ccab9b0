"""`voice-server wyoming`: the port of Wyoming as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.server import Server, free_port
from tests.support.tones import expected_pcm
from tests.support.wyoming import line_to, pcm_of

TEXT = "This is the first sentence of the text. And this is the second one!"
PATIENCE_S = 60
COMMAND = (sys.executable, "-m", "frontend.cli", "wyoming")


@contextmanager
def serving(*options: str, redis_url: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run the command on a free port; yield its address once it answers, and its process."""
    port = free_port()
    environ = {**os.environ, "REDIS_URL": redis_url, PARENT_VARIABLE: str(os.getpid())}
    process = subprocess.Popen([*COMMAND, "--port", str(port), *options], env=environ)
    try:
        address = f"127.0.0.1:{port}"
        wait_until(lambda: answers(address), PATIENCE_S)
        yield address, process
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def answers(address: str) -> bool:
    """Tell whether it knows of voices: until then, it closes after an error."""
    try:
        with line_to(address) as line:
            event = line.send("describe").read()
    except OSError:
        return False
    return event is not None and event.kind == "info"


def test_it_speaks_with_the_workers_of_a_server_and_ends_its_streams_first(server: Server) -> None:
    with (
        serving(redis_url=server.redis_url) as (address, process),
        line_to(address) as line,
    ):
        line.send("describe").until("info")
        line.send("synthesize-start").send("synthesize-chunk", text=TEXT[:60])
        heard = line.until("audio-chunk")
        process.send_signal(signal.SIGTERM)
        line.send("synthesize-chunk", text=TEXT[60:]).send("synthesize-stop")
        heard += line.until("synthesize-stopped")
        assert pcm_of(heard) == expected_pcm(TEXT)
        assert line.read() is None
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.stacks
def test_ctrl_c_ends_its_streams_at_once(server: Server) -> None:
    with (
        serving("--host", "127.0.0.1", redis_url=server.redis_url) as (at, process),
        line_to(at) as line,
    ):
        line.send("synthesize-start").send("synthesize-chunk", text=TEXT)
        line.until("audio-chunk")
        process.send_signal(signal.SIGINT)
        *_, last = line.rest()
        assert (last.kind, last.data["code"]) == ("error", "shutting_down")
        assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("command", [pytest.param("up", marks=pytest.mark.stacks), "wyoming"])
def test_it_refuses_to_start_without_a_word_on_whose_rights_it_has(
    command: str, tmp_path: Path
) -> None:
    place = tmp_path / "keys.json"
    Keys(place)
    option = ("--wyoming", "0") if command == "up" else ()
    port = ("--port", "0")
    done = subprocess.run(
        [sys.executable, "-m", "frontend.cli", command, *port, *option],
        env={**os.environ, "VOICE_SERVER_KEYS": str(place)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "say whose rights its port has, by --wyoming-key" in done.stderr
