"""Bodies that are compressed, which no route unpacks: a few bytes could become any number.

Only codings that there are count. Some programs say `Content-Encoding: utf-8` of a body that is as
it is.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backend_queues.request_errors import UnsupportedMediaType
from frontend.server.guards.refusal import refuse

COMPRESSED = frozenset(
    ("gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz")
)


class Codings:
    """Refuses a request whose body is said to be compressed: 415."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (coding := _compression_of(scope)):
            error = UnsupportedMediaType(
                f"Bodies are not unpacked here, and this one is said to be {coding}: send it as it "
                "is, without the header Content-Encoding."
            )
            return await refuse(error, scope, receive, send)
        return await self._app(scope, receive, send)


def _compression_of(scope: Scope) -> str:
    """Return the first coding that compresses, "" if there is none."""
    named = ",".join(Headers(scope=scope).getlist("content-encoding")).lower().split(",")
    return next((name.strip() for name in named if name.strip() in COMPRESSED), "")
