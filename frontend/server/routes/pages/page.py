"""GET /: the page, which works without the internet, and the files it and /docs are made of."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from frontend.server.routes.pages.prepared import KINDS, prepared_file

STATIC = Path(__file__).parents[2] / "static"

# It loads and runs nothing but its own files, and plays what it made in the browser. To browsers,
# 'self' in connect-src means WebSockets to the server too.
POLICY = (
    "default-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {"Content-Security-Policy": POLICY}

page = prepared_file(STATIC / "index.html", HEADERS).answer


class Assets:
    """The files under /static."""

    def __init__(self) -> None:
        self._files = {
            f"/{path.relative_to(STATIC).as_posix()}": prepared_file(path, HEADERS)
            for path in STATIC.rglob("*")
            if path.suffix in KINDS
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD. Raises HTTPException: there is no such file."""
        request = Request(scope, receive)
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path not in self._files:
            raise HTTPException(404)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        answer = await self._files[path].answer(request)
        await answer(scope, receive, send)
