"""Where the files of jobs are written on this machine."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.console.playback.pipe import write_errors
from frontend.protocol.jobs import JobFile


class Destination(msgspec.Struct, frozen=True):
    """The file that the speech is written to, or the folder for several files."""

    path: Path
    is_folder: bool

    @property
    def folder(self) -> Path:
        return self.path if self.is_folder else self.path.parent

    def prepare(self) -> None:
        """Check before the work that its result can be written; a folder is made with its first
        file, so that what fails leaves none.

        Raises:
            InvalidConfiguration: it cannot be written.
        """
        place = self.folder
        with write_errors(self.path):
            while self.is_folder and not place.exists() and place != place.parent:
                place = place.parent
            place.stat()
            if not place.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(place, os.W_OK | os.X_OK):
            raise InvalidConfiguration(f"Cannot write {self.path}: Permission denied.")

    def of(self, file: JobFile) -> Path:
        """Return where a file of the job goes; captions go beside the speech they belong to.

        Raises:
            InvalidConfiguration: its name would lead out of the folder.
        """
        if Path(file.name).name != file.name or file.name.startswith("."):
            raise InvalidConfiguration(
                f"The server names a file {file.name!r}, which is not a plain name."
            )
        if self.is_folder:
            return self.path / file.name
        return self.path.with_suffix(Path(file.name).suffix)


@contextmanager
def read_errors(path: Path) -> Iterator[None]:
    """Translate errors of reading the path into InvalidConfiguration."""
    try:
        yield
    except OSError as error:
        raise InvalidConfiguration(f"Cannot read {path}: {error.strerror or error}.") from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside the path; it replaces the path if the block succeeds.

    Raises:
        InvalidConfiguration: it cannot be written, also if that shows only in the block.
    """
    part = path.with_name(f".{path.name}.part")
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
