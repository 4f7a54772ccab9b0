"""The weights of models whose upstream loads a whole folder, as it lies on the hub.

A backend's weights.yaml names each model's folder, its repository and its files:

turbo:
  repository: ResembleAI/chatterbox-turbo
  revision: main
  files: [ve.safetensors, t3_turbo_v1.safetensors]

folders.py says where the folder may lie. The hub's own client, in the backend's environment,
fetches it: it resumes interrupted downloads and checks digests. A worker only reads the folder.

A marker file stands in the folder while it is being fetched: one match of a pattern such as
voices/*.pt does not prove that the others are there.
"""

import os
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue

import msgspec

from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.file_lock import locked
from backend_queues.provisioning.commands import CommandFailed, Report, run
from backend_queues.provisioning.folders import (
    MODELS_VARIABLE,
    cached_path,
    candidate_paths,
    model_path,
)
from backend_queues.provisioning.hub import OFFLINE_VARIABLE, hub_endpoint, hub_is_offline

PROBE_S = 8.0
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


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model. Without a repository it cannot be fetched, and `how` says where to get it."""

    files: tuple[str, ...]
    repository: str = ""
    revision: str = "main"
    how: str = ""


def weights(backend: str, folder: Path, model: str) -> Path:
    """Return the folder with all files of the model. Nothing is fetched.

    Raises:
        AssetUnavailable: a file is missing; the message says what to run, or what to put where.
    """
    wanted = model_of(folder, model)
    for place in candidate_paths(folder, model):
        if not _missing(place, wanted):
            return place
    raise AssetUnavailable(_advice(backend, folder, model))


def fetch_weights(backend: str, folder: Path, model: str, python: Path, report: Report) -> None:
    """Get the model unless it is there already.

    `python` is that of the backend's environment, whose hub client fetches it.

    Raises:
        AssetUnavailable: the hub cannot be reached or does not serve it; the message says why,
            and what to put where.
    """
    wanted = model_of(folder, model)
    if not all(_missing(place, wanted) for place in candidate_paths(folder, model)):
        return
    try:
        _probe(wanted, os.environ)
        _fetch(wanted, cached_path(folder, model), python, report)
    except (CommandFailed, _NotGiven) as error:
        advice = _advice(backend, folder, model)
        raise AssetUnavailable(f"{advice}\nThe hub does not give them: {error}") from error


@cache
def read_weights(folder: Path) -> dict[str, Weights]:
    """Return what the folder's weights.yaml lists, by model; nothing if it has none.

    Raises:
        InvalidConfiguration: the file is wrong; the message names the key.
    """
    path = folder / "weights.yaml"
    if not path.exists():
        return {}
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, Weights])
    except msgspec.DecodeError as error:
        raise InvalidConfiguration(f"{path}: {error}") from error


def model_of(folder: Path, model: str) -> Weights:
    """Return the model's entry in the folder's weights.yaml.

    Raises:
        InvalidConfiguration: it has no such model; the message lists the models.
    """
    listed = read_weights(folder)
    if model not in listed:
        names = ", ".join(listed) or "none"
        path = folder / "weights.yaml"
        raise InvalidConfiguration(f"{path}: there is no model {model!r}; there are: {names}.")
    return listed[model]


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
    problem = _problem_with(f"{endpoint}/{wanted.repository}/{path}")
    if problem:
        raise _NotGiven(f"{endpoint} cannot be reached: {problem}")


def _problem_with(url: str) -> str:
    """Ask for the URL, and for where it leads to; "" is an answer of any kind.

    A thread asks because a socket's timeout does not cover the resolution of names, and applies
    to each of a name's addresses anew.
    """
    answers: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_ask(url)), daemon=True).start()
    try:
        return answers.get(timeout=PROBE_S)
    except Empty:
        return f"no answer within {PROBE_S:g} s"


def _ask(url: str) -> str:
    try:
        urllib.request.urlopen(url, timeout=PROBE_S).close()
    except urllib.error.HTTPError:
        return ""  # the client's own message is better
    except OSError as error:
        reason = getattr(error, "reason", error)
        own_certificates = isinstance(reason, ssl.SSLError)  # the client brings its own
        return "" if own_certificates else str(reason)
    return ""


def _fetch(wanted: Weights, target: Path, python: Path, report: Report) -> None:
    target.mkdir(parents=True, exist_ok=True)

    def waiting() -> None:
        report(f"{target}: another install is fetching it; waiting for it")

    with locked(target / "fetch.lock", waiting):
        (target / BEING_FETCHED).touch()
        report(f"fetching {wanted.repository}")
        _download(wanted, target, python, report)
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
    lines = [
        f"{backend} needs the files {', '.join(_missing(cached, wanted))} in {cached}, "
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
