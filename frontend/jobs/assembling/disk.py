"""A full or broken disk, as an error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend_queues.job_errors import StorageUnavailable


@contextmanager
def disk_errors_translated(name: str) -> Iterator[None]:
    """Make an error of files StorageUnavailable; those of libav are OSErrors too."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(
            f"{name} cannot be written on the server's disk ({error.strerror}); make room in its "
            "folder for temporary files, or name another one (TMPDIR)."
        ) from error
