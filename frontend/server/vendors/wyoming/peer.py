"""The other end of one connection: what it sends, what it takes, and how long either may last."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

from frontend.server.connections.limits import Limits
from frontend.server.http.sending import SendTimeout
from frontend.server.vendors.wyoming.frames import PART_BYTES, Frame, FrameReader, encoded_event
from frontend.settings import Settings

LINGER_S = 2.0  # how long a client may go on to send after its last answer


class Peer:
    """`send` and `read` raise OSError once the client has left, and ClientTooSlow."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        settings: Settings,
        limits: Limits | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._frames = FrameReader(reader, settings.max_text_chars, limits)
        self._send_timeout = SendTimeout("Wyoming", settings.send_timeout_s)
        self._sending = asyncio.Lock()
        # Who connects has something to ask: one that says nothing at all takes a place in vain.
        self._idle_s = min((limits or Limits()).header_s, settings.idle_s)
        self._settings = settings
        self._clock = clock or asyncio.get_running_loop().time
        self._active_at = self._clock()
        peer = writer.get_extra_info("peername")
        self.address = str(peer[0]) if peer else ""

    async def read(self) -> Frame | None:
        """Return the next event, None if the client has left. Raises as FrameReader.read."""
        frame = await self._frames.read()
        self._active_at = self._clock()
        self._idle_s = self._settings.idle_s
        return frame

    async def send(self, kind: str, data: Any = None, payload: bytes = b"") -> None:
        """Send one event, within the send timeout."""
        event = encoded_event(kind, data, payload)
        async with self._sending:
            self._writer.write(event)
            await self._send_timeout.within(self._writer.drain())
        self._active_at = self._clock()

    def idle_for_s(self) -> float:
        """Return how long nothing has been said by either side."""
        return self._clock() - self._active_at

    async def watch(self) -> None:
        """Return once nothing has been said by either side for too long."""
        while True:
            left_s = self._idle_s - self.idle_for_s()
            if left_s <= 0:
                return
            await asyncio.sleep(left_s)

    async def close(self) -> None:
        """Close the connection, when the client has what it was sent.

        To close while it is still sending could take the last answer away from it.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_S):
                self._writer.write_eof()
                while await self._reader.read(PART_BYTES):
                    pass
                self._writer.close()
                await self._writer.wait_closed()

    def abort(self) -> None:
        """Close the connection at once; what was not taken yet is lost."""
        self._writer.transport.abort()

    def slowness_logged(self) -> AbstractContextManager[None]:
        """Leave the block, with a line in the log, when the client does not read."""
        return self._send_timeout.logged()
