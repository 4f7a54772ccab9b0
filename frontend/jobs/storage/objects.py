"""The objects of one job in the storage, any of which may be foreign, damaged or missing."""

import logging
import re
from collections.abc import Callable
from typing import TypeVar

from backend_queues.job_errors import JobUnreadable
from frontend.jobs.decoding import ForeignData, decoded
from frontend.jobs.log_once import LogOnce
from frontend.storage.storage import Storage

log = logging.getLogger(__name__)

T = TypeVar("T")

INDEX = re.compile(r"[0-9]{6}|[1-9][0-9]{6,17}")  # as `{:06}` writes one


class JobObjects:
    """Reads, writes and deletes a job's objects, by their names within the job."""

    def __init__(self, storage: Storage, job: str, log_once: LogOnce | None = None) -> None:
        """`log_once` remembers what has been logged of the jobs' objects."""
        self._storage = storage
        self._job = job
        self._log_once = log_once or LogOnce(log)

    def read(self, name: str, decode: Callable[[bytes], T]) -> T | None:
        """Return an object, or None if there is none.

        Raises:
            JobUnreadable.
        """
        try:
            return self._decoded(name, decode)
        except ForeignData as error:
            raise self.unreadable(name, str(error)) from error

    def read_or_skip(self, name: str, decode: Callable[[bytes], T]) -> T | None:
        """Return an object that can be made again, or None if there is none that can be read."""
        try:
            return self._decoded(name, decode)
        except ForeignData as error:
            self._log_once.report(
                self.path(name), f"{self._fault(name, str(error))} It counts as missing."
            )
            return None

    def unreadable(self, name: str, reason: str) -> JobUnreadable:
        """Log that an object cannot be read, and return the error for it."""
        error = JobUnreadable(
            f"{self._fault(name, reason)} If a newer version of Voice Server has written it, run "
            f"that version; if not, delete the job (DELETE /v1/jobs/{self._job}) and submit it "
            "again."
        )
        self._log_once.report(self.path(name), error.message)
        return error

    def write(self, name: str, data: bytes) -> None:
        self._storage.write(self.path(name), data)

    def delete(self, name: str) -> None:
        self._storage.delete(self.path(name))

    def exists(self, name: str) -> bool:
        return self._storage.exists(self.path(name))

    def indexes(self, folder: str, suffix: str) -> list[int]:
        """Return the indexes that objects of a folder are named after; others are left alone."""
        names = self._storage.names(self.path(folder))
        stems = [name.removesuffix(suffix) for name in names if name.endswith(suffix)]
        return sorted(int(stem) for stem in stems if INDEX.fullmatch(stem))

    def path(self, name: str) -> str:
        """Return where in the storage an object is."""
        return f"{self._job}/{name}"

    def _decoded(self, name: str, decode: Callable[[bytes], T]) -> T | None:
        data = self._storage.read(self.path(name))
        return None if data is None else decoded(decode, data)

    def _fault(self, name: str, reason: str) -> str:
        return f"{self.path(name)} in the storage of jobs cannot be read: {reason.rstrip('.')}."
