"""What is kept in Redis to resume streams: for whom, how it is packed, and how much in all."""

import asyncio
import hashlib
import re
import secrets
import zlib

import msgspec

TOKEN_BYTES = 24
PACK_FROM_BYTES = 512  # a shorter text is hardly made smaller
PACK_LEVEL = 1  # 0.6 MB in some 5 ms
WRITTEN_AT_ONCE = 8  # of the connections to Redis
MAX_UNPACKED_BYTES = 64_000_000
JSON_BEGINS = b"{"

# Older versions resume by the utterance's id itself. Their keys are never those of a hash.
OLD_ID = re.compile(r"[0-9a-f]{32}")


class ResumeRight(msgspec.Struct, frozen=True):
    """Who may resume a stream: whoever has the token, and asks with the key that began it."""

    token: str
    owner: str = ""  # `Client.key`

    @classmethod
    def new(cls, owner: str = "") -> "ResumeRight":
        return cls(secrets.token_urlsafe(TOKEN_BYTES), owner)

    @property
    def name(self) -> str:
        """The name of what is kept. It does not tell the token, which is a secret."""
        return hashlib.sha256(self.token.encode("utf-8", "replace")).hexdigest()

    @property
    def old_name(self) -> str:
        """That which an older version may have kept it under; "" if none of it can have."""
        return self.token if OLD_ID.fullmatch(self.token) else ""


class ResumeRoom:
    """How many bytes of records this frontend may have in Redis at once.

    They are written `few_at_once`: nobody waits for them, and what somebody waits for goes first.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._left = limit_bytes
        self.few_at_once = asyncio.Semaphore(WRITTEN_AT_ONCE)

    def take(self, count: int) -> bool:
        """Take room for a record, if there is enough."""
        if count > self._left:
            return False
        self._left -= count
        return True

    def give_back(self, count: int, after_s: float) -> None:
        """Have room again once a record has run out."""
        asyncio.get_running_loop().call_later(after_s, self._add, count)

    def _add(self, count: int) -> None:
        self._left += count


def utterance_of(generation: str) -> str:
    return generation.partition(".")[0]


def packed(record: bytes) -> bytes:
    """Return a record as it is kept, which may be as it is: older versions can read that."""
    return record if len(record) < PACK_FROM_BYTES else zlib.compress(record, PACK_LEVEL)


def unpacked(kept: bytes) -> bytes:
    """Return the record.

    Raises:
        ValueError: it is none, or is larger than any of ours.
    """
    if kept.startswith(JSON_BEGINS):
        return kept
    unpacking = zlib.decompressobj()
    try:
        record = unpacking.decompress(kept, MAX_UNPACKED_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacking.eof:
        raise ValueError("It is cut off, or too large.")
    return record
