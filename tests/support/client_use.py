"""What clients use, in memory: nothing is limited unless a test says so."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from frontend.access.client import Client
from frontend.access.errors import InvalidKey, TooManyRequests


@dataclass
class MemoryUse:
    characters: int | None = None  # for each client
    streams: int | None = None
    waiting: int | None = None
    open: Counter[str] = field(default_factory=Counter)
    revoked: set[str] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)

    def check_key(self, client: Client) -> None:
        if client.key in self.revoked:
            raise InvalidKey("It has been revoked.")

    @asynccontextmanager
    async def stream(self, client: Client) -> AsyncIterator[None]:
        if self.streams is not None and self.open[client.name] >= self.streams:
            raise TooManyRequests("Too many streams.", 5)
        self.open[client.name] += 1
        try:
            yield
        finally:
            self.open[client.name] -= 1

    def counts_text(self, client: Client) -> bool:
        return self.characters is not None

    async def take_text(self, client: Client, characters: int) -> None:
        self.taken[client.name] += characters
        if self.characters is not None and self.taken[client.name] > self.characters:
            raise TooManyRequests("Too many characters.", 5)

    def most_waiting(self, client: Client) -> int | None:
        return self.waiting
