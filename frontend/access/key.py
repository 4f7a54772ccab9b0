"""API keys: how one is written, and what is kept of it.

A key is `vs_ID_SECRET`. Its id is no secret: keys are looked up by it, and own what is made with
them. Of the whole key only its SHA-256 is kept. That is enough, and quick: a slow hash with a salt
protects passwords, which can be guessed; 192 random bits cannot.
"""

import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from backend_queues.errors import shown
from frontend.access.client import ALL_SCOPES, KeyLimits, Scope
from tasks.process.decoding import UNDECODABLE
from tasks.process.logs import get_logger

log = get_logger(__name__)

ID_BYTES, SECRET_BYTES = 6, 24
FORM = re.compile(r"vs_([0-9a-f]{12})_[0-9a-f]{48}", re.ASCII)

Name = Annotated[str, Meta(min_length=1, max_length=60)]
Id = Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Moment = Annotated[datetime, Meta(tz=True)]


class KeyRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of a key."""

    id: Id
    name: Name
    hash: Digest
    scopes: frozenset[Scope] = ALL_SCOPES
    expires: Moment | None = None
    limits: KeyLimits = KeyLimits()

    def fits(self, key: str) -> bool:
        """Tell whether this is the key's record, in a time that says nothing about the hash."""
        return hmac.compare_digest(self.hash, digest(key))

    def expired(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now


def new_key(
    name: str,
    scopes: frozenset[Scope] = ALL_SCOPES,
    expires: datetime | None = None,
    limits: KeyLimits = KeyLimits(),  # noqa: B008 - it is frozen
) -> tuple[str, KeyRecord]:
    """Draw a key; return it with its record."""
    id = secrets.token_hex(ID_BYTES)
    key = f"vs_{id}_{secrets.token_hex(SECRET_BYTES)}"
    record = KeyRecord(
        id=id, name=name, hash=digest(key), scopes=scopes, expires=expires, limits=limits
    )
    return key, record


def id_of(key: str) -> str:
    """Return the id in a key; "" if it is not written like one."""
    match = FORM.fullmatch(key)
    return match[1] if match else ""


def digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "backslashreplace")).hexdigest()


def utc_now() -> datetime:
    return datetime.now(UTC)


def read_records(texts: Iterable[bytes | msgspec.Raw]) -> dict[str, KeyRecord]:
    """Return the records by id. One that cannot be read lets nobody in, and is logged."""
    return {record.id: record for record in _readable(texts)}


def _readable(texts: Iterable[bytes | msgspec.Raw]) -> Iterator[KeyRecord]:
    for text in texts:
        try:
            yield msgspec.json.decode(text, type=KeyRecord)
        except UNDECODABLE as error:
            log.error("An API key cannot be read, so it does not count.", reason=shown(str(error)))
