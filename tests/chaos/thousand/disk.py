"""A small disk of its own for what processes write, which can be filled."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

SIZE = "48m"
FILLER_BYTES = 1 << 16


class Disk:
    """A file system in memory where this user may mount one; else it cannot be filled."""

    def __init__(self, folder: Path, *, can_be_filled: bool) -> None:
        self.folder = folder
        self.can_be_filled = can_be_filled
        self._filler = folder / "filler"

    @classmethod
    @contextmanager
    def mounted(cls, folder: Path) -> Iterator[Self]:
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
        mounted = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0
        try:
            yield cls(folder, can_be_filled=mounted)
        finally:
            if mounted:
                subprocess.run(["umount", "--lazy", str(folder)], check=False)

    def fill(self) -> None:
        """Leave no byte free."""
        with self._filler.open("ab", buffering=0) as file:
            size = FILLER_BYTES
            while size:
                try:
                    file.write(bytes(size))
                except OSError:  # of which each is smaller than the one before
                    size //= 2

    def free(self) -> None:
        self._filler.unlink(missing_ok=True)
