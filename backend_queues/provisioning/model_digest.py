"""One name for all that a backend's speech comes from, beside the request.

Two workers of the same name make the same of a request: the same code of adapters, shaping and
manifests (which name the model files by their digests), the same packages, the same options of the
registry, the same model files of the user's own. The machine is left out: another processor rounds
otherwise, and says the same.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from backend_queues.provisioning.folders import MODELS_VARIABLE, model_path
from backend_queues.registry import BackendSpec

ROOT = Path(__file__).parents[2]
# Where code and manifests are that make, or shape, speech.
CODE = (ROOT / "backend_queues", ROOT / "tasks" / "worker")
CODE_SUFFIXES = frozenset((".py", ".yaml", ".txt"))
# Of a model file, that many pieces of so many bytes: training changes them all, and reading some
# GB would delay each start.
PIECES, PIECE_BYTES = 16, 65_536


def model_digest(spec: BackendSpec) -> str:
    """Return the name, 64 hex digits."""
    entry = spec.entry
    known = hashlib.sha256()
    made_with = (entry.adapter, entry.weights, sorted(entry.options.items()))
    known.update(msgspec.json.encode(made_with))
    for package in _packages():
        known.update(f"{package}\n".encode())
    for file in _code(spec):
        known.update(f"{file.name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    for file in _own_models(spec):
        known.update(f"{file.name}\n".encode() + _looked_into(file))
    return known.hexdigest()


def _packages() -> list[str]:
    """Return the names of the installed packages with their versions, without reading any."""
    places = (Path(place) for place in sys.path)
    return sorted({found.name for place in places for found in place.glob("*.dist-info")})


def _code(spec: BackendSpec) -> Iterator[Path]:
    own = () if spec.folder.is_relative_to(ROOT / "backend_queues") else (spec.folder,)
    for folder in (*CODE, *own):
        files = (file for file in folder.rglob("*") if file.suffix in CODE_SUFFIXES)
        yield from sorted(file for file in files if file.is_file())


def _own_models(spec: BackendSpec) -> Iterator[Path]:
    """Yield the files of the backend below the folder of the user's own models."""
    if models := os.environ.get(MODELS_VARIABLE):
        folder = Path(models).expanduser() / model_path(spec.folder, "")
        yield from sorted(file for file in folder.rglob("*") if file.is_file())


def _looked_into(file: Path) -> bytes:
    size = file.stat().st_size
    found = hashlib.sha256(str(size).encode())
    with file.open("rb") as content:
        for number in range(PIECES):
            content.seek(number * max(0, size - PIECE_BYTES) // (PIECES - 1))
            found.update(content.read(PIECE_BYTES))
    return found.digest()
