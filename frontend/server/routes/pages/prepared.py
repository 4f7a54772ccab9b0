"""What is the same for everybody, as it was at the start: compressed once, and kept in memory.

Only such answers are compressed. One that holds a secret beside what somebody else has written
would tell the secret by its length (BREACH).
"""

import gzip
import hashlib
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from frontend.server.http.headers import accepts_gzip, matches_etag

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Browsers must revalidate their copy each time, or they would mix the modules of two versions.
FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}


class Prepared:
    """A body, plain and compressed; each has an ETag of its own."""

    def __init__(self, body: bytes, media_type: str, headers: Mapping[str, str] = {}) -> None:
        digest = hashlib.sha256(body).hexdigest()[:16]
        own = {**FRESH, **headers, "Content-Type": media_type}
        self._plain = body, own | {"ETag": f'"{digest}"'}
        packed = own | {"ETag": f'"{digest}-gzip"', "Content-Encoding": "gzip"}
        self._packed = gzip.compress(body, mtime=0), packed

    async def answer(self, request: Request) -> Response:
        """Return it, or 304 for a client that has it."""
        body, headers = self._packed if accepts_gzip(request) else self._plain
        if matches_etag(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers)


def prepared_file(path: Path, headers: Mapping[str, str]) -> Prepared:
    return Prepared(path.read_bytes(), KINDS[path.suffix], headers)
