"""Paths below the root of a storage, which come from users' names too."""

from backend_queues.errors import InvalidRequest, shown
from frontend.storage.local import UNFINISHED


def full_path(root: str, path: str) -> str:
    """Return the path with the root's.

    Raises:
        InvalidRequest: it could lead out of the root, or to the unfinished objects.
    """
    parts = path.split("/") if path else []
    is_unsafe = {"", ".", "..", UNFINISHED}.intersection(parts)
    if is_unsafe or "\0" in path or "\\" in path:
        raise InvalidRequest(
            f"{shown(path)} cannot name an object of the storage: leave out empty names, "
            f"'.', '..', '{UNFINISHED}' and backslashes."
        )
    return "/".join([root.rstrip("/"), *parts])
