"""Questions to a running server: whether it answers, its backends and voices, its status."""

import httpx
import msgspec

from frontend.client.address import Address
from frontend.client.events import SpeakingFailed
from frontend.client.http import http_client
from frontend.client.sse import refusal
from frontend.protocol.status import Status
from frontend.protocol.urls import DEFAULT_URL, server_url

PROBE_S = 5.0
KEY_MISSING = (401, 403)


class ServedBackend(msgspec.Struct, frozen=True):
    """A backend as /v1/backends describes it; without a worker it has no voices."""

    name: str
    workers: int
    voices: list[str] = []
    problems: list[str] = []


class ServedVoice(msgspec.Struct, frozen=True):
    """A voice as /v1/voices describes it; "" is every language, or unknown."""

    name: str
    backend: str
    language: str = ""
    description: str = ""
    cloned: bool = False


class UnusableVoice(msgspec.Struct, frozen=True):
    """A voice sample that gives no voice, or none of a backend."""

    name: str
    reason: str


class ServedVoices(msgspec.Struct, frozen=True):
    """What /v1/voices answers."""

    voices: list[ServedVoice]
    unusable: list[UnusableVoice] = []


class _Backends(msgspec.Struct, frozen=True):
    default: str
    backends: list[ServedBackend]


async def server_answers(url: str) -> bool:
    """Return whether a server is there; a busy one counts although it is slow to answer.

    Raises:
        SpeakingFailed: the URL is invalid, or the environment's proxy.
    """
    async with http_client(Address(url), PROBE_S) as client:
        try:
            await client.get(f"{server_url(url)}/health")
        except httpx.ReadTimeout:
            return True
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise SpeakingFailed(f"{url} is not a URL such as {DEFAULT_URL}: {error}") from error
        except httpx.TransportError:
            return False
    return True


async def served_backends(server: Address) -> dict[str, ServedBackend]:
    """Return the server's backends by name; the default one comes first.

    Raises:
        SpeakingFailed: the server cannot be reached, or is not Voice Server.
    """
    try:
        async with http_client(server, PROBE_S) as client:
            answer = await _get(client, server, "/v1/backends")
            found = msgspec.json.decode(answer.content, type=_Backends)
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
        raise SpeakingFailed(f"The backends of {server.url} cannot be read: {error}") from error
    ordered = sorted(found.backends, key=lambda backend: backend.name != found.default)
    return {backend.name: backend for backend in ordered}


async def served_voices(server: Address) -> ServedVoices:
    """Return the voices of all backends that have a worker, and what gives none.

    Raises:
        SpeakingFailed: the server cannot be reached, or is not Voice Server.
    """
    try:
        async with http_client(server, PROBE_S) as client:
            answer = await _get(client, server, "/v1/voices")
            return msgspec.json.decode(answer.content, type=ServedVoices)
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
        raise SpeakingFailed(f"The voices of {server.url} cannot be read: {error}") from error


async def read_status(client: httpx.AsyncClient, server: Address) -> Status:
    """Return the status of the server.

    Raises:
        SpeakingFailed: the server cannot be reached, or is not Voice Server.
    """
    try:
        answer = await _get(client, server, "/v1/status")
        return msgspec.json.decode(answer.content, type=Status)
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
        reason = str(error) or "no answer in time"
        raise SpeakingFailed(f"The status of {server.url} cannot be read: {reason}") from error


async def _get(client: httpx.AsyncClient, server: Address, path: str) -> httpx.Response:
    """Return the answer. Raises HTTPStatusError; SpeakingFailed: no key, or no server there."""
    try:
        answer = await client.get(f"{server_url(server.url)}{path}")
    except httpx.ConnectError as error:
        raise SpeakingFailed(
            f"{server.url} cannot be reached. Look at --url or VOICE_SERVER_URL; "
            "voice-server up starts a server here."
        ) from error
    if answer.status_code in KEY_MISSING:
        raise refusal(answer.status_code, answer.content)
    return answer.raise_for_status()
