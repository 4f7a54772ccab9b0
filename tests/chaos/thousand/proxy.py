"""The way of all processes to Redis, on which messages and answers can be lost, doubled or late.

Only what frontends are subscribed to is read; all else is passed on as it is.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PART_BYTES = 65_536
SUBSCRIBES = b"vs:fe:"  # a frontend's channel, in its SUBSCRIBE
END = b"\r\n"
MESSAGE = b"$7\r\nmessage\r\n"


class Proxy:
    """Listens on a port and passes on to a Redis on a unix socket."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        # What is still to be done to messages and answers that come by.
        self.messages_to_lose = 0
        self.messages_to_double = 0
        self.message_delay_s = 0.0
        self.answers_to_lose = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server:
            self._server.close()
        self.cut()

    def cut(self) -> None:
        """Cut all connections."""
        for writer in self._connections:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        try:
            with suppress(OSError):
                await _Connection(self, reader, writer).run(self._path)
        finally:
            self._connections.discard(writer)
            writer.transport.abort()


class _Connection:
    def __init__(
        self, proxy: Proxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._proxy = proxy
        self._reader = reader
        self._writer = writer
        self._subscribed = False
        self._rest = b""

    async def run(self, path: Path) -> None:
        """Pass on until one side ends."""
        answers, requests = await asyncio.open_unix_connection(path)
        ways = [
            asyncio.create_task(self._forth(requests)),
            asyncio.create_task(self._back(answers)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            requests.transport.abort()

    async def _forth(self, requests: asyncio.StreamWriter) -> None:
        while part := await self._reader.read(PART_BYTES):
            self._subscribed = self._subscribed or (SUBSCRIBES in part and b"SUBSCRIBE" in part)
            requests.write(part)
            await requests.drain()

    async def _back(self, answers: asyncio.StreamReader) -> None:
        while part := await answers.read(PART_BYTES):
            if self._subscribed:
                await self._pass_messages(part)
            elif self._proxy.answers_to_lose:
                self._proxy.answers_to_lose -= 1
                return
            else:
                self._writer.write(part)
            await self._writer.drain()

    async def _pass_messages(self, part: bytes) -> None:
        *frames, self._rest = frames_of(self._rest + part)
        for frame in frames:
            for copy in self._copies(frame):
                if delay_s := self._proxy.message_delay_s:
                    await asyncio.sleep(delay_s)
                self._writer.write(copy)

    def _copies(self, frame: bytes) -> Iterator[bytes]:
        if MESSAGE in frame[:20] and self._proxy.messages_to_lose:
            self._proxy.messages_to_lose -= 1
            return
        yield frame
        if MESSAGE in frame[:20] and self._proxy.messages_to_double:
            self._proxy.messages_to_double -= 1
            yield frame


def frames_of(data: bytes) -> Iterator[bytes]:
    """Yield the whole values of Redis' protocol at the beginning of the data, and what is left."""
    start = 0
    while (end := _value_end(data, start)) is not None:
        yield data[start:end]
        start = end
    yield data[start:]


def _value_end(data: bytes, start: int) -> int | None:
    """Return where the value that starts there ends; None if not all of it is here."""
    line_end = data.find(END, start)
    if line_end < 0:
        return None
    kind, after = data[start : start + 1], line_end + len(END)
    if kind not in (b"*", b"$"):
        return after
    count = int(data[start + 1 : line_end])
    if kind == b"$":
        after += max(0, count) + (len(END) if count >= 0 else 0)
        return after if after <= len(data) else None
    for _ in range(count):
        end = _value_end(data, after)
        if end is None:
            return None
        after = end
    return after
