"""Whether fetched weights are what they should be.

weights.yaml has the digest of most files. Of the others, what the pinned revision held is recorded
beside them when they are fetched, in fetched.json, and is asked for from then on.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from backend_queues.provisioning.digests import has_digest, remember, sha256_of
from tasks.process.decoding import UNDECODABLE

RECORD = "fetched.json"
UNREADABLE: tuple[type[Exception], ...] = (OSError, *UNDECODABLE)


class Fetched(msgspec.Struct, frozen=True):
    """What was fetched: the digests of its files by their names in the folder."""

    revision: str
    sha256: dict[str, str]


def record(place: Path, revision: str, names: Iterable[str]) -> None:
    """Note the digests of the folder's files, which have just been fetched."""
    digests = {name: sha256_of(place / name) for name in names}
    for name, digest in digests.items():
        remember(place / name, digest)
    content = msgspec.json.encode(Fetched(revision, digests))
    (place / RECORD).write_bytes(msgspec.json.format(content))


def altered(
    place: Path, revision: str, names: Iterable[str], known: Mapping[str, str]
) -> list[str]:
    """Return the names of files that are not those of the revision, as far as that is known."""
    fetched = _read(place)
    of_another = fetched is not None and fetched.revision != revision
    recorded = fetched.sha256 if fetched and not of_another else {}
    expected = {**recorded, **known}

    def is_right(name: str) -> bool:
        if name not in expected:
            return not of_another
        return has_digest(place / name, expected[name])

    return [name for name in names if not is_right(name)]


def _read(place: Path) -> Fetched | None:
    """Return the record; None without one, or with one that cannot be read."""
    try:
        return msgspec.json.decode((place / RECORD).read_bytes(), type=Fetched)
    except UNREADABLE:
        return None
