"""SHA-256 of model files, each computed once: a marker remembers the file as it was.

A marker names path, size, and the times of the last change of content and of the file's entry. The
second one no program can set, so a file that was changed and given its old time is read again. Who
can write markers can write the model's code, too: they save time, and protect against nothing.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from backend_queues.cache import cache_root


def sha256_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def has_digest(path: Path, sha256: str) -> bool:
    """Return whether the file has this digest; quick if it was asked before."""
    if not path.is_file():
        return False
    if _marker(path, sha256).exists():
        return True
    if sha256_of(path) != sha256:
        return False
    remember(path, sha256)
    return True


def remember(path: Path, sha256: str) -> None:
    """Note that the file has this digest."""
    with suppress(OSError):  # a cache that cannot be written to costs a digest at each start
        _marker(path, sha256).parent.mkdir(parents=True, exist_ok=True)
        _marker(path, sha256).touch()


def _marker(path: Path, sha256: str) -> Path:
    state = path.stat()
    times = f"{state.st_mtime_ns}\n{state.st_ctime_ns}"
    known = f"{path.resolve()}\n{state.st_size}\n{times}\n{sha256}"
    return cache_root() / "verified" / hashlib.sha256(known.encode()).hexdigest()
