"""A page that holds the page's modules alone, so that a test can use them."""

from functools import partial
from pathlib import Path

from playwright.async_api import Page, Route

FOLDER = Path(__file__).parent
STATIC = FOLDER.parents[1] / "frontend/server/static"
JAVASCRIPT = "text/javascript"


async def open_harness(page: Page, url: str) -> None:
    """Open the harness below this address; its modules are those that the server serves."""
    for name, kind in (
        ("harness.html", "text/html"),
        ("harness.js", JAVASCRIPT),
        ("recorder.js", JAVASCRIPT),
    ):
        await page.route(f"**/harness/{name}", partial(_answer, path=FOLDER / name, kind=kind))
    await page.context.grant_permissions(["local-network-access"])
    await page.goto(f"{url}/harness/harness.html")
    await page.wait_for_selector("html[data-ready]", state="attached")


async def serve_modules(page: Page) -> None:
    """Serve the page's modules too, for a test that has no server, or one that speaks WebSocket."""
    for path in STATIC.rglob("*.js"):
        name = path.relative_to(STATIC).as_posix()
        await page.route(f"**/static/{name}", partial(_answer, path=path, kind=JAVASCRIPT))


async def _answer(route: Route, *, path: Path, kind: str) -> None:
    await route.fulfill(path=path, content_type=kind)
