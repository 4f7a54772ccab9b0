"""Which jobs run, or wait for it: a mark for each, so that those that have ended are not looked at.

    running/<job>

The marks only save work. One that is missing or left over is mended when all jobs are read again.
"""

from frontend.storage.storage import Storage

FOLDER = "running"


class RunningIndex:
    """The marks of all jobs of a storage. Everything here blocks."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def names(self) -> list[str]:
        """Return what is marked: the ids of jobs, and what else may lie there."""
        return self._storage.names(FOLDER)

    def add(self, job: str) -> None:
        self._storage.write(f"{FOLDER}/{job}", b"1")

    def remove(self, job: str) -> None:
        self._storage.delete(f"{FOLDER}/{job}")
