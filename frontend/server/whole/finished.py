"""Streams that were finished a short while ago, for those who ask for parts of them.

Players ask for the first two bytes of a URL, then for the rest, and for some place in the middle
when their user goes there. The text is not to be spoken anew for each, and would not sound the
same. What is kept is a client's own: nobody else gets it.
"""

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from frontend.access.client import Client
from frontend.audio.formats import Encoding
from frontend.server.whole.audio import WholeAudio

KEPT_S = 300.0
MOST_BYTES = 64_000_000  # of all
MOST_STREAMS = 500


def new_etag() -> str:
    return f'"{secrets.token_hex(8)}"'


@dataclass(frozen=True)
class Finished:
    """A stream's audio, when it is forgotten, and what its headers tell.

    The ETag is drawn for each time that it is spoken.
    """

    audio: WholeAudio
    until: float
    etag: str = field(default_factory=new_etag)
    told: Mapping[str, str] = field(default_factory=dict)


class FinishedStreams:
    """Keeps a few streams for a while; the one that was asked for longest ago goes first."""

    def __init__(
        self, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most_bytes = most_bytes
        self._clock = clock
        self._streams: OrderedDict[str, Finished] = OrderedDict()
        self._bytes = 0
        self._turns: defaultdict[str, _Turn] = defaultdict(_Turn)

    def find(self, name: str) -> Finished | None:
        """Return the stream of that name, if it is kept."""
        self._forget_old()
        found = self._streams.get(name)
        if found:
            self._streams.move_to_end(name)
        return found

    def keep(
        self, name: str, audio: WholeAudio, etag: str, told: Mapping[str, str] | None = None
    ) -> Finished:
        """Keep a stream in the place of an older one of that name."""
        finished = Finished(audio, self._clock() + KEPT_S, etag, told or {})
        self._forget(name)
        if len(audio.data) <= self._most_bytes:
            self._streams[name] = finished
            self._bytes += len(audio.data)
        while self._bytes > self._most_bytes or len(self._streams) > MOST_STREAMS:
            self._forget(next(iter(self._streams)))
        return finished

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Let one request at a time have the text of that name spoken."""
        turn = self._turns[name]
        turn.wanted += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[name]

    def _forget_old(self) -> None:
        now = self._clock()
        for name in [name for name, kept in self._streams.items() if kept.until <= now]:
            self._forget(name)

    def _forget(self, name: str) -> None:
        if forgotten := self._streams.pop(name, None):
            self._bytes -= len(forgotten.audio.data)


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0


def stream_name(spoken: object, encoding: Encoding, client: Client) -> str:
    """Return the name of a client's stream; the `repr` of what is spoken tells it from others."""
    told = repr((spoken, encoding, client.name))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
