"""What Redis holds of an Idempotency-Key: which request it came with, and how far that is. Pure."""

import hashlib
from typing import Self

import msgspec

from backend_queues.errors import InvalidRequest

LONGEST_KEY = 255

BEGINNING, BEGUN = "beginning", "begun"


class Request(msgspec.Struct, frozen=True):
    """A request with a key."""

    name: str  # of the key, its owner and the endpoint: a hash
    digest: str  # of all that was asked for

    @classmethod
    def of(cls, key: str, owner: str, endpoint: str, asked: object) -> Self:
        """Return the request.

        Raises:
            InvalidRequest: it is no such key.
        """
        if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
            raise InvalidRequest(
                f"An Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters, such as "
                "those of a UUID."
            )
        return cls(_hash(owner, endpoint, key), _hash(repr(asked)))


class Standing(msgspec.Struct, frozen=True):
    """What the last request with the key left."""

    digest: str
    resume_name: str
    state: str

    def text(self) -> str:
        return f"{self.digest} {self.resume_name} {self.state}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what is held; None for what another version wrote."""
        words = text.split(" ")
        return cls(*words) if len(words) == 3 else None


def _hash(*words: str) -> str:
    text = "\0".join(words).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()
