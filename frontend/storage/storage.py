"""A folder given by a URL, on this machine or on S3.

An object store writes an object whole or not at all; `local` does the same in a folder of this
machine. Whatever a file system raises becomes StorageUnavailable, and so does a call that takes
too long; a missing object is not an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from fsspec.implementations.local import LocalFileSystem

from backend_queues.errors import TTSError
from backend_queues.job_errors import StorageUnavailable
from frontend.storage.bounded import BoundedCalls
from frontend.storage.local import (
    UNFINISHED,
    delete_path,
    delete_unfinished,
    free_bytes,
    replace_file,
    unfinished_files,
)
from frontend.storage.object_store import StoredObject, delete_objects, objects_below, write_object
from frontend.storage.opening import open_storage
from frontend.storage.paths import full_path

PART_BYTES = 256 * 1024  # that a reader gets at a time
FETCH_BYTES = 2**20  # that are asked of the storage at a time, and lie in memory for each reader
ANSWER_S = 10.0  # a call of one object takes milliseconds, and some tries on a bad network
FOLDER_S = 120.0  # listing or deleting a folder of thousands of objects
LEAST_BYTES_PER_S = 500_000  # of an upload; a slower one is given up

_NOT_THERE = (FileNotFoundError, NotADirectoryError)  # the latter: a part of the path is an object


class Storage:
    """Objects by path, below one URL. Everything here blocks: call it from a thread.

    Several threads may use one at once. Paths are names joined by "/"; InvalidRequest refuses
    those that could lead out of the folder. All else raises StorageUnavailable if the storage
    does not answer. A local folder is made for its owner alone, if it is not there.
    """

    def __init__(self, url: str, holds: str = "batch jobs") -> None:
        """Open the storage; nothing of it is read or written yet. Errors say what it `holds`.

        Raises:
            InvalidConfiguration: it is no URL of a storage, or a package for it is missing.
        """
        self._fs, self._root = open_storage(url)
        self._url = self._fs.unstrip_protocol(self._root)  # unlike `url`, without a password
        self._local = Path(self._root) if isinstance(self._fs, LocalFileSystem) else None
        self._holds = holds
        self._calls = BoundedCalls()

    def close(self) -> None:
        """Let what waits for the storage fail at once, so that nothing holds up the process."""
        self._calls.close()

    def write(self, path: str, data: bytes) -> None:
        """Write an object: whoever reads it finds the whole of it, or what was there before."""
        full = self._full(path)
        if self._local:
            self._replace(path, full, lambda file: file.write(data), ANSWER_S)
        else:
            self._write_object(path, full, lambda: self._fs.pipe_file(full, data), ANSWER_S)

    def upload(self, path: str, local: Path) -> None:
        """Write an object from a file of this machine, in the same way."""
        full = self._full(path)
        with self._translated("write", path), local.open("rb") as source:
            limit_s = ANSWER_S + local.stat().st_size / LEAST_BYTES_PER_S
            if self._local:
                self._replace(path, full, lambda file: shutil.copyfileobj(source, file), limit_s)
            else:
                put = partial(self._fs.put_file, str(local), full)
                self._write_object(path, full, put, limit_s)

    def read(self, path: str) -> bytes | None:
        """Return an object, or None if there is none."""
        full = self._full(path)
        try:
            with self._translated("read", path, *_NOT_THERE, IsADirectoryError):
                return bytes(self._calls.call(path, lambda: self._fs.cat_file(full), ANSWER_S))
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
            fetch = partial(self._fs.cat_file, full, start=first, end=last)
            with self._translated("read", path):
                data = self._calls.call(path, fetch, ANSWER_S)
                if len(data) < last - first:
                    raise EOFError(f"it ends before byte {last}")
            for offset in range(0, len(data), PART_BYTES):
                yield data[offset : offset + PART_BYTES]

    def exists(self, path: str) -> bool:
        return self._info(path) is not None

    def size(self, path: str) -> int | None:
        """Return how many bytes an object has, or None if there is none."""
        entry = self._info(path)
        return int(entry["size"]) if entry and entry["type"] == "file" else None

    def total_size(self, folder: str) -> int:
        """Return how many bytes all objects in a folder have, and in those below."""
        full = self._full(folder)
        with self._translated("list", folder):
            return int(self._calls.call(folder, lambda: self._fs.du(full, total=True), FOLDER_S))

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, sorted, folders among them; [] if there is none."""
        return sorted(self._listed(folder))

    def sizes(self, folder: str) -> dict[str, int]:
        """Return how many bytes each object of a folder has, by name."""
        listed = self._listed(folder)
        return {name: entry["size"] for name, entry in listed.items() if entry["type"] == "file"}

    def objects(self) -> list[StoredObject]:
        """Return all objects there are, in all folders."""
        find = partial(objects_below, self._fs, self._root)
        with self._translated("list", ""):
            return self._calls.call("objects", find, FOLDER_S)

    def touch(self, path: str) -> None:
        """Note that an object of a local folder is used; object stores know no such time."""
        if self._local:
            with suppress(*_NOT_THERE), self._translated("touch", path, *_NOT_THERE):
                self._calls.call(path, partial(os.utime, self._full(path)), ANSWER_S)

    def delete(self, path: str) -> None:
        """Delete an object, or a folder with all that is in it; nothing happens without one."""
        full = self._full(path)
        if self._local:
            work = partial(delete_path, Path(full))
        else:
            work = partial(delete_objects, self._fs, full)
        with suppress(*_NOT_THERE), self._translated("delete", path, *_NOT_THERE):
            self._calls.call(f"delete {path}", work, FOLDER_S)

    def room(self) -> int | None:
        """Return how many bytes are free; None if the storage cannot be full."""
        root = self._local
        if root is None:
            return None
        with self._translated("measure", ""):
            return self._calls.call("room", partial(free_bytes, root), ANSWER_S)

    def unfinished(self) -> dict[str, tuple[int, int]]:
        """Return what is being written in a local folder, or was when its process was killed."""
        root = self._local
        if root is None:
            return {}
        with self._translated("clean up", UNFINISHED):
            return self._calls.call(UNFINISHED, partial(unfinished_files, root), ANSWER_S)

    def delete_unfinished(self, name: str) -> None:
        assert self._local
        with self._translated("clean up", UNFINISHED):
            delete = partial(delete_unfinished, self._local, name)
            self._calls.call(UNFINISHED, delete, ANSWER_S)

    def _full(self, path: str) -> str:
        return full_path(self._root, path)

    @contextmanager
    def _translated(self, verb: str, path: str, *expected: type[OSError]) -> Iterator[None]:
        """Translate what the file system raises, but for what is expected.

        Every file system of fsspec has errors of its own beside OSError, without a common parent.
        """
        passed_on: tuple[type[Exception], ...] = (TTSError, *expected)
        try:
            yield
        except passed_on:
            raise
        except Exception as error:
            reason = str(error).rstrip(".") or type(error).__name__
            place = f"{self._url}/{path}".rstrip("/")
            raise StorageUnavailable(
                f"Cannot {verb} {place}: {reason}. Check the storage of {self._holds}, "
                "and try again."
            ) from error

    def _info(self, path: str) -> dict[str, Any] | None:
        full = self._full(path)
        try:
            with self._translated("read", path, *_NOT_THERE):
                return dict(self._calls.call(path, lambda: self._fs.info(full), ANSWER_S))
        except _NOT_THERE:
            return None

    def _listed(self, folder: str) -> dict[str, dict[str, Any]]:
        """Return what fsspec knows of each entry, by name."""
        full = self._full(folder)
        try:
            with self._translated("list", folder, *_NOT_THERE):
                ls = partial(self._fs.ls, full, detail=True)
                entries = self._calls.call(folder, ls, FOLDER_S if folder else ANSWER_S)
        except _NOT_THERE:
            return {}
        # An object is listed as its own only entry, and so is the mark of an empty folder.
        named = {entry["name"].rstrip("/"): entry for entry in entries}
        own = self._fs._strip_protocol(full).rstrip("/")
        found = {name.rpartition("/")[2]: entry for name, entry in named.items() if name != own}
        found.pop(UNFINISHED, None)
        return found

    def _replace(
        self, path: str, full: str, fill: Callable[[IO[bytes]], object], limit_s: float
    ) -> None:
        assert self._local
        is_wanted = partial(_is_wanted, self._calls)
        work = partial(replace_file, self._local, Path(full), fill, is_wanted)
        with self._translated("write", path):
            self._calls.call(path, work, limit_s)

    def _write_object(
        self, path: str, full: str, write: Callable[[], object], limit_s: float
    ) -> None:
        with self._translated("write", path):
            self._calls.call(path, partial(write_object, self._fs, full, write), limit_s)


def _is_wanted(calls: BoundedCalls) -> bool:
    return not calls.is_given_up
