"""A service's answer that is not speech, as an error that says what to change."""

import re

import httpx
import msgspec

from backend_queues.errors import (
    InvalidConfiguration,
    InvalidRequest,
    SynthesisFailed,
    TTSError,
    UnknownVoice,
)
from backend_queues.remote.server import Server
from tasks.process.decoding import UNDECODABLE

LONGEST_MESSAGE = 300
BUSY = (429, 503)
PAUSE_S = 1.0  # where a busy service does not say how long to wait
SHORTEST_PAUSE_S = 0.25
TRY_AGAIN = (408, 425, 429)
CODE = re.compile(r"[a-z0-9_.]{1,60}", re.IGNORECASE)


def pause_wanted(response: httpx.Response) -> float | None:
    """Return the seconds after which a busy service is to be asked again; None if it is not."""
    if response.status_code not in BUSY:
        return None
    try:
        return max(SHORTEST_PAUSE_S, float(response.headers.get("retry-after", PAUSE_S)))
    except ValueError:  # it may name a date instead
        return PAUSE_S


def refusal(response: httpx.Response, server: Server, key: str) -> TTSError:
    """Return the error that an answer with another status than success stands for."""
    status, host = response.status_code, server.host
    if status in (401, 403):
        return InvalidConfiguration(_key_refused(response, server))
    message = _message(response, key)
    if status == 404:
        return UnknownVoice(f"{host} does not know the voice or the model: {message}")
    if status == 429:
        return SynthesisFailed(f"{host} has too much to do: {message}")
    if status >= 500 or status in TRY_AGAIN:
        return SynthesisFailed(f"{host} failed with status {status}: {message}")
    return InvalidRequest(f"{host} refuses the request with status {status}: {message}")


def _key_refused(response: httpx.Response, server: Server) -> str:
    """Return the sentence for a refused key, without the service's, which may quote the key."""
    code = _first(_body(response), ("code", "status", "type"))
    reason = f" ({code})" if CODE.fullmatch(code) else ""
    if server.key_variable:
        return f"{server.host} does not accept the key in {server.key_variable}{reason}."
    return f"{server.host} asks for a key{reason}: name its variable by `key_variable`."


def _message(response: httpx.Response, key: str) -> str:
    """What the service says of it, in OpenAI's, ElevenLabs' or anybody's shape."""
    message = _first(_body(response), ("message", "msg", "detail", "error"))
    message = message or response.reason_phrase or str(response.status_code)
    if key:
        message = message.replace(key, "...")
    return " ".join(message.split())[:LONGEST_MESSAGE]


def _body(response: httpx.Response) -> object:
    try:
        return msgspec.json.decode(response.content)
    except UNDECODABLE:
        text = response.text.strip()
        return {} if text.startswith("<") else {"message": text}  # a proxy's page, of no use


def _first(body: object, names: tuple[str, ...]) -> str:
    """Return the first text with one of the names, at any depth, or ""."""
    if isinstance(body, dict):
        texts = (body[name] for name in names if isinstance(body.get(name), str))
        return next(texts, "") or _first(list(body.values()), names)
    if isinstance(body, list):
        return next(filter(None, (_first(item, names) for item in body)), "")
    return ""
