"""What of a backend's model is on this machine, and how much of the disk the rest will take."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from backend_queues.errors import AssetUnavailable
from backend_queues.provisioning import environments
from backend_queues.provisioning.assets import asset
from backend_queues.provisioning.manifest import model_of, read_manifest
from backend_queues.provisioning.weights import weights
from backend_queues.registry import BackendSpec

BYTES_PER_MB = 1e6


class Models(msgspec.Struct, frozen=True):
    """A backend's model files on this machine; "none" means that it needs no files."""

    state: Literal["ready", "missing", "none"]
    size_bytes: int = 0


class Needs(msgspec.Struct, frozen=True):
    """What a backend still lacks here, in megabytes of the disk; None is not known."""

    environment_mb: int
    models_mb: int | None
    licence: str  # of the weights

    @property
    def megabytes(self) -> int:
        """At the least."""
        return self.environment_mb + (self.models_mb or 0)

    @property
    def sentence(self) -> str:
        """Such as: about 1.8 GB for its environment and 0.4 GB for its model (licence: MIT)."""
        parts = []
        if self.environment_mb:
            parts.append(f"{_gigabytes(self.environment_mb)} for its environment")
        if self.models_mb is None:
            parts.append("more for its model")
        elif self.models_mb:
            parts.append(f"{_gigabytes(self.models_mb)} for its model")
        licence = f" (licence of the weights: {self.licence})" if self.licence else ""
        return f"about {' and '.join(parts)}{licence}."


def needs_of(spec: BackendSpec) -> Needs:
    """Return what `prepare` would still have to get."""
    environment = 0 if environments.is_ready(spec) else spec.entry.environment_mb
    models = 0 if models_of(spec).state != "missing" else models_mb(spec)
    return Needs(environment, models, spec.entry.licence)


def models_mb(spec: BackendSpec) -> int | None:
    """Return the size of all its model files; None is not known."""
    files = sum(file.size_bytes for group in read_manifest(spec.folder) for file in group.files)
    if not spec.entry.weights:
        return round(files / BYTES_PER_MB)
    size_mb = model_of(spec.folder, spec.entry.weights).size_mb
    return round(files / BYTES_PER_MB) + size_mb if size_mb else None


def _gigabytes(megabytes: int) -> str:
    return f"{max(megabytes, 50) / 1_000:.1f} GB"


def models_of(spec: BackendSpec) -> Models:
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
