"""Storage of jobs: a folder given by a URL, on this machine or on S3.

An object store writes an object whole or not at all. A folder of this machine does not, so an
object is written into a folder of unfinished ones first, and moved from there once it is safe on
the disk. Whatever a file system raises becomes StorageUnavailable; a missing object is not an
error.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from fsspec.implementations.local import LocalFileSystem

from backend_queues.errors import (
    InvalidRequest,
    StorageUnavailable,
    TTSError,
    shown,
)
from frontend.jobs.storage.opening import open_storage

PART_BYTES = 256 * 1024  # that a reader gets at a time
FETCH_BYTES = 4 * 2**20  # that are asked of the storage at a time
UNFINISHED = ".unfinished"  # in a local root: what is being written
ABANDONED_S = 3600  # an unfinished object not written to for so long has lost its process

_NOT_THERE = (FileNotFoundError, NotADirectoryError)  # the latter: a part of the path is an object
_GLOB = frozenset("*?[")  # of which fsspec's deleting makes patterns


class Storage:
    """Objects by path, below one URL. Everything here blocks: call it from a thread.

    Several threads may use one at once. Paths are names joined by "/"; InvalidRequest refuses
    those that could lead out of the folder. All else raises StorageUnavailable if the storage
    does not answer. A local folder is made for its owner alone, if it is not there.
    """

    def __init__(self, url: str) -> None:
        """Open the storage; an object store is not asked for anything yet.

        Raises:
            InvalidConfiguration: it is no URL of a storage, or a package for it is missing.
        """
        self._fs, self._root = open_storage(url)
        self._url = self._fs.unstrip_protocol(self._root)  # unlike `url`, without a password
        self._is_local = isinstance(self._fs, LocalFileSystem)
        if self._is_local:
            with self._translated("clean up", UNFINISHED):
                _clean_up(Path(self._root) / UNFINISHED)

    def write(self, path: str, data: bytes) -> None:
        """Write an object: whoever reads it finds the whole of it, or what was there before."""
        full = self._full(path)
        with self._translated("write", path):
            if self._is_local:
                self._replace(Path(full), lambda file: file.write(data))
            else:
                self._into_folder(full, lambda: self._fs.pipe_file(full, data))

    def upload(self, path: str, local: Path) -> None:
        """Write an object from a file of this machine, in the same way."""
        full = self._full(path)
        with self._translated("write", path), local.open("rb") as source:
            if self._is_local:
                self._replace(Path(full), lambda file: shutil.copyfileobj(source, file))
            else:
                self._into_folder(full, lambda: self._fs.put_file(str(local), full))

    def read(self, path: str) -> bytes | None:
        """Return an object, or None if there is none."""
        full = self._full(path)
        with self._translated("read", path):
            try:
                return bytes(self._fs.cat_file(full))
            except (*_NOT_THERE, IsADirectoryError):
                return None

    def read_range(self, path: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from start up to end, in parts of at most 256 KB.

        Raises:
            StorageUnavailable: also if the object is not there, or ends before `end`.
        """
        full = self._full(path)
        for first in range(start, end, FETCH_BYTES):
            last = min(first + FETCH_BYTES, end)
            with self._translated("read", path):
                data = self._fs.cat_file(full, start=first, end=last)
                if len(data) < last - first:
                    raise EOFError(f"it ends before byte {last}")
            for offset in range(0, len(data), PART_BYTES):
                yield data[offset : offset + PART_BYTES]

    def exists(self, path: str) -> bool:
        full = self._full(path)
        with self._translated("read", path):
            try:
                self._fs.info(full)
            except _NOT_THERE:
                return False
            return True

    def size(self, path: str) -> int | None:
        """Return how many bytes an object has, or None if there is none."""
        full = self._full(path)
        with self._translated("read", path):
            try:
                entry = self._fs.info(full)
            except _NOT_THERE:
                return None
            return int(entry["size"]) if entry["type"] == "file" else None

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, sorted, folders among them; [] if there is none."""
        return sorted(self._listed(folder))

    def sizes(self, folder: str) -> dict[str, int]:
        """Return how many bytes each object of a folder has, by name."""
        listed = self._listed(folder)
        return {name: entry["size"] for name, entry in listed.items() if entry["type"] == "file"}

    def delete(self, path: str) -> None:
        """Delete an object, or a folder with all that is in it; nothing happens without one."""
        full = self._full(path)
        with self._translated("delete", path), suppress(*_NOT_THERE):
            if self._is_local:
                self._fs.rm(full, recursive=True)
            else:
                self._delete_objects(full)

    def _full(self, path: str) -> str:
        """Return the path with the root's.

        Raises:
            InvalidRequest: it could lead out of the root, or to the unfinished objects.
        """
        parts = path.split("/") if path else []
        is_unsafe = {"", ".", "..", UNFINISHED}.intersection(parts)
        if is_unsafe or "\0" in path or "\\" in path:
            raise InvalidRequest(
                f"{shown(path)} cannot name an object of the storage: leave out empty names, "
                f"'.', '..', '{UNFINISHED}' and backslashes."
            )
        return "/".join([self._root.rstrip("/"), *parts])

    @contextmanager
    def _translated(self, verb: str, path: str) -> Iterator[None]:
        """Translate what the file system raises.

        Every file system of fsspec has errors of its own beside OSError, without a common parent.
        """
        try:
            yield
        except TTSError:
            raise
        except Exception as error:
            reason = str(error).rstrip(".") or type(error).__name__
            place = f"{self._url}/{path}".rstrip("/")
            raise StorageUnavailable(
                f"Cannot {verb} {place}: {reason}. Check the storage of batch jobs, and try again."
            ) from error

    def _listed(self, folder: str) -> dict[str, dict[str, Any]]:
        """Return what fsspec knows of each entry, by name."""
        full = self._full(folder)
        with self._translated("list", folder):
            try:
                entries = self._fs.ls(full, detail=True)
            except _NOT_THERE:
                return {}
        # An object is listed as its own only entry, and so is the mark of an empty folder.
        named = {entry["name"].rstrip("/"): entry for entry in entries}
        own = self._fs._strip_protocol(full).rstrip("/")
        found = {name.rpartition("/")[2]: entry for name, entry in named.items() if name != own}
        found.pop(UNFINISHED, None)
        return found

    def _replace(self, target: Path, fill: Callable[[IO[bytes]], object]) -> None:
        """Put a new file in the target's place, once the whole of it is on the disk."""
        unfinished = Path(self._root) / UNFINISHED
        if not unfinished.is_dir():
            Path(self._root).mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=unfinished)  # for its owner alone, too
        try:
            with open(handle, "wb") as file:
                fill(file)
                file.flush()
                os.fsync(handle)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(name, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise

    def _into_folder(self, full: str, write: Callable[[], object]) -> None:
        """Write, and make the folder first if that is what is missing; S3 has no folders."""
        try:
            write()
        except FileNotFoundError:
            if "s3" in self._fs.protocol:
                raise  # there is no such bucket, and its name may be a slip
            self._fs.makedirs(self._fs._parent(full), exist_ok=True)
            write()

    def _delete_objects(self, full: str) -> None:
        """Delete what is at the path and below; s3fs says nothing of what it cannot delete."""
        found = self._fs.find(full)
        plain = [name for name in found if _GLOB.isdisjoint(name)]
        if plain:
            self._fs.rm(plain)
        for name in set(found).difference(plain):
            self._fs.rm_file(name)
        if found and self._fs.find(full):
            raise PermissionError("not all of it could be deleted")
        if _GLOB.isdisjoint(full) and self._fs.exists(full):  # a folder, where there are some
            self._fs.rm(full, recursive=True)


def _clean_up(unfinished: Path) -> None:
    """Delete what killed processes have left."""
    with suppress(FileNotFoundError):
        for path in unfinished.iterdir():
            with suppress(FileNotFoundError):  # its process lives, or another one cleans up
                if time.time() - path.stat().st_mtime > ABANDONED_S:
                    path.unlink()
