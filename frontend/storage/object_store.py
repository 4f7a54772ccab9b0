"""What fsspec leaves to do on file systems that are not a folder of this machine."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from fsspec import AbstractFileSystem

from frontend.storage.local import UNFINISHED

# What file systems call the time of the last change.
_TIMES = ("mtime", "LastModified", "created")
_GLOB = frozenset("*?[")  # of which fsspec's deleting makes patterns


class StoredObject(msgspec.Struct, frozen=True):
    """What is known of an object without reading it."""

    path: str  # below the root
    size_bytes: int
    used_at: float  # seconds since 1970, when it was written or touched; 0 is not known


def objects_below(fs: AbstractFileSystem, root: str) -> list[StoredObject]:
    """Return all objects below the root, but those that are being written."""
    own = fs._strip_protocol(root).rstrip("/") + "/"
    found = {name.removeprefix(own): it for name, it in fs.find(root, detail=True).items()}
    return [
        StoredObject(path, int(entry["size"]), _used_at(entry))
        for path, entry in found.items()
        if not path.startswith(f"{UNFINISHED}/")
    ]


def _used_at(entry: Mapping[str, Any]) -> float:
    for name in _TIMES:
        at = entry.get(name)
        if isinstance(at, datetime):
            return at.timestamp()
        if isinstance(at, int | float):
            return float(at)
    return 0.0


def write_object(fs: AbstractFileSystem, full: str, write: Callable[[], object]) -> None:
    """Write, and make the folder first if that is what is missing; S3 has no folders."""
    try:
        write()
    except FileNotFoundError:
        if "s3" in fs.protocol:
            raise  # there is no such bucket, and its name may be a slip
        fs.makedirs(fs._parent(full), exist_ok=True)
        write()


def delete_objects(fs: AbstractFileSystem, full: str) -> None:
    """Delete what is at the path and below; s3fs says nothing of what it cannot delete."""
    found = fs.find(full)
    plain = [name for name in found if _GLOB.isdisjoint(name)]
    if plain:
        fs.rm(plain)
    for name in set(found).difference(plain):
        fs.rm_file(name)
    if found and fs.find(full):
        raise PermissionError("not all of it could be deleted")
    if _GLOB.isdisjoint(full) and fs.exists(full):  # a folder, where there are some
        fs.rm(full, recursive=True)
