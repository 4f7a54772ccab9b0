"""What fsspec leaves to do on file systems that are not a folder of this machine."""

from collections.abc import Callable

from fsspec import AbstractFileSystem

_GLOB = frozenset("*?[")  # of which fsspec's deleting makes patterns


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
