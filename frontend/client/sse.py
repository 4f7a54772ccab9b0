"""A whole text through POST /sse."""

import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

import httpx
import msgspec

from frontend.client.events import SpeakingFailed, SpeechEvent, read_event
from frontend.events import Done
from frontend.style import StyleRequest
from frontend.urls import NO_PROXY, server_url

READ_S = 60.0  # the server says every 15 s that it is still there
CONNECT_S = 5.0


async def text_speech(text: str, url: str, style: StyleRequest) -> AsyncGenerator[SpeechEvent]:
    """As `frontend.client.speech`, of a text that is complete."""
    try:
        async with aclosing(_speech(text, url, style)) as events:
            async for event in events:
                yield event
                if isinstance(event, Done):
                    return
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise SpeakingFailed(f"{url} cannot be reached, or broke off: {error}") from error
    raise SpeakingFailed(f"{url} broke off in the middle of the text.")


async def _speech(text: str, url: str, style: StyleRequest) -> AsyncGenerator[SpeechEvent]:
    body = {
        "text": text,
        "backend": style.backend,
        "voice": style.voice,
        "language": style.language,
        "options": dict(style.options),
    }
    async with (
        httpx.AsyncClient(
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S), mounts=NO_PROXY
        ) as client,
        client.stream("POST", f"{server_url(url)}/sse", content=json.dumps(body)) as answer,
    ):
        if not answer.is_success:
            raise _refusal(answer.status_code, await answer.aread())
        async for kind, data in _events(answer):
            event = base64.b64decode(data["pcm"]) if kind == "audio" else read_event(kind, data)
            if event is not None:
                yield event


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """Yield each event's name and JSON; each is on a line of its own.

    Lines are cut here because httpx also ends them at the line separators that text may hold.
    """
    name, rest = b"", b""
    async for part in answer.aiter_bytes():
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            field, _, value = line.rstrip(b"\r").partition(b": ")
            if field == b"event":
                name = value
            elif field == b"data":
                yield name.decode(), msgspec.json.decode(value)


def _refusal(status: int, body: bytes) -> SpeakingFailed:
    try:
        return SpeakingFailed(msgspec.json.decode(body)["error"]["message"])
    except (msgspec.DecodeError, KeyError, TypeError):
        return SpeakingFailed(f"The answer has status {status}, and is not Voice Server's.")
