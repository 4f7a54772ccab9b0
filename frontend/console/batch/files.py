"""Where the files of jobs are put on this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from backend_queues.errors import InvalidConfiguration
from frontend.console.playback.wav_output import told_of
from frontend.protocol.jobs import JobFile


class Place(msgspec.Struct, frozen=True):
    """A file that the speech is put into, or a folder that all files are put into."""

    path: Path
    is_folder: bool

    def prepare(self) -> None:
        """See before the work that its outcome can be written; make the folder.

        Raises:
            InvalidConfiguration: it cannot.
        """
        folder = self.path if self.is_folder else self.path.parent
        with told_of(self.path):
            if self.is_folder:
                folder.mkdir(parents=True, exist_ok=True)
            folder.stat()
        if not os.access(folder, os.W_OK | os.X_OK):
            raise InvalidConfiguration(f"Cannot write {self.path}: Permission denied.")

    def of(self, file: JobFile) -> Path:
        """Return where a file of the job goes; captions go beside the speech they belong to.

        Raises:
            InvalidConfiguration: its name would lead elsewhere.
        """
        if Path(file.name).name != file.name or file.name.startswith("."):
            raise InvalidConfiguration(f"The server has named a file {file.name!r}.")
        if self.is_folder:
            return self.path / file.name
        return self.path.with_suffix(Path(file.name).suffix)


@contextmanager
def read_of(path: Path) -> Iterator[None]:
    """Raise what the system says against reading the path as InvalidConfiguration."""
    try:
        yield
    except OSError as error:
        raise InvalidConfiguration(f"Cannot read {path}: {error.strerror or error}.") from error


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside the path, which it replaces if the block is left well.

    Raises:
        InvalidConfiguration: it cannot be written, in the block too.
    """
    part = path.with_name(f".{path.name}.part")
    with told_of(path):
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
