"""What `voice-server keys` does: makes, lists and revokes API keys. All of it blocks."""

import getpass
import re
import socket
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from backend_queues.errors import InvalidRequest, shown
from frontend.access.audit import audit
from frontend.access.client import ALL_SCOPES, Client, KeyLimits, Scope
from frontend.access.key import KeyRecord, new_key, utc_now
from frontend.access.key_file import KeyFile
from frontend.access.places import key_store
from tasks.process.logs import set_up_logging

DAYS = re.compile(r"(\d{1,5})d", re.ASCII)


def add(
    place: str,
    name: str,
    scopes: frozenset[Scope],
    expires: datetime | None,
    limits: Mapping[str, int | None],
) -> tuple[str, KeyRecord, str]:
    """Make a key; return it, its record, and where that is.

    Raises:
        InvalidRequest: the name is too long, or not there.
        TTSError: the place cannot be read or written.
    """
    key, record = new_key(name, scopes, expires, KeyLimits(**limits))
    try:
        msgspec.json.decode(msgspec.json.encode(record), type=KeyRecord)
    except msgspec.ValidationError as error:
        raise InvalidRequest(f"Such a key cannot be kept: {error}") from error
    store = key_store(place)
    store.add(record)
    _note("An API key was made.", record)
    return key, record, str(store)


def listed(place: str) -> list[KeyRecord]:
    """Return the keys by name. Raises TTSError if the place cannot be read."""
    store = key_store(place)
    if _is_missing(store):
        return []
    return sorted(store.read().values(), key=lambda record: (record.name, record.id))


def as_data(records: Sequence[KeyRecord]) -> bytes:
    """Return JSON, without the hashes: nobody needs them."""
    return msgspec.json.encode(
        [
            {
                "id": record.id,
                "name": record.name,
                "scopes": sorted(record.scopes),
                "expires": record.expires,
                "limits": record.limits,
            }
            for record in records
        ]
    )


def revoke(place: str, id: str) -> str:
    """End a key; return where it was.

    Raises:
        InvalidRequest: there is no such key.
        TTSError: the place cannot be read or written.
    """
    store = key_store(place)
    record = store.read().get(id) if not _is_missing(store) else None
    if record is None or not store.revoke(id):
        raise InvalidRequest(
            f"There is no key {shown(id)} in {store}; voice-server keys list shows the ids."
        )
    _note("An API key was revoked.", record)
    return str(store)


def read_scopes(text: str | None) -> frozenset[Scope]:
    """Read scopes with commas between them; None is all. Raises ValueError."""
    if text is None:
        return ALL_SCOPES
    names = {name.strip() for name in text.split(",")} - {""}
    known = frozenset(scope for scope in ALL_SCOPES if scope in names)
    if names - known or not names:
        raise ValueError(f"The scopes are {', '.join(sorted(ALL_SCOPES))}; {shown(text)} is not.")
    return known


def read_expiry(text: str | None) -> datetime | None:
    """Read a number of days or a date; None is never. Raises ValueError."""
    if text is None:
        return None
    days = DAYS.fullmatch(text)
    try:
        if days:
            return (utc_now() + timedelta(days=int(days[1]))).replace(microsecond=0)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{shown(text)} is neither days, such as 90d, nor a date.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_missing(store: object) -> bool:
    return isinstance(store, KeyFile) and not store.path.exists()


def _note(what: str, record: KeyRecord) -> None:
    set_up_logging()
    scopes = ",".join(sorted(record.scopes))
    who = f"{_user()}@{socket.gethostname()}"
    audit(Client(), what, by=who, id=record.id, name=record.name, scopes=scopes)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return "unknown"
