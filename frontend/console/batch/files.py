"""Where the files of jobs are written on this machine."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.console.playback.new_file import written_beside
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
        suffix = Path(file.name).suffix
        is_speech = self.path.suffix.lower() == suffix  # which is called as somebody has named it
        return self.path if is_speech else self.path.with_suffix(suffix)


def check_file(path: Path) -> None:
    """Refuse a pipe, such as of <(...): it has no length, and is empty when it is sent again.

    Raises:
        InvalidConfiguration: it is one, or cannot be looked at.
    """
    with read_errors(path):
        if not path.is_file():
            raise InvalidConfiguration(f"Cannot read {path}: it is no file; save it as one first.")


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
    with write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as part, part.open("wb") as file:
            yield file
