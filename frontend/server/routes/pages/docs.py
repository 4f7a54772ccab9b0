"""GET /openapi.json: the description of every route; GET /docs: the same as a page."""

from collections.abc import Mapping
from typing import Any

import msgspec

from frontend.server.http.headers import JSON
from frontend.server.routes.pages.page import STATIC
from frontend.server.routes.pages.prepared import Prepared, prepared_file

# The page loads only our own files and scripts, whatever it shows; it plays audio that it has
# received.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

docs = prepared_file(STATIC / "docs" / "index.html", {"Content-Security-Policy": POLICY}).answer


def open_api(document: Mapping[str, Any]) -> Prepared:
    """Return the answer of GET /openapi.json."""
    return Prepared(msgspec.json.encode(document), JSON)
