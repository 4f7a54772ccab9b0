"""A directory in Redis: what processes publish of themselves, each under its name.

It is a set of names, and for each name a key that expires unless its process renews it, so a
process that dies disappears from the directory. This module makes the commands and reads the
answers; workers send them from threads, frontends from an event loop.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from tasks.keys import DirectoryKeys
from tasks.process.decoding import UNDECODABLE

log = logging.getLogger(__name__)

Word = str | bytes | int
Command = tuple[Word, ...]
T = TypeVar("T")


class Directory(Generic[T]):
    """One directory, whose values are JSON of one type."""

    def __init__(self, keys: DirectoryKeys, kind: type[T]) -> None:
        self._keys = keys
        self._decode = msgspec.json.Decoder(kind).decode
        self._unreadable: set[bytes] = set()

    def publish(self, name: str, value: T) -> list[Command]:
        """Return the commands that publish a value, or renew it.

        A Redis that is full refuses the new value, but allows the old one to live on.
        """
        return [
            ("EXPIRE", self._keys.key(name), self._keys.ttl_s),
            ("EXPIRE", self._keys.index, self._keys.ttl_s),
            ("SET", self._keys.key(name), msgspec.json.encode(value), "EX", self._keys.ttl_s),
            ("SADD", self._keys.index, name),
            ("EXPIRE", self._keys.index, self._keys.ttl_s),
        ]

    def withdraw(self, name: str) -> list[Command]:
        """Return the commands that take a value back before it expires."""
        return [("DEL", self._keys.key(name)), ("SREM", self._keys.index, name)]

    def names(self) -> Command:
        """Return the command whose answer is the names, of which some may be gone."""
        return "SMEMBERS", self._keys.index

    def values(self, names: Iterable[bytes]) -> Command:
        """Return the command whose answer is the value of each name, None for those gone."""
        return "MGET", *(self._keys.prefix.encode() + name for name in names)

    def removal(self, names: Sequence[bytes], texts: Sequence[bytes | None]) -> list[Command]:
        """Return the command, if one is needed, that removes the names of values gone."""
        gone = [name for name, text in zip(names, texts, strict=True) if text is None]
        return [("SREM", self._keys.index, *gone)] if gone else []

    def read(self, names: Sequence[bytes], texts: Sequence[bytes | None]) -> dict[str, T]:
        """Return the values by name, without those that cannot be decoded.

        A process of another version may have written those. Each is logged once and not at every
        look, of which there may be several a second.
        """
        values: dict[str, T] = {}
        unreadable: set[bytes] = set()
        for name, text in zip(names, texts, strict=True):
            if text is None:
                continue
            try:
                values[name.decode(errors="replace")] = self._decode(text)
            except UNDECODABLE as error:
                unreadable.add(name)
                self._report(name, error)
        self._unreadable = unreadable
        return values

    def _report(self, name: bytes, error: Exception) -> None:
        if name not in self._unreadable:
            key = self._keys.key(name.decode(errors="replace"))
            log.warning("%s in Redis cannot be read and is left out: %s", key, error)
