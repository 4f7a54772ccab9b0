"""Tokens through WS /stream-tokens, while they are still being written."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from frontend.client.address import Address
from frontend.client.events import SpeakingFailed, SpeechEvent, read_event
from frontend.client.reading import read_tokens
from frontend.client.sse import refusal
from frontend.protocol.events import Done
from frontend.protocol.urls import is_local, tokens_url
from frontend.protocol.voice_settings import VoiceSettingsRequest
from tasks.process.cancellation import cancel_and_wait

CONNECT_S = 5.0
CLOSE_S = 1.0
QUEUED_MESSAGES = 16  # a quarter of a second each; more stays in the socket


async def token_speech(
    tokens: AsyncIterable[str] | Iterable[str],
    address: Address,
    voice_settings: VoiceSettingsRequest,
) -> AsyncGenerator[SpeechEvent]:
    """Do what `frontend.client.speech` does, for tokens."""
    async with _connected(address) as socket, _writing(socket, tokens, voice_settings) as writer:
        async with aclosing(_events(socket)) as events:
            async for event in events:
                yield event
                if isinstance(event, Done):
                    return
        if writer.done():
            writer.result()
        raise SpeakingFailed(f"{address.url} broke off in the middle of the text.")


@asynccontextmanager
async def _writing(
    socket: ClientConnection,
    tokens: AsyncIterable[str] | Iterable[str],
    voice_settings: VoiceSettingsRequest,
) -> AsyncIterator[asyncio.Task[None]]:
    """Send the tokens while the block runs. If either of the two fails, the connection is cut.

    This is not a TaskGroup because the block yields to a caller who may close it at any time: a
    group would turn the GeneratorExit into an exception group.
    """
    writer = asyncio.create_task(_write(socket, tokens, voice_settings))
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
    except (OSError, InvalidURI, InvalidHandshake) as error:  # TimeoutError is an OSError
        reason = str(error) or "it does not answer"
        raise SpeakingFailed(f"{server.url} cannot be reached: {reason}") from error
    async with socket:
        yield socket


async def _write(
    socket: ClientConnection,
    tokens: AsyncIterable[str] | Iterable[str],
    voice_settings: VoiceSettingsRequest,
) -> None:
    """Send the tokens as they come, until the socket is closed; its reader knows why."""
    sent = await _send(
        socket,
        events=True,
        backend=voice_settings.backend,
        voice=voice_settings.voice,
        language=voice_settings.language,
        opts=dict(voice_settings.options),
    )
    async with aclosing(read_tokens(tokens)) as read:
        async for token in read:
            if not (sent and await _send(socket, token=token)):
                return
    await _send(socket, done=True)


async def _send(socket: ClientConnection, **message: Any) -> bool:
    """Send a message when the socket accepts it; return False if it is closed."""
    try:
        await socket.send(json.dumps(message))
    except ConnectionClosed:
        return False
    return True


def _break_off_if_failed(socket: ClientConnection, writer: asyncio.Task[None]) -> None:
    if not writer.cancelled() and writer.exception():
        socket.transport.abort()


async def _events(socket: ClientConnection) -> AsyncGenerator[SpeechEvent]:
    """Yield the server's events until the socket is closed."""
    try:
        async for message in socket:
            if isinstance(message, bytes):
                yield message
            elif (event := _read(message)) is not None:
                yield event
    except ConnectionClosed:
        return


def _read(message: str) -> SpeechEvent | None:
    data = msgspec.json.decode(message)
    return read_event(data.get("type", ""), data)
