"""Paths as clients write them, turned into those of the table of routes before anything looks.

A user enters the server's URL with /v1 behind it or without, and with a slash at its end, and the
program puts a path of its own behind that:

    /v1//audio/speech, /v1/v1/audio/speech, /audio/speech, /v1/audio/speech/

All are /v1/audio/speech. To redirect would not do: a POST seldom follows, and behind a proxy the
server does not know its own scheme. A proxy that has the server under a path of its own may leave
that path on or take it off; what Location says, and this, are told it by VOICE_SERVER_ROOT_PATH.
"""

import re

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from backend_queues.errors import InvalidConfiguration

SLASHES = re.compile(r"/{2,}")
VERSION = "/v1"
# What OpenAI's clients put behind their base URL.
UNVERSIONED = ("/audio/", "/models")
# Their answers refer to others by where they stand themselves.
RELATIVE = ("/static/", "/docs/")
# Proxies hold these back by their names, so they have no others.
EXACT = ("/metrics",)


class Paths:
    """Hands on requests and WebSockets with the path that is meant."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        path = scope["path"]
        if self._root and path == self._root and scope["type"] == "http":
            # The page refers to its files by where it is.
            return await RedirectResponse(f"{self._root}/")(scope, receive, send)
        if self._root and path.startswith(f"{self._root}/"):
            path = path.removeprefix(self._root)
        scope["path"] = meant_path(path)  # in place: what stands before must not keep a key
        return await self._app(scope, receive, send)


def meant_path(path: str) -> str:
    """Return the path as the table of routes has it."""
    meant = _joined_path(path)
    return path if meant in EXACT else meant


def _joined_path(path: str) -> str:
    # Routes, whose patterns end in $, would take a path with a newline behind it for that without;
    # what guards know of a path they would not find.
    path = SLASHES.sub("/", path.replace("\n", "%0A"))
    if not path.startswith(RELATIVE):
        path = path.rstrip("/") or "/"
    while path.startswith(f"{VERSION}{VERSION}/"):
        path = path.removeprefix(VERSION)
    return f"{VERSION}{path}" if path.startswith(UNVERSIONED) else path


def checked_root_path(setting: str) -> str:
    """Return the path of the setting without a slash at its end; "" is none.

    Raises:
        InvalidConfiguration: it is not a path.
    """
    path = setting.rstrip("/")
    if setting and (not setting.startswith("/") or meant_path(path) != (path or "/")):
        raise InvalidConfiguration(
            f"VOICE_SERVER_ROOT_PATH: {setting} is not a path such as /voice."
        )
    return path
