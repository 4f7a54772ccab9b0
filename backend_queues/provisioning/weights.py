"""The weights of models whose upstream loads a whole folder, as it lies on the hub.

folders.py says where the folder may lie. The hub's own client, in the backend's environment,
fetches it and resumes interrupted downloads. A worker only reads the folder. What was fetched is
used only while it is what integrity.py knows; a folder below VOICE_SERVER_MODELS is its owner's.

A marker file stands in the folder while it is being fetched: one match of a pattern such as
voices/*.pt does not prove that the others are there.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path

from backend_queues.cache import locked
from backend_queues.errors import AssetUnavailable
from backend_queues.provisioning.commands import CommandFailed, Report, run
from backend_queues.provisioning.folders import (
    MODELS_VARIABLE,
    cached_path,
    candidate_paths,
    model_path,
)
from backend_queues.provisioning.hub import (
    OFFLINE_VARIABLE,
    hub_endpoint,
    hub_is_offline,
    problem_with,
)
from backend_queues.provisioning.integrity import altered, record
from backend_queues.provisioning.manifest import Weights, model_of, read_manifest

# For the hub's client. It tries each file five times, with more patience than is asked for here.
CLIENT = {
    "HF_HUB_ETAG_TIMEOUT": "5",
    "HF_HUB_DOWNLOAD_TIMEOUT": "10",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "NO_COLOR": "1",
}
PROGRESS_S = 1.0
BEING_FETCHED = "being-fetched"
# How the client's line begins when it takes a folder that is there for the right one, and succeeds.
UNSURE = "Returning existing local_dir"


def weights(backend: str, folder: Path, model: str) -> Path:
    """Return the folder with all files of the model. Nothing is fetched.

    Raises:
        AssetUnavailable: a file is missing; the message says what to run, or what to put where.
    """
    if place := _usable(folder, model):
        return place
    raise AssetUnavailable(_advice(backend, folder, model))


def fetch_weights(backend: str, folder: Path, model: str, python: Path, report: Report) -> None:
    """Get the model unless it is there already.

    `python` is that of the backend's environment, whose hub client fetches it.

    Raises:
        AssetUnavailable: the hub cannot be reached or does not serve it; the message says why,
            and what to put where.
    """
    if _usable(folder, model):
        return
    wanted = model_of(folder, model)
    try:
        _probe(wanted, os.environ)
        _fetch(folder, model, python, report)
        if wrong := _altered(cached_path(folder, model), folder, model):
            raise _NotGiven(f"{wanted.repository} has something else as {', '.join(wrong)}")
    except (CommandFailed, _NotGiven) as error:
        advice = _advice(backend, folder, model)
        raise AssetUnavailable(f"{advice}\nThe hub does not give them: {error}") from error


def _usable(folder: Path, model: str) -> Path | None:
    wanted = model_of(folder, model)
    for place in candidate_paths(folder, model):
        if not _missing(place, wanted) and not _altered(place, folder, model):
            return place
    return None


def _altered(place: Path, folder: Path, model: str) -> list[str]:
    """Return the files that are not what was fetched, or should have been."""
    wanted = model_of(folder, model)
    if place != cached_path(folder, model):
        return []
    return altered(place, wanted.revision, _fetched(place, folder, model), wanted.sha256)


def _fetched(place: Path, folder: Path, model: str) -> list[str]:
    """Return the names of the files that come from the hub, without those of assets.yaml."""
    assets = {file.name for group in read_manifest(folder) for file in group.files}
    files = (path for pattern in model_of(folder, model).files for path in place.glob(pattern))
    names = sorted({path.relative_to(place).as_posix() for path in files})
    return [name for name in names if f"{model}/{name}" not in assets]


class _NotGiven(Exception):
    """The hub does not serve the files; the message says why."""


def _probe(wanted: Weights, environ: Mapping[str, str]) -> None:
    """Find out within seconds whether the hub serves files: its client would try for minutes."""
    if not wanted.repository:
        raise _NotGiven("they are not on it")
    if hub_is_offline(environ):
        raise _NotGiven(f"{OFFLINE_VARIABLE} is set")
    endpoint = hub_endpoint(environ)
    named = [file for file in wanted.files if "*" not in file]
    path = f"resolve/{wanted.revision}/{named[0]}" if named else ""
    problem = problem_with(f"{endpoint}/{wanted.repository}/{path}")
    if problem:
        raise _NotGiven(f"{endpoint} cannot be reached: {problem}")


def _remove_altered(folder: Path, model: str) -> None:
    """Remove what the hub's client would take for fetched."""
    place = cached_path(folder, model)
    for name in _altered(place, folder, model):
        (place / name).unlink()


def _fetch(folder: Path, model: str, python: Path, report: Report) -> None:
    wanted, target = model_of(folder, model), cached_path(folder, model)

    def waiting() -> None:
        report(f"{target}: another install is fetching it; waiting for it")

    with locked(target / "fetch.lock", waiting):
        if _usable(folder, model):  # by the one that was waited for
            return
        _remove_altered(folder, model)
        (target / BEING_FETCHED).touch()
        report(f"fetching {wanted.repository}")
        _download(wanted, target, python, report)
        record(target, wanted.revision, _fetched(target, folder, model))
        (target / BEING_FETCHED).unlink()
    if missing := _missing(target, wanted):
        raise _NotGiven(f"{wanted.repository} has no {', '.join(missing)}")


def _download(wanted: Weights, target: Path, python: Path, report: Report) -> None:
    include = [flag for file in wanted.files for flag in ("--include", file)]
    command = [str(python.with_name("hf")), "download", wanted.repository, *include]
    command += ["--revision", wanted.revision, "--local-dir", str(target)]
    client = _Client(report)
    run(command, client.hear, {**os.environ, **CLIENT})
    if client.unsure:
        raise _NotGiven(client.unsure)


class _Client:
    """Passes on the client's lines, of its progress bar only one a second."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._shown_at = 0.0
        self.unsure = ""

    def hear(self, line: str) -> None:
        if line.startswith(UNSURE):
            self.unsure = line
        if "%|" in line:
            if time.monotonic() - self._shown_at < PROGRESS_S:
                return
            self._shown_at = time.monotonic()
        if line:
            self._report(line)


def _advice(backend: str, folder: Path, model: str) -> str:
    wanted = model_of(folder, model)
    cached = cached_path(folder, model)
    wrong = _altered(cached, folder, model)
    changed = f"{', '.join(wrong)} in {cached} has been changed." if wrong else ""
    lacking = [*_missing(cached, wanted), *wrong]
    lines = [
        changed,
        f"{backend} needs the files {', '.join(lacking)} in {cached}, "
        f"or {', '.join(wanted.files)} in {model_path(folder, model)} below a folder that "
        f"{MODELS_VARIABLE} names.",
        wanted.how,
        f"Run: voice-server backends install {backend}",
    ]
    return " ".join(filter(None, lines))


def _missing(place: Path, wanted: Weights) -> list[str]:
    """Return the files missing in the folder, and the patterns without a match or still fetched."""
    being_fetched = (place / BEING_FETCHED).exists()
    return [
        file
        for file in wanted.files
        if not any(place.glob(file)) or (being_fetched and "*" in file)
    ]
