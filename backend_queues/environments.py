"""Each backend's own Python environment: where it is, whether it is complete, and building it.

A stamp, written last, holds the digest of all the environment was built from. An environment
without it was interrupted, and one with another is out of date; both are built from nothing.
"""

import hashlib
import json
import os
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from backend_queues.commands import CommandFailed, Report, run_uv
from backend_queues.file_lock import locked
from backend_queues.registry import BackendSpec, registry
from tasks.errors import EnvironmentFailed, InvalidConfiguration

PROJECT = Path(__file__).parent.parent
STAMP = "voice-server.stamp"


class Environment(msgspec.Struct, frozen=True):
    """The state of a backend's environment on this machine."""

    state: Literal["ready", "outdated", "missing"]
    path: Path
    size_bytes: int


def root() -> Path:
    """The folder of all environments."""
    if named := os.environ.get("VOICE_SERVER_ENVIRONMENTS"):
        return Path(named).expanduser()
    if _in_checkout():
        return PROJECT / ".venvs"
    return Path("~/.local/share/voice-server/venvs").expanduser()


def python_of(spec: BackendSpec) -> Path:
    """Return the Python of the backend's environment.

    Raises:
        EnvironmentFailed: it is not installed, or out of date; the message says what to run.
    """
    state = _state(spec)
    if state == "ready":
        return _python(spec)
    problem = "is not installed" if state == "missing" else "is out of date"
    raise EnvironmentFailed(f"The environment of {spec.name} {problem}; run: {_mend(spec)}")


def is_ready(spec: BackendSpec) -> bool:
    return _state(spec) == "ready"


def describe(spec: BackendSpec) -> Environment:
    """Return the environment's state, and its size by walking all of it."""
    files = (Path(folder, name) for folder, _, names in os.walk(_path(spec)) for name in names)
    return Environment(_state(spec), _path(spec), sum(file.lstat().st_size for file in files))


def install(spec: BackendSpec, report: Report) -> None:
    """Build the backend's environment unless it is ready; uv's own lines go to `report`.

    Raises:
        EnvironmentFailed: uv failed; the message ends with what it said.
    """

    def waiting() -> None:
        report(f"{spec.environment}: another install is at work; waiting for it")

    with locked(root() / f"{spec.environment}.lock", waiting):
        if is_ready(spec):
            return
        try:
            _build(spec, report)
        except CommandFailed as error:
            raise EnvironmentFailed(
                f"The environment of {spec.name} could not be built. Mend what uv tells of and "
                f"run: {_mend(spec)}\n{error}"
            ) from error


def _build(spec: BackendSpec, report: Report) -> None:
    digest = _digest(spec)
    python = _wanted_python(spec) or sys.executable
    report(f"{spec.environment}: building {_path(spec)}")
    run_uv("venv", "--clear", "--no-project", "--python", python, str(_path(spec)), report=report)
    base = ("--editable", str(PROJECT)) if _in_checkout() else (_base()[0],)
    requirements = [flag for file in _requirement_files(spec) for flag in ("-r", str(file))]
    # Compiled now, or every worker's first start would do it; some seconds of each.
    install = ("pip", "install", "--compile-bytecode", "--python", str(_python(spec)))
    run_uv(*install, *base, *requirements, report=report)
    (_path(spec) / STAMP).write_text(digest)


def _state(spec: BackendSpec) -> Literal["ready", "outdated", "missing"]:
    try:
        stamp = (_path(spec) / STAMP).read_text()
    except OSError:
        return "missing"
    return "ready" if stamp == _digest(spec) and _python(spec).exists() else "outdated"


def _digest(spec: BackendSpec) -> str:
    requirements = [file.read_text() for file in _requirement_files(spec)]
    python = _wanted_python(spec) or list(sys.version_info[:2])
    parts = json.dumps([python, _base(), requirements])
    return hashlib.sha256(parts.encode()).hexdigest()


def _base() -> list[str]:
    """What every worker needs: in a checkout, the project's own dependencies and where it is."""
    if not _in_checkout():
        return [f"voice-server=={version('voice-server')}"]
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    return [str(PROJECT), *project["dependencies"]]


def _requirement_files(spec: BackendSpec) -> list[Path]:
    files = (folder / "requirements.txt" for folder in _folders(spec))
    return [file for file in files if file.exists() and file.read_text().strip()]


def _wanted_python(spec: BackendSpec) -> str:
    """The version a backend's `.python-version` names, or "" for that of this process."""
    files = (folder / ".python-version" for folder in _folders(spec))
    versions = {file.read_text().strip() for file in files if file.exists()}
    if len(versions) > 1:
        raise InvalidConfiguration(
            f"The backends that share the environment {spec.environment} name different Pythons "
            f"in their .python-version: {', '.join(sorted(versions))}."
        )
    return "".join(versions)


def _folders(spec: BackendSpec) -> list[Path]:
    """The folders of all backends that share the environment, for it must serve each of them."""
    sharing = {s.folder for s in registry().specs.values() if s.environment == spec.environment}
    return sorted(sharing | {spec.folder})


def _path(spec: BackendSpec) -> Path:
    return root() / spec.environment


def _python(spec: BackendSpec) -> Path:
    return _path(spec) / "bin" / "python"


def _in_checkout() -> bool:
    return (PROJECT / "pyproject.toml").exists()


def _mend(spec: BackendSpec) -> str:
    return f"voice-server backends install {spec.name}"
