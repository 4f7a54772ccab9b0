"""A wall clock that can be set: a library loaded before all others adds an offset to the time."""

import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")


class Clock:
    """The wall clock of the processes that are started with its `environ`.

    Without a C compiler, the clock cannot be set, and `environ` is empty.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"{name}.clock"
        self._file.write_bytes(struct.pack("q", 0))
        library = _library(folder)
        self.environ: Mapping[str, str] = (
            {"LD_PRELOAD": str(library), "CHAOS_CLOCK": str(self._file)} if library else {}
        )

    @property
    def can_be_set(self) -> bool:
        return bool(self.environ)

    def set_off(self, seconds: float) -> None:
        """Set the clock so far ahead of the true time, or behind it."""
        with self._file.open("r+b") as file:  # the processes have this very file mapped
            file.write(struct.pack("q", round(seconds * 1e9)))


def _library(folder: Path) -> Path | None:
    library, compiler = folder / "clock.so", shutil.which("cc")
    if compiler and not library.exists():
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True)
    return library if compiler else None
