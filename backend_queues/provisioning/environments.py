"""Each backend's own Python environment: its place, its state, and building it.

It holds what the folders of its backends require: `requirements.txt`, and in `overrides.txt` the
versions to use although a package asks for others. From a checkout it holds no copy of
this project's code, which `code_path` leads to, so that checkouts can share environments.

A stamp, written last, holds the digest of everything the environment was built from. Without a
stamp the build was interrupted; with another digest the environment is out of date. Both are built
from scratch, with the build of PyTorch that was chosen last.
"""

import hashlib
import json
import os
import sys
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from backend_queues.cache import locked
from backend_queues.errors import EnvironmentFailed, InvalidConfiguration
from backend_queues.provisioning.commands import CommandFailed, Report, run_uv
from backend_queues.provisioning.own_wheel import make_wheel, project_digest
from backend_queues.registry import BackendSpec, registry

PROJECT = Path(__file__).parents[2]
STAMP = "voice-server.stamp"


class Environment(msgspec.Struct, frozen=True):
    """The state of a backend's environment on this machine."""

    name: str
    state: Literal["ready", "outdated", "missing"]
    path: Path
    size_bytes: int
    torch: str  # the version of PyTorch in it, such as "2.13.0+cpu", or ""


def root() -> Path:
    """The folder of all environments."""
    if named := os.environ.get("VOICE_SERVER_ENVIRONMENTS"):
        return Path(named).expanduser()
    if in_checkout():
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
    path = _path(spec)
    return Environment(
        name=spec.environment,
        state=_state(spec),
        path=path,
        size_bytes=_size_of(path),
        torch=_torch_in(path),
    )


def code_path() -> dict[str, str]:
    """Return the variables with which an environment's Python finds this project's code."""
    if not in_checkout():
        return {}
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(PROJECT), os.getenv("PYTHONPATH"))))}


def install(spec: BackendSpec, report: Report, torch: str = "") -> None:
    """Build the backend's environment unless it is ready; uv's own lines go to `report`.

    `torch` is the build of PyTorch in uv's words, such as "cpu" or "cu128"; "" is the one that
    was built last, or what the user's package index gives.

    Raises:
        EnvironmentFailed: uv failed; the message ends with what it said.
    """

    def waiting() -> None:
        report(f"{spec.environment}: another install is at work; waiting for it")

    with locked(root() / f"{spec.environment}.lock", waiting):
        built_with = _stamp(spec)[1]
        if is_ready(spec) and torch in ("", built_with):
            return
        try:
            _build(spec, report, torch or built_with)
        except CommandFailed as error:
            raise EnvironmentFailed(
                f"The environment of {spec.name} could not be built. Fix what uv reports below and "
                f"run: {_mend(spec)}\n{error}"
            ) from error


def _build(spec: BackendSpec, report: Report, torch: str) -> None:
    digest = _digest(spec)
    python = _wanted_python(spec) or sys.executable
    report(f"{spec.environment}: building {_path(spec)}")
    run_uv("venv", "--clear", "--no-project", "--python", python, str(_path(spec)), report=report)
    _write_stamp(spec, "", torch)  # if this is interrupted, the next build uses the same PyTorch
    flags = [
        *(flag for file in _files(spec, "requirements.txt") for flag in ("-r", str(file))),
        *(flag for file in _files(spec, "overrides.txt") for flag in ("--override", str(file))),
        *(("--torch-backend", torch) if torch else ()),
    ]
    # Compiled now, or every worker's first start would do it; some seconds of each.
    install = ("pip", "install", "--compile-bytecode", "--python", str(_python(spec)))
    with tempfile.TemporaryDirectory(prefix="voice-server-") as folder:
        project = _required() if in_checkout() else [str(make_wheel(Path(folder)))]
        run_uv(*install, *project, *flags, report=report)
    _write_stamp(spec, digest, torch)


def _state(spec: BackendSpec) -> Literal["ready", "outdated", "missing"]:
    digest, _ = _stamp(spec)
    if not digest:
        return "missing"
    return "ready" if digest == _digest(spec) and _python(spec).exists() else "outdated"


def _stamp(spec: BackendSpec) -> tuple[str, str]:
    """Return the digest of the environment's sources, and its build of PyTorch, or ""."""
    try:
        digest, _, torch = (_path(spec) / STAMP).read_text().partition("\n")
    except OSError:
        return "", ""
    return digest, torch


def _write_stamp(spec: BackendSpec, digest: str, torch: str) -> None:
    (_path(spec) / STAMP).write_text(f"{digest}\n{torch}")


def _size_of(folder: str | Path) -> int:
    """Sum up the sizes of all files; scandir, for there may be 100,000 of them."""
    try:
        with os.scandir(folder) as entries:
            return sum(map(_size_of_entry, entries))
    except (FileNotFoundError, NotADirectoryError):
        return 0  # it does not exist, cannot exist, or is being rebuilt at this moment


def _size_of_entry(entry: os.DirEntry[str]) -> int:
    if entry.is_dir(follow_symlinks=False):
        return _size_of(entry.path)
    return entry.stat(follow_symlinks=False).st_size


def _torch_in(path: Path) -> str:
    """Read the version off its metadata's folder: importing it would take seconds."""
    found = path.glob("lib/python*/site-packages/torch-*.dist-info")
    return next((folder.stem.removeprefix("torch-") for folder in found), "")


def _digest(spec: BackendSpec) -> str:
    files = [_files(spec, name) for name in ("requirements.txt", "overrides.txt")]
    texts = [[file.read_text() for file in group] for group in files]
    python = _wanted_python(spec) or list(sys.version_info[:2])
    parts = json.dumps([python, _base(), texts])
    return hashlib.sha256(parts.encode()).hexdigest()


@cache
def _base() -> list[str]:
    """What every worker needs: from a checkout what the project requires, else its very code."""
    return _required() if in_checkout() else [project_digest()]


def _required() -> list[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    return list(project["dependencies"])


def _files(spec: BackendSpec, name: str) -> list[Path]:
    files = (folder / name for folder in _folders(spec))
    return [file for file in files if file.exists() and file.read_text().strip()]


def _wanted_python(spec: BackendSpec) -> str:
    """The version a backend's `.python-version` names, or "" for that of this process."""
    versions = {file.read_text().strip() for file in _files(spec, ".python-version")}
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


def in_checkout() -> bool:
    """Tell whether this code runs from a checkout of the project, not from an installed wheel."""
    return (PROJECT / "pyproject.toml").exists()


def _mend(spec: BackendSpec) -> str:
    return f"voice-server backends install {spec.name}"
