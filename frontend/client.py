"""A client of Voice Server: text in, pcm out while it is being made.

async for pcm in speak("Hello there.", voice="af_heart"):
    play(pcm)
"""

import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any

import httpx
import msgspec

from frontend.address import DEFAULT_URL
from tasks.errors import TTSError

SAMPLE_RATE_HZ = 24_000
READ_S = 60.0  # the server says every 15 s that it is still there
PROBE_S = 5.0
NO_PROXY = {f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")}


class SpeakingFailed(TTSError):
    """The server said no, or could not speak the text to its end."""

    code = "speaking_failed"


async def speak(
    text: str,
    *,
    url: str = DEFAULT_URL,
    backend: str = "",
    voice: str = "",
    options: Mapping[str, object] | None = None,
) -> AsyncGenerator[bytes]:
    """Yield the text's speech as it comes; "" is the server's default.

    Yields:
        pcm: mono little-endian int16 at 24,000 Hz.

    Raises:
        SpeakingFailed: in the server's own words, or because it cannot be reached.
    """
    body = {"text": text, "backend": backend, "voice": voice, "options": dict(options or {})}
    timeout = httpx.Timeout(READ_S, connect=PROBE_S)
    try:
        async with (
            httpx.AsyncClient(timeout=timeout, mounts=NO_PROXY) as client,
            client.stream("POST", f"{url.rstrip('/')}/sse", content=json.dumps(body)) as answer,
        ):
            if not answer.is_success:
                raise _refusal(answer.status_code, await answer.aread())
            async for event, data in _events(answer):
                if event == "audio":
                    yield base64.b64decode(data["pcm"])
                elif event == "error":
                    raise SpeakingFailed(data["message"])
                elif event == "done":
                    return
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise SpeakingFailed(f"{url} cannot be reached, or broke off: {error}") from error
    raise SpeakingFailed(f"{url} broke off in the middle of the text.")


async def server_answers(url: str) -> bool:
    """Tell whether a server is there; one that is busy may be slow to answer.

    Raises:
        SpeakingFailed: the URL is none.
    """
    async with httpx.AsyncClient(timeout=PROBE_S, mounts=NO_PROXY) as client:
        try:
            await client.get(f"{url.rstrip('/')}/health")
        except httpx.ReadTimeout:
            return True
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise SpeakingFailed(f"{url} is no URL such as {DEFAULT_URL}: {error}") from error
        except httpx.TransportError:
            return False
    return True


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
