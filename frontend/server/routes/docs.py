"""GET /openapi.json: what every route takes and answers; GET /docs: the same as a page."""

import hashlib

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from frontend.server.http.etag import has_it
from frontend.server.openapi.whole import whole_document
from frontend.server.routes.page import STATIC

PAGE = STATIC / "docs" / "index.html"

# Made once, when the server starts; a browser asks each time whether it still holds.
DOCUMENT = msgspec.json.encode(whole_document())
HEADERS = {"ETag": f'"{hashlib.sha256(DOCUMENT).hexdigest()[:16]}"', "Cache-Control": "no-cache"}

# The page loads nothing from elsewhere and runs no script that is not ours, whatever it shows;
# it plays what it was answered.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


async def openapi(request: Request) -> Response:
    """GET /openapi.json, or 304 for who has it."""
    if has_it(request, HEADERS["ETag"]):
        return Response(status_code=304, headers=HEADERS)
    return Response(DOCUMENT, media_type="application/json", headers=HEADERS)


async def docs(_: Request) -> FileResponse:
    """GET /docs: the page, which works without the internet."""
    return FileResponse(
        PAGE, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    )
