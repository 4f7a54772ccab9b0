"""Take a stream's events until it has ended, or takes too long or too much memory."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from backend_queues.errors import Overloaded
from frontend.audio.completed import completed
from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import Done, Failure
from frontend.server.http.buffered_stream import BufferedStream
from frontend.server.whole.audio import WholeAudio
from tasks.process.cancellation import cancel_and_wait

MOST_BYTES = 32_000_000  # of one stream


@dataclass(frozen=True)
class Gathered:
    """What has come of a stream, and what is still to come; None if it has ended."""

    events: list[EncodedEvent]
    following: AsyncGenerator[EncodedEvent] | None

    @property
    def failure(self) -> Failure | None:
        """What the stream has ended with, if it is that."""
        last = self.events[-1]
        return last if isinstance(last, Failure) else None

    def stream(self) -> BufferedStream:
        """Return it as a stream that is sent as it is made."""
        return BufferedStream(self.events, self.following or _nothing())

    async def close(self) -> None:
        """Cancel what is still to come."""
        if self.following:
            await self.following.aclose()

    async def whole(self, encoding: Encoding) -> WholeAudio | None:
        """Return the audio with its true length; None if it has not ended, or finds no room."""
        if self.following or not isinstance(self.events[-1], Done):
            return None
        audio = [event for event in self.events if isinstance(event, EncodedAudio)]
        data, samples = b"".join(event.data for event in audio), audio[-1].samples
        try:
            return WholeAudio(await asyncio.to_thread(completed, data, encoding, samples), encoding)
        except Overloaded:
            return None


async def gather(stream: BufferedStream, wait_s: float | None, most: int = MOST_BYTES) -> Gathered:
    """Gather the stream for so many seconds, None for as long as it takes, or that many bytes.

    Cancelling this closes the stream.
    """
    events = stream.events()
    gathered: list[EncodedEvent] = []
    size = 0
    clock = asyncio.get_running_loop().time
    until = None if wait_s is None else clock() + wait_s
    while size <= most:
        coming = asyncio.create_task(_next(events))
        try:
            await asyncio.wait({coming}, timeout=None if until is None else until - clock())
        except asyncio.CancelledError:
            await cancel_and_wait(coming)
            await events.aclose()
            raise
        if not coming.done():
            return Gathered(gathered, _Following(coming, events))
        event = coming.result()
        if event is None:
            return Gathered(gathered, None)
        gathered.append(event)
        size += len(event.data) if isinstance(event, EncodedAudio) else 0
    return Gathered(gathered, events)


async def _next(events: AsyncGenerator[EncodedEvent]) -> EncodedEvent | None:
    return await anext(events, None)


class _Following(AsyncGenerator[EncodedEvent, None]):
    """What is being waited for, and the rest.

    Not a generator function: closing one that has not begun would not close the stream.
    """

    def __init__(
        self, coming: asyncio.Task[EncodedEvent | None], events: AsyncGenerator[EncodedEvent]
    ) -> None:
        self._coming: asyncio.Task[EncodedEvent | None] | None = coming
        self._events = events

    async def asend(self, value: None) -> EncodedEvent:
        coming, self._coming = self._coming, None
        event = await (coming or _next(self._events))
        if event is None:
            raise StopAsyncIteration
        return event

    async def athrow(self, *error: Any) -> EncodedEvent:
        return await self._events.athrow(*error)

    async def aclose(self) -> None:
        if self._coming:
            await cancel_and_wait(self._coming)
        await self._events.aclose()


async def _nothing() -> AsyncGenerator[EncodedEvent]:
    return
    yield
