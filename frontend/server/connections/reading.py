"""Reads what has come over connections in small parts, in turn, and other work in between.

One read of a socket brings up to 37,000 frames of a WebSocket, which take half a second to look at,
or 43,000 chunks of a body, and the loop goes on to read as long as more comes. So a connection with
more than a small part waits for its turn.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl

TURN_S = 0.001  # of one connection
ROUND_S = 0.005  # of all of them, until other work has its turn


class Reading:
    """Which connections of a server have something to read."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: deque[Callable[[], bool]] = deque()
        self._has_round = False

    def add(self, read: Callable[[], bool]) -> None:
        """Call this soon, and again as long as it returns true: it reads one part."""
        self._waiting.append(read)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._has_round:
            self._has_round = True
            asyncio.get_running_loop().call_soon(self._round)

    def _round(self) -> None:
        until = self._clock() + ROUND_S
        try:
            while self._waiting and self._clock() < until:
                self._turn(self._waiting.popleft())
        finally:
            self._has_round = False
            self._go_on()

    def _turn(self, read: Callable[[], bool]) -> None:
        until = self._clock() + TURN_S
        while read():
            if self._clock() >= until:
                self._waiting.append(read)
                return


class Incoming:
    """What has come over a connection, and waits until its protocol may read it.

    Args:
        part_bytes: how much `read` gets at once.
        is_paused: whether the protocol wants nothing at the moment; it calls `go_on` once it does.
    """

    def __init__(
        self,
        transport: asyncio.Transport,
        reading: Reading,
        part_bytes: int,
        read: Callable[[bytes], None],
        is_paused: Callable[[], bool],
    ) -> None:
        self._transport = transport
        self._reading = reading
        self._part_bytes = part_bytes
        self._read = read
        self._is_paused = is_paused
        self._unread = memoryview(b"")
        self._has_turn = False

    def take(self, data: bytes) -> None:
        """Have it read now if it is little, or else in turn."""
        if len(data) <= self._part_bytes and not self._unread:
            self._read(data)
            return
        self._unread = memoryview(bytes(self._unread) + data)
        self._transport.pause_reading()
        self.go_on()

    def go_on(self) -> None:
        """Read on, from what has come or from the transport, unless the protocol is paused."""
        if self._is_paused() or self._has_turn:
            return
        if self._unread:
            self._has_turn = True
            self._reading.add(self._read_part)
        else:
            self._transport.resume_reading()

    def drop(self) -> None:
        """Forget what has come."""
        self._unread = memoryview(b"")

    def _read_part(self) -> bool:
        self._has_turn = False
        part, self._unread = self._unread[: self._part_bytes], self._unread[self._part_bytes :]
        try:
            if part:
                self._read(bytes(part))
        except BaseException:
            self._transport.abort()  # as the loop does when `data_received` fails
            raise
        if self._transport.is_closing():
            self.drop()
        elif not self._unread:
            self.go_on()
        self._has_turn = bool(self._unread) and not self._is_paused()
        return self._has_turn


class Flow(FlowControl):
    """uvicorn's, for a connection whose protocol reads in parts."""

    def __init__(self, transport: asyncio.Transport, incoming: Incoming) -> None:
        super().__init__(transport)
        self._incoming = incoming

    def resume_reading(self) -> None:
        if self.read_paused:
            self.read_paused = False
            self._incoming.go_on()


# uvicorn makes the protocols itself, and hands them its configuration only.
_READING = "voice_server_reading"


def set_reading(config: uvicorn.Config) -> None:
    """Let the connections that are made with this configuration take turns."""
    setattr(config, _READING, Reading())


def reading_of(config: uvicorn.Config) -> Reading:
    reading: Reading = getattr(config, _READING)
    return reading
