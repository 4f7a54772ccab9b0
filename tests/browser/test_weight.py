"""How much of the page is fetched when it is opened."""

import pytest
from playwright.async_api import Page, Response

from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_BYTES = 60_000


async def test_what_is_fetched_at_first_is_small_when_compressed(
    page: Page, server: Server
) -> None:
    fetched: list[Response] = []
    page.on("response", lambda response: fetched.append(response))
    await page.goto(server.url, wait_until="load")
    files = [file for file in fetched if file.url == f"{server.url}/" or "/static/" in file.url]
    sizes = {file.url: int((await file.all_headers())["content-length"]) for file in files}
    assert all([(await file.all_headers())["content-encoding"] == "gzip" for file in files])
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert len(sizes) > 10
    assert all(url.startswith(server.url) for url in (file.url for file in fetched))
