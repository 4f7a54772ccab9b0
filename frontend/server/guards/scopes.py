"""What each route needs: a scope of the key, any key, or none. The one place where that is said."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from starlette.routing import compile_path

from frontend.access.client import Scope

Need = Scope | Literal["", "any"]
OPEN: Final = ""  # also without a key: what monitoring and a browser need before there is one
ANY: Final = "any"

# By path, as the table of routes writes it; or by method and path, which goes first.
NEEDS: Mapping[str, Need] = {
    "/health": OPEN,
    "/ready": OPEN,
    "/": OPEN,
    "/static": OPEN,
    "/static/{path:path}": OPEN,
    "/docs": OPEN,
    "/openapi.json": OPEN,
    "/v1/tokens": ANY,
    "/engines": "speak",
    "/voices": "speak",
    "/v1/backends": "speak",
    "/v1/voices": "speak",
    "/v1/audio/voices": "speak",
    "POST /v1/audio/voices": "voices",
    "/v1/audio/voices/{name}": "voices",
    "/v1/audio/encode": "speak",
    "/v1/models": "speak",
    "/v1/models/{model:path}": "speak",
    "/v1/audio/models": "speak",
    "/v1/audio/speech": "speak",
    "/v1/audio/speech/captioned": "speak",
    "/dev/captioned_speech": "speak",
    "/cognitiveservices/v1": "speak",
    "/cognitiveservices/voices/list": "speak",
    "/tts/cognitiveservices/v1": "speak",
    "/tts/cognitiveservices/voices/list": "speak",
    "/sts/v1.0/issueToken": "speak",
    "/v1/audio/speech/stream": "speak",
    "/sse": "speak",
    "/tts": "speak",
    "/stream-tokens": "speak",
    "/ws": "speak",
    "/tts/bytes": "speak",
    "/tts/sse": "speak",
    "/tts/websocket": "speak",
    "/voices/{id}": "speak",
    "/v1/speak": "speak",
    "/v2/speak": "speak",
    "/v1/jobs": "jobs",
    "/v1/jobs/contents": "jobs",
    "/v1/jobs/{id}": "jobs",
    "/v1/jobs/{id}/events": "jobs",
    "/v1/jobs/{id}/pause": "jobs",
    "/v1/jobs/{id}/resume": "jobs",
    "/v1/jobs/{id}/files": "jobs",
    "/v1/jobs/{id}/files.zip": "jobs",
    "/v1/jobs/{id}/files/{name}": "jobs",
    "/v1/text-to-speech/{voice_id}": "speak",
    "/v1/text-to-speech/{voice_id}/stream": "speak",
    "/v1/text-to-speech/{voice_id}/with-timestamps": "speak",
    "/v1/text-to-speech/{voice_id}/stream/with-timestamps": "speak",
    "/v1/text-to-speech/{voice_id}/stream-input": "speak",
    "/v1/text-to-speech/{voice_id}/multi-stream-input": "speak",
    "/v2/voices": "speak",
    "/v1/user": ANY,
    "/v1/user/subscription": ANY,
    "/metrics": "operate",
    "/v1/status": "operate",
    "/set_engine": "operate",
    "/setvoice": "operate",
}


# Sockets whose first message may have the key.
_LATE_KEYS = re.compile(r"/v1/text-to-speech/[^/]+/(?:multi-)?stream-input")


def may_ask_later(path: str) -> bool:
    """Tell whether a socket without a key is let in, as it asks for one itself."""
    return _LATE_KEYS.fullmatch(path) is not None


def need_of(method: str, path: str) -> Need:
    """Return what a request needs; a path that no route has needs any key."""
    template = path if path in NEEDS else next(_templates_of(path), "")
    if not template and NEEDS.get(path.removesuffix("/")) == OPEN:
        return OPEN  # it is redirected to a path that needs none
    return need_of_route(method, template)


def need_of_route(method: str, template: str) -> Need:
    """Return what a route needs, whose path is written as in the table of routes."""
    return NEEDS.get(f"{method} {template}", NEEDS.get(template, ANY))


def _templates_of(path: str) -> Iterator[str]:
    return (template for template, pattern in _PATTERNS if pattern.match(path))


_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    (path, compile_path(path)[0]) for path in NEEDS if path.startswith("/")
]
