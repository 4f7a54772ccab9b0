"""GET /: the page, which works without the internet, and the files it and /docs are made of."""

import os
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parents[1] / "static"

# It loads and runs nothing but its own files, and plays what it made in the browser. To browsers,
# 'self' in connect-src means WebSockets to the server too.
POLICY = (
    "default-src 'self'; connect-src 'self'; media-src blob:; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# Browsers must revalidate their copy each time, or they would mix the modules of two versions.
FRESH = {"Cache-Control": "no-cache"}
HEADERS = {"Content-Security-Policy": POLICY, **FRESH}


async def page(_: Request) -> FileResponse:
    return FileResponse(STATIC / "index.html", headers=HEADERS)


class Assets(StaticFiles):
    """The files under /static."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(HEADERS)
        return response
