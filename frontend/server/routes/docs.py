"""GET /openapi.json: the description of every route; GET /docs: the same as a page."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from frontend.server.http.headers import matches_etag
from frontend.server.routes.page import STATIC

PAGE = STATIC / "docs" / "index.html"

# The page loads only our own files and scripts, whatever it shows; it plays audio that it has
# received.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class OpenApi:
    """GET /openapi.json, or 304 for a client that has it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._body = msgspec.json.encode(document)
        digest = hashlib.sha256(self._body).hexdigest()
        self._headers = {"ETag": f'"{digest[:16]}"', "Cache-Control": "no-cache"}

    async def answer(self, request: Request) -> Response:
        if matches_etag(request, self._headers["ETag"]):
            return Response(status_code=304, headers=self._headers)
        return Response(self._body, media_type="application/json", headers=self._headers)


async def docs(_: Request) -> FileResponse:
    """GET /docs: the page, which works without the internet."""
    return FileResponse(
        PAGE, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    )
