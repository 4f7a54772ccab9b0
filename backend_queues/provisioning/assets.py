"""The model files of backends: fetching them once, and finding them when a backend loads.

A file is used only if its digest is the one in assets.yaml; folders.py says where it may lie.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from backend_queues.cache import cache_root, locked
from backend_queues.errors import AssetUnavailable
from backend_queues.provisioning.commands import Report
from backend_queues.provisioning.digests import has_digest, remember, sha256_of
from backend_queues.provisioning.folders import (
    MODELS_VARIABLE,
    cached_path,
    candidate_paths,
    model_path,
)
from backend_queues.provisioning.manifest import AssetFile, FileGroup, read_manifest
from backend_queues.provisioning.sources import SourceFailed, Sources, describe

LEFT_OVER = "fetching-"


def asset(backend: str, folder: Path, name: str) -> Path:
    """Return a file of the backend whose digest is right. Nothing is fetched.

    Raises:
        AssetUnavailable: it is missing or wrong; the message says what to run.
        KeyError: the folder's assets.yaml lists no file of that name.
    """
    file = {file.name: file for group in read_manifest(folder) for file in group.files}[name]
    path = _find(folder, file)
    if path is None:
        raise AssetUnavailable(
            f"{backend} needs the file {name}; {_local_reasons(folder, file)}. "
            f"Run: {_mend(backend)}"
        )
    return path


def fetch(folder: Path, backend: str, report: Report) -> None:
    """Get every file of the folder's assets.yaml that is not there yet.

    `report` gets a line for each package or file, and several for a large file.

    Raises:
        AssetUnavailable: no source has a file; the message says why, and what to put where.
    """
    if not list(_missing(folder)):
        return
    cache = cache_root()

    def waiting() -> None:
        report(f"{backend}: another install is fetching model files; waiting for it")

    with locked(cache / "fetch.lock", waiting):
        _remove_left_overs(cache)
        with tempfile.TemporaryDirectory(prefix=LEFT_OVER, dir=cache) as temporary:
            sources = Sources(Path(temporary), report)
            for group, file in _missing(folder):
                _fetch(sources, group, file, folder, backend, Path(temporary, "asset"))


def _fetch(
    sources: Sources,
    group: FileGroup,
    file: AssetFile,
    folder: Path,
    backend: str,
    partial: Path,
) -> None:
    reasons = [_local_reasons(folder, file)]
    for source in group.sources:
        try:
            sources.fetch(source, file.name, partial)
            _check(partial, file)
        except SourceFailed as error:
            reasons.append(f"{describe(source)}: {error}")
            continue
        path = cached_path(folder, file.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.replace(path)
        remember(path, file.sha256)
        return
    raise AssetUnavailable(_no_source(folder, file, backend, reasons))


def _missing(folder: Path) -> Iterator[tuple[FileGroup, AssetFile]]:
    for group in read_manifest(folder):
        for file in group.files:
            if _find(folder, file) is None:
                yield group, file


def _find(folder: Path, file: AssetFile) -> Path | None:
    return next((p for p in candidate_paths(folder, file.name) if _is_right(p, file)), None)


def _is_right(path: Path, file: AssetFile) -> bool:
    # Not Path.is_file, which raises for a folder that is another user's.
    if not os.path.isfile(path) or path.stat().st_size != file.size_bytes:
        return False
    return has_digest(path, file.sha256)


def _check(path: Path, file: AssetFile) -> None:
    size = path.stat().st_size
    if size != file.size_bytes:
        raise SourceFailed(f"the file has {size} bytes, not {file.size_bytes}")
    digest = sha256_of(path)
    if digest != file.sha256:
        raise SourceFailed(f"the file's sha256 is {digest}, not {file.sha256}")


def _local_reasons(folder: Path, file: AssetFile) -> str:
    reasons = []
    for path in candidate_paths(folder, file.name):
        try:
            _check(path, file)
        except SourceFailed as error:
            reasons.append(f"{path}: {error}")
        except OSError as error:
            reasons.append(f"{path}: {error.strerror}")
    return "; ".join(reasons)


def _no_source(folder: Path, file: AssetFile, backend: str, reasons: list[str]) -> str:
    return "\n".join(
        (
            f"{backend} needs the file {file.name} ({file.size_bytes / 1e6:.1f} MB, sha256 "
            f"{file.sha256}), and no source gave it:",
            *(f"- {reason}" for reason in reasons),
            f"Put the file at {cached_path(folder, file.name)}, or at "
            f"{model_path(folder, file.name)} below a folder that {MODELS_VARIABLE} names, and "
            f"run: {_mend(backend)}",
        )
    )


def _mend(backend: str) -> str:
    return f"voice-server backends install {backend}"


def _remove_left_overs(cache: Path) -> None:
    """Remove what a killed fetch has left; we hold the lock, so no other fetch is running."""
    for path in cache.glob(f"{LEFT_OVER}*"):
        shutil.rmtree(path)
