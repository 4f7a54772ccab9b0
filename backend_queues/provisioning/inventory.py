"""What of each backend is installed on this machine: its environment and its model files."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from backend_queues.cache import cache_root
from backend_queues.errors import AssetUnavailable
from backend_queues.provisioning import environments
from backend_queues.provisioning.assets import asset
from backend_queues.provisioning.environments import Environment
from backend_queues.provisioning.manifest import model_of, read_manifest
from backend_queues.provisioning.weights import weights
from backend_queues.registry import BackendSpec, registry

HEADER = ("BACKEND", "ENVIRONMENT", "STATE", "SIZE", "TORCH", "MODELS", "SIZE")
NONE = "-"


class Models(msgspec.Struct, frozen=True):
    """A backend's model files on this machine; "none" means that it needs no files."""

    state: Literal["ready", "missing", "none"]
    size_bytes: int = 0


class Installed(msgspec.Struct, frozen=True):
    name: str
    environment: Environment
    models: Models


def inventory() -> list[Installed]:
    """Return what is installed of each backend, in the registry's order."""
    specs = registry().specs.values()
    described = cache(_environment)  # several backends share one, and walking it is slow
    return [Installed(s.name, described(s.environment), _models(s)) for s in specs]


def table(installed: list[Installed]) -> str:
    """Return a line for each backend, and the folders."""
    rows = [HEADER, *map(_row, installed)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [_aligned(row, widths) for row in rows]
    places = f"Environments: {environments.root()}\nModel files: {cache_root() / 'models'}"
    return "\n".join((*lines, "", places))


def as_json(installed: list[Installed]) -> str:
    return msgspec.json.format(msgspec.json.encode(installed, enc_hook=str)).decode()


def _environment(name: str) -> Environment:
    specs = registry().specs.values()
    return environments.describe(next(spec for spec in specs if spec.environment == name))


def _models(spec: BackendSpec) -> Models:
    """Return the state of the files; quick, as digests are computed only once (assets.py)."""
    try:
        sizes = [path.stat().st_size for path in _model_files(spec)]
    except AssetUnavailable:
        return Models("missing")
    return Models("ready", sum(sizes)) if sizes else Models("none")


def _model_files(spec: BackendSpec) -> Iterator[Path]:
    for group in read_manifest(spec.folder):
        for file in group.files:
            yield asset(spec.name, spec.folder, file.name)
    if model := spec.entry.weights:
        place = weights(spec.name, spec.folder, model)
        for pattern in model_of(spec.folder, model).files:
            yield from place.glob(pattern)


def _row(it: Installed) -> tuple[str, ...]:
    environment, models = it.environment, it.models
    return (
        it.name,
        environment.name,
        environment.state,
        _megabytes(environment.size_bytes),
        environment.torch or NONE,
        NONE if models.state == "none" else models.state,
        _megabytes(models.size_bytes),
    )


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:,.0f} MB" if size_bytes else NONE


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()
