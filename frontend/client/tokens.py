"""Tokens through WS /stream-tokens, while they are still being written.

A stream whose connection or frontend is lost is resumed where it stopped.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidProxy,
    InvalidStatus,
    InvalidURI,
)

from backend_queues.errors import ShuttingDown
from frontend.client.address import Address
from frontend.client.events import SpeakingFailed, SpeechEvent, read_event
from frontend.client.http import check_address, no_proxy
from frontend.client.outbox import Message, Outbox, outbox
from frontend.client.resuming import Lost, over_connections
from frontend.client.sse import refusal
from frontend.protocol.events import SegmentBegan, SpokenWords
from frontend.protocol.urls import is_local, tokens_url
from tasks.process.cancellation import cancel_and_wait

CONNECT_S = 5.0
CLOSE_S = 1.0
QUEUED_MESSAGES = 16  # a quarter of a second each; more stays in the socket
SAMPLE_BYTES = 2


async def token_speech(
    tokens: AsyncIterable[str] | Iterable[str],
    address: Address,
    asked: Mapping[str, object],
) -> AsyncGenerator[SpeechEvent]:
    """Do what `frontend.client.speech` does, for tokens."""
    async with (
        outbox(tokens, asked) as box,
        aclosing(over_connections(_Listener(address, box))) as events,
    ):
        async for event in events:
            yield event


class _Listener:
    """Receives the events of one text, over all its connections."""

    def __init__(self, address: Address, box: Outbox) -> None:
        self._address = address
        self._box = box
        self.token = ""  # what resumes the stream, "" as long as nothing does
        self.samples = 0
        self._segment_index: int | None = None  # of the last segment
        self._words = 0  # of that segment

    @property
    def resumable(self) -> bool:
        return bool(self.token)

    @property
    def reached(self) -> int:
        return self.samples

    async def connected(self) -> AsyncGenerator[SpeechEvent]:
        """Yield the events of one connection.

        Raises:
            SpeakingFailed: the server refused.
            Lost: the connection ended before Done.
            Exception: what the iterator of tokens raised.
        """
        async with _connected(self._address) as socket:
            number = await self._resumed(socket) if self.token else 0
            async with _writing(socket, self._box, number) as writer:
                async with aclosing(self._events(socket)) as events:
                    async for event in events:
                        yield event
                if writer.done():
                    writer.result()
        raise Lost(f"{self._address.url} broke off in the middle of the text.")

    async def _resumed(self, socket: ClientConnection) -> int:
        """Resume the stream; return the number of the message to go on writing with."""
        resume: Message = {"resume": self.token, "after": self.samples, "words": self._words}
        if self._segment_index is not None:
            resume["segment"] = self._segment_index
        await _send(socket, resume)
        try:
            data = msgspec.json.decode(await socket.recv())
        except ConnectionClosed as closed:
            raise Lost(f"{self._address.url} broke off as the stream was resumed.") from closed
        _read(data)  # an error is raised
        return int(data["messages"])

    async def _events(self, socket: ClientConnection) -> AsyncGenerator[SpeechEvent]:
        """Yield the server's events until the socket is closed."""
        try:
            async for message in socket:
                if isinstance(message, bytes):
                    self.samples += len(message) // SAMPLE_BYTES
                    yield message
                elif (event := self._noted(msgspec.json.decode(message))) is not None:
                    yield event
        except ConnectionClosed:
            return

    def _noted(self, data: Any) -> SpeechEvent | None:
        """Read an event, and note what it says of how the stream could be resumed."""
        event = _read(data)
        match data.get("type"):
            case "start":
                self.token = data.get("resume") or ""
                self._box.keeps = bool(self.token)
            case "taken":
                self._box.forget(data["messages"])
        match event:
            case SegmentBegan():
                self._segment_index, self._words = event.segment_index, 0
            case SpokenWords():
                self._words += len(event.words)
        return event


@asynccontextmanager
async def _writing(
    socket: ClientConnection, box: Outbox, number: int
) -> AsyncIterator[asyncio.Task[None]]:
    """Send the messages while the block runs. If either of the two fails, the connection is cut.

    This is not a TaskGroup because the block yields to a caller who may close it at any time: a
    group would turn the GeneratorExit into an exception group.
    """
    writer = asyncio.create_task(_write(socket, box, number))
    writer.add_done_callback(lambda task: _break_off_if_failed(socket, task))
    try:
        yield writer
    except BaseException:
        socket.transport.abort()  # the server takes this as the client's leaving
        raise
    finally:
        await cancel_and_wait(writer)


@asynccontextmanager
async def _connected(server: Address) -> AsyncIterator[ClientConnection]:
    """Connect to the server.

    Pings keep the connection open, but their answers wait behind audio that a slow listener has
    not taken yet, so a missing answer is no reason to close it.
    """
    check_address(server)
    address = tokens_url(server.url)
    try:
        socket = await connect(
            address,
            additional_headers=server.headers,
            proxy=None if is_local(address) else True,
            open_timeout=CONNECT_S,
            close_timeout=CLOSE_S,
            ping_timeout=None,
            compression=None,
            max_queue=QUEUED_MESSAGES,
        )
    except InvalidStatus as error:
        raise refusal(error.response.status_code, error.response.body) from error
    except (ImportError, InvalidProxy) as error:
        raise no_proxy(server.url, error) from error
    except (OSError, InvalidURI, InvalidHandshake) as error:  # TimeoutError is an OSError
        reason = str(error) or "it does not answer"
        raise Lost(f"{server.url} cannot be reached: {reason}") from error
    async with socket:
        yield socket


async def _write(socket: ClientConnection, box: Outbox, number: int) -> None:
    """Send the messages as they come, until the socket is closed; its reader knows why."""
    try:
        async with aclosing(box.messages(number)) as messages:
            async for message in messages:
                if not await _send(socket, message):
                    return
    except LookupError as error:
        raise SpeakingFailed("The server has lost text that it had taken.") from error


async def _send(socket: ClientConnection, message: Message) -> bool:
    """Send a message when the socket accepts it; return False if it is closed."""
    try:
        await socket.send(json.dumps(message))
    except ConnectionClosed:
        return False
    return True


def _break_off_if_failed(socket: ClientConnection, writer: asyncio.Task[None]) -> None:
    if not writer.cancelled() and writer.exception():
        socket.transport.abort()


def _read(data: Any) -> SpeechEvent | None:
    if data.get("type") == "error" and data.get("code") == ShuttingDown.code:
        raise Lost(data["message"])
    return read_event(data.get("type", ""), data)
