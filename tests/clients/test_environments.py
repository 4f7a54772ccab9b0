"""Environments of clients are made once, also by two at once, and again if a list changes."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.environments import STAMP, node_of, python_of

pytestmark = pytest.mark.clients
NODE_PACKAGE = '{"private": true, "dependencies": {}}'


@pytest.fixture(autouse=True)
def clients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICE_SERVER_CLIENTS", str(tmp_path / "made"))
    (tmp_path / "empty.txt").touch()
    return tmp_path


def test_an_environment_is_a_python_without_our_packages(clients: Path) -> None:
    python = python_of("empty", clients)
    command = [str(python), "-c", "import sys; print(sys.prefix)"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    assert Path(said).is_relative_to(clients / "made")
    assert subprocess.run([python, "-Ic", "import starlette"], capture_output=True).returncode == 1


def test_it_is_made_once(clients: Path) -> None:
    first = python_of("empty", clients).parents[1] / STAMP
    made = first.stat().st_mtime_ns
    assert python_of("empty", clients).parents[1] / STAMP == first
    assert first.stat().st_mtime_ns == made


def test_two_processes_make_it_together(clients: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        [one, other] = pool.starmap(python_of, [("empty", clients)] * 2)
    assert one == other
    assert one.exists()


def test_it_is_made_again_if_its_making_was_interrupted(clients: Path) -> None:
    place = python_of("empty", clients).parents[1]
    (place / STAMP).unlink()
    (place / "half").touch()
    assert python_of("empty", clients).parents[1] == place
    assert not (place / "half").exists()
    assert (place / STAMP).exists()


def test_another_list_makes_another_one(clients: Path) -> None:
    before = python_of("empty", clients)
    (clients / "empty.txt").write_text("# nothing, said otherwise\n")
    after = python_of("empty", clients)
    assert before != after
    assert before.exists()
    assert after.exists()
    assert sys.executable != str(after)


def test_node_finds_its_packages_where_it_runs(clients: Path) -> None:
    own = clients / "npm" / "own"
    (own.parent / "thing").mkdir(parents=True)
    own.mkdir()
    (own / "package.json").write_text(NODE_PACKAGE)
    folder = node_of("own", clients / "npm")
    assert (folder / "package.json").read_text() == NODE_PACKAGE
    (own / "package.json").write_text(NODE_PACKAGE.replace("true", "false"))
    assert node_of("own", clients / "npm") != folder
