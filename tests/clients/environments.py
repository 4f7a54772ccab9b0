"""An environment for each list of other people's clients, made when a test first asks for it.

They stand below the folder that VOICE_SERVER_CLIENTS names, else beside the environments of the
backends. Their names end in a digest of what they were made from: with another list, or another
Python, another one is made, and a test of another checkout that runs in the first is not disturbed.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from backend_queues.cache import locked
from backend_queues.provisioning import environments
from backend_queues.provisioning.commands import run, run_uv

REQUIREMENTS = Path(__file__).with_name("requirements")
NODE = Path(__file__).with_name("node")
STAMP = "made.stamp"  # written last: without it the making was interrupted


def root() -> Path:
    """The folder of all clients' environments."""
    named = os.environ.get("VOICE_SERVER_CLIENTS")
    return Path(named).expanduser() if named else environments.root() / "clients"


def python_of(name: str, requirements: Path = REQUIREMENTS) -> Path:
    """Return the Python of an environment with what `requirements/<name>.txt` lists.

    Raises:
        CommandFailed: uv failed; the message ends with what it said.
    """
    file = requirements / f"{name}.txt"
    version = "{}.{}".format(*sys.version_info)
    place = root() / f"{name}-py{version}-{_digest(file)}"
    _make_once(place, partial(_make_python, file))
    return place / "bin" / "python"


def node_of(name: str, packages: Path = NODE) -> Path:
    """Return the folder in which Node finds what `node/<name>/package.json` lists.

    Raises:
        CommandFailed: npm failed; the message ends with what it said.
    """
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("node and npm are not installed")
    files = [file for file in sorted((packages / name).iterdir()) if file.suffix == ".json"]
    place = root() / f"{name}-node-{_digest(*files)}"
    _make_once(place, partial(_make_node, files))
    return place


def _make_once(place: Path, make: Callable[[Path], None]) -> None:
    stamp = place / STAMP
    if stamp.exists():
        return
    with locked(place.with_name(f"{place.name}.lock"), lambda: print("waiting for", place)):
        if not stamp.exists():
            shutil.rmtree(place, ignore_errors=True)
            make(place)
            stamp.touch()


def _make_python(file: Path, place: Path) -> None:
    run_uv("venv", "--no-project", "--python", sys.executable, str(place), report=print)
    python = str(place / "bin" / "python")
    run_uv("pip", "install", "--python", python, "-r", str(file), report=print)


def _make_node(files: list[Path], place: Path) -> None:
    place.mkdir(parents=True)
    for file in files:
        shutil.copy(file, place)
    install = "ci" if (place / "package-lock.json").exists() else "install"
    options = ("--prefix", str(place), "--no-audit", "--no-fund", "--no-package-lock")
    run(["npm", install, *options], print, os.environ)


def _digest(*files: Path) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:12]
