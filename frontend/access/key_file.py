"""API keys in a file, which frontends may be given read-only.

The file is JSON, {"keys": [RECORD, ...]}, each record as `frontend.access.key` describes it.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.access.errors import KeysUnavailable
from frontend.access.key import KeyRecord, read_records
from tasks.process.decoding import UNDECODABLE

MAX_BYTES = 16_000_000  # some 50,000 keys


class _Content(msgspec.Struct):
    keys: list[msgspec.Raw]


class KeyFile:
    """All methods block, and raise KeysUnavailable if the file is damaged or cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    def version(self) -> str:
        """Return what changes whenever the file does."""
        try:
            state = self.path.stat()
        except OSError as error:
            raise self._unreadable(error.strerror) from error
        return f"{state.st_ino}:{state.st_size}:{state.st_mtime_ns}"

    def read(self) -> dict[str, KeyRecord]:
        """Return the records by id."""
        try:
            with self.path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise self._unreadable(error.strerror) from error
        if len(content) > MAX_BYTES:
            raise self._unreadable(f"it has more than {MAX_BYTES:,} bytes")
        try:
            return read_records(msgspec.json.decode(content, type=_Content).keys)
        except UNDECODABLE as error:
            raise self._unreadable('it is not of the form {"keys": [...]}') from error

    def add(self, record: KeyRecord) -> None:
        """Add a key; the file is made if there is none.

        Raises:
            InvalidConfiguration: it cannot be written.
        """
        self._change(lambda records: {**records, record.id: record})

    def revoke(self, id: str) -> bool:
        """Remove a key; return whether it was there.

        Raises:
            InvalidConfiguration: the file cannot be written.
        """
        if not self.path.exists() or id not in self.read():
            return False
        self._change(lambda records: {key: it for key, it in records.items() if key != id})
        return True

    def _change(self, change: Callable[[dict[str, KeyRecord]], Mapping[str, KeyRecord]]) -> None:
        try:
            with self._locked():
                records = change(self.read() if self.path.exists() else {})
                self._write({"keys": list(records.values())})
        except OSError as error:
            raise InvalidConfiguration(
                f"{self.path} cannot be written: {error.strerror or error}. Name another file "
                "with --keys, or change the keys where this one comes from."
            ) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one process change the file at a time."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self.path.with_name(f".{self.path.name}.lock")
        with open(os.open(lock, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _write(self, content: object) -> None:
        """Replace the file at once, so that no reader sees half of it."""
        unfinished = self.path.with_name(f".{self.path.name}.unfinished")
        with open(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.path)

    def _unreadable(self, reason: str | None) -> KeysUnavailable:
        return KeysUnavailable(f"The API keys in {self.path} cannot be read: {reason}.")
