"""The weights of models whose upstream loads a whole folder, as it lies on the hub.

A backend's weights.yaml names each model's folder, its repository and its files:

turbo:
  repository: ResembleAI/chatterbox-turbo
  revision: main
  files: [ve.safetensors, t3_turbo_v1.safetensors]

The folder is <backend folder>/<model> (with dashes for underscores) below the one that
VOICE_SERVER_MODELS names, or in the cache. The hub's own client, in the backend's environment,
fetches it: it resumes what was interrupted and checks digests. A worker only ever reads the folder.
"""

import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from backend_queues.assets import MODELS_VARIABLE, cache_root
from backend_queues.commands import CommandFailed, Report, run
from backend_queues.file_lock import locked
from tasks.errors import AssetUnavailable, InvalidConfiguration

PROBE_S = 5.0
# A hub that goes away in the middle must be told of in seconds too.
PATIENCE = {"HF_HUB_ETAG_TIMEOUT": "5", "HF_HUB_DOWNLOAD_TIMEOUT": "10"}
ON = {"1", "TRUE", "YES", "ON"}


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model. Without a repository nothing can fetch it, and `how` says where it comes from."""

    files: tuple[str, ...]
    repository: str = ""
    revision: str = "main"
    how: str = ""


def weights(backend: str, folder: Path, model: str) -> Path:
    """Return the folder with all files of the model. Nothing is fetched.

    Raises:
        AssetUnavailable: a file is missing; the message says what to run, or what to put where.
    """
    wanted = read_weights(folder)[model]
    for place in _places(folder, model):
        if not _missing(place, wanted):
            return place
    raise AssetUnavailable(_advice(backend, folder, model))


def fetch_weights(backend: str, folder: Path, model: str, python: Path, report: Report) -> None:
    """Get the model unless it is there already.

    `python` is that of the backend's environment, whose hub client does it.

    Raises:
        AssetUnavailable: the hub cannot be reached or does not give it; the message says why,
            and what to put where.
    """
    wanted = read_weights(folder)[model]
    if not all(_missing(place, wanted) for place in _places(folder, model)):
        return
    try:
        _probe(wanted, os.environ)
        _download(wanted, _cached(folder, model), python, report)
    except (CommandFailed, _Unreachable) as error:
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


class _Unreachable(Exception):
    """There is no hub to be asked; the message says why."""


def _probe(wanted: Weights, environ: Mapping[str, str]) -> None:
    """Find out within seconds whether the hub answers: its client would try for minutes."""
    if not wanted.repository:
        raise _Unreachable("they are not on it")
    if environ.get("HF_HUB_OFFLINE", "").upper() in ON:
        raise _Unreachable("HF_HUB_OFFLINE is set")
    endpoint = environ.get("HF_ENDPOINT", "").rstrip("/") or "https://huggingface.co"
    url = f"{endpoint}/api/models/{wanted.repository}"
    try:
        urllib.request.urlopen(url, timeout=PROBE_S).close()
    except urllib.error.HTTPError:
        return  # it answers; its client tells better what is wrong
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise _Unreachable(f"{endpoint} cannot be reached: {reason}") from error


def _download(wanted: Weights, target: Path, python: Path, report: Report) -> None:
    include = [flag for file in wanted.files for flag in ("--include", file)]
    command = [str(python.with_name("hf")), "download", wanted.repository, *include]
    command += ["--revision", wanted.revision, "--local-dir", str(target)]
    report(f"fetching {wanted.repository}")
    target.mkdir(parents=True, exist_ok=True)
    with locked(target / "fetch.lock", lambda: report(f"{target}: another install is at work")):
        run(command, report, {**os.environ, **PATIENCE})


def _advice(backend: str, folder: Path, model: str) -> str:
    wanted = read_weights(folder)[model]
    cached = _cached(folder, model)
    lines = [
        f"{backend} needs the files {', '.join(_missing(cached, wanted))} in {cached}, "
        f"or {', '.join(wanted.files)} in {_name(folder, model)} below a folder that "
        f"{MODELS_VARIABLE} names.",
        wanted.how,
        f"Run: voice-server backends install {backend}",
    ]
    return " ".join(filter(None, lines))


def _missing(place: Path, wanted: Weights) -> list[str]:
    """The files, or patterns such as voices/*.pt, of which there is none in the folder."""
    return [file for file in wanted.files if not any(place.glob(file))]


def _places(folder: Path, model: str) -> list[Path]:
    models = os.environ.get(MODELS_VARIABLE)
    own = [Path(models).expanduser() / _name(folder, model)] if models else []
    return [*own, _cached(folder, model)]


def _cached(folder: Path, model: str) -> Path:
    return cache_root() / "models" / _name(folder, model)


def _name(folder: Path, model: str) -> Path:
    return Path(folder.name.replace("_", "-"), model)
