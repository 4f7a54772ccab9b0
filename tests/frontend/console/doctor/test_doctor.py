"""`voice-server doctor`: what it finds, and what to do about it."""

import json
import re
import socket
from pathlib import Path

import pytest

from frontend.console.doctor.speed import finding_of
from frontend.console.doctor.variables import known_variables, look_at_variables
from frontend.console.playback.figures import Figures
from tests.support.commands import run
from tests.support.server import BACKENDS_FILE, Server

ROOT = Path(__file__).parents[4]
NAMED = re.compile(r"VOICE_SERVER_[A-Z_]*[A-Z]")
# Beginnings of names, and what the shell's completion has for itself.
NO_VARIABLES = {"VOICE_SERVER_COMPLETE"}


def findings(*arguments: str, **environment: str) -> tuple[int, dict[str, list[dict[str, str]]]]:
    """Return the exit code, and the findings by what they are about."""
    environment = {"VOICE_SERVER_BACKENDS": str(BACKENDS_FILE), **environment}
    ended = run("doctor", "--json", *arguments, **environment)  # type: ignore[arg-type]
    by_subject: dict[str, list[dict[str, str]]] = {}
    for finding in json.loads(ended.stdout)["findings"]:
        by_subject.setdefault(finding["about"], []).append(finding)
    return ended.returncode, by_subject


def test_a_server_that_runs_is_measured(server: Server) -> None:
    code, found = findings("--url", server.url)
    assert code == 0
    assert found["server"][0]["level"] == found["speed"][0]["level"] == "ok"
    assert "workers of tone (2), faulty (1)" in found["server"][0]["found"]
    assert "x real time" in found["speed"][0]["found"]


def test_what_else_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        other.close()
        code, found = findings("--url", address, "--no-speed")
    assert code == 0
    assert found["server"][0]["level"] == "note"
    assert found["server"][0]["advice"] == "voice-server up"


def test_what_is_broken_ends_it_with_1() -> None:
    code, found = findings("--no-speed", REDIS_URL="redis://localhost:1/0")
    assert code == 1
    [redis] = found["Redis"]
    assert redis["level"] == "broken" and "does not answer" in redis["found"]


def test_a_folder_that_cannot_be_looked_at_is_no_end_of_it(tmp_path: Path) -> None:
    place = tmp_path / ("a" * 300) / "cache"
    code, found = findings("--no-speed", VOICE_SERVER_CACHE=str(place))
    assert code == 0
    assert any(f"({place}/models)" in disk["found"] for disk in found["disk"])


def test_variables_that_nobody_reads_are_named() -> None:
    [finding] = look_at_variables({"VOICE_SERVER_PROT": "9000"})
    assert finding.level == "warning"
    assert "Did you mean VOICE_SERVER_PORT" in finding.found
    [wrong, _] = look_at_variables({"VOICE_SERVER_PORT": "many"})
    assert wrong.level == "broken" and "VOICE_SERVER_PORT=many" in wrong.found


def test_all_variables_that_the_code_names_are_known() -> None:
    files = [
        path
        for room in ("frontend", "tasks", "backend_queues")
        for path in (ROOT / room).rglob("*.py")
    ]
    named = {name for path in files for name in NAMED.findall(path.read_text())}
    assert named - {*known_variables()} - NO_VARIABLES == set()


@pytest.mark.parametrize(("factor", "level"), [(0.2, "ok"), (1.3, "warning"), (None, "broken")])
def test_a_speed_with_gaps_is_a_warning(factor: float | None, level: str) -> None:
    assert finding_of(Figures(10.0, 0.3, 0, 0.0, 3, factor)).level == level
