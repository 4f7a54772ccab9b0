"""assets.yaml: the model files of a backend, with their digests and sources.

- sources:                  # in the order they are tried; {name} is the file's name
    - {kind: npm, package: kokoro-js, version: 1.2.1, path: "{name}"}
  files:
    - {name: voices/af_heart.bin, size_bytes: 522240, sha256: ...}
"""

from functools import cache
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidConfiguration


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file inside a wheel."""

    package: str
    version: str
    path: str


class PyPI(msgspec.Struct, frozen=True, tag="pypi", tag_field="kind", forbid_unknown_fields=True):
    """Files inside wheels; joined in this order they are the asset."""

    parts: tuple[Part, ...]


class Npm(msgspec.Struct, frozen=True, tag="npm", tag_field="kind", forbid_unknown_fields=True):
    """A file inside an npm package."""

    package: str
    version: str
    path: str


class Hub(msgspec.Struct, frozen=True, tag="hub", tag_field="kind", forbid_unknown_fields=True):
    """A file of a Hugging Face repository."""

    repository: str
    revision: str
    path: str


class Url(msgspec.Struct, frozen=True, tag="url", tag_field="kind", forbid_unknown_fields=True):
    """A file anywhere else."""

    url: str


Source = PyPI | Npm | Hub | Url


class AssetFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file, which is used only if it has this digest."""

    name: str
    size_bytes: int
    sha256: str


class FileGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Files with the same sources."""

    sources: tuple[Source, ...]
    files: tuple[AssetFile, ...]


@cache
def read_manifest(folder: Path) -> tuple[FileGroup, ...]:
    """Return what the folder's assets.yaml lists; nothing if it has none.

    Raises:
        InvalidConfiguration: the file is wrong; the message names the key.
    """
    path = folder / "assets.yaml"
    if not path.exists():
        return ()
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=tuple[FileGroup, ...])
    except msgspec.DecodeError as error:
        raise InvalidConfiguration(f"{path}: {error}") from error
