"""How a listener asks, and what it is given: a door of this server, or one that others have too."""

import json
from collections.abc import AsyncGenerator
from urllib.parse import parse_qsl, urlsplit

import httpx
import websockets

from tests.bench.load.answers import Answer, Door, Queued, Refused
from tests.bench.load.peer_doors import piper_http, wyoming


async def tokens(url: str, backend: str, text: str) -> AsyncGenerator[Answer]:
    """Ask by `WS /stream-tokens`, which tells a listener its position in line."""
    address = f"{url.replace('http', 'ws', 1)}/stream-tokens"
    asked = {"backend": backend, "events": True, "token": text, "done": True}
    async with websockets.connect(address, compression=None, max_queue=None) as socket:
        await socket.send(json.dumps(asked))
        async for message in socket:
            if isinstance(message, bytes):
                yield message
                continue
            told = json.loads(message)
            if told["type"] == "queued":
                yield Queued()
            elif told["type"] == "error":
                yield Refused(told["code"])
                return  # the socket is closed for that reason, which is no failure of its own


async def speech(url: str, backend: str, text: str) -> AsyncGenerator[Answer]:
    """Ask by `POST /v1/audio/speech` for raw samples, as clients of OpenAI's do.

    The query of the URL may have what another server wants in the body: `?voice=af_heart`.
    """
    body = {"model": backend, "voice": "alloy", "input": text, "response_format": "pcm"}
    body |= dict(parse_qsl(urlsplit(url).query))
    client = httpx.AsyncClient(timeout=None)
    async with (
        client,
        client.stream("POST", f"{base_of(url)}/v1/audio/speech", json=body) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            yield Refused("overloaded" if answer.status_code == 503 else str(answer.status_code))
            return
        async for part in answer.aiter_raw():
            yield part


def base_of(url: str) -> str:
    return url.partition("?")[0].rstrip("/")


DOORS: dict[str, Door] = {
    "tokens": tokens,
    "speech": speech,
    "piper": piper_http,
    "wyoming": wyoming,
}
