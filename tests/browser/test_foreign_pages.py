"""What pages of other origins can do to a server on the same machine, or in the same network.

To https and localhost a browser says where a request comes from (Sec-Fetch-Site). To other names,
such as box.local, it says less.
"""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, Page, Route

from tests.browser.chromium import CHROMIUM, running_chromium
from tests.support.server import Server, running_server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOLDER = Path(__file__).parent
RULES = "MAP *.local 127.0.0.1, MAP evil.example 127.0.0.1"
TRIED = "([name, base]) => import('./foreign_page.js').then((it) => it.attempts[name](base))"
HEARD = ["fetch", "audio", "eventSource", "socket", "unreferredAudio"]
CHANGES = ["image", "simplePost", "formPost", "submittedForm"]
# The page's host, the server's: of the same site, of another, and where browsers say less.
PLACES = [("localhost", "localhost"), ("127.0.0.1", "localhost"), ("other.local", "box.local")]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def foreign_site() -> Iterator[int]:
    """Serve this folder, by any name; return the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(FOLDER))) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield site.server_port
        site.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    with running_server("tone") as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def resolving_browser() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    async with running_chromium(f"--host-resolver-rules={RULES}") as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def plain_page(resolving_browser: Browser) -> AsyncIterator[Page]:
    context = await resolving_browser.new_context()
    # It is the server that has to refuse.
    await context.grant_permissions(["local-network-access"])
    yield await context.new_page()
    await context.close()


def state_of(server: Server) -> tuple[object, object]:
    """Return what those pages try to change: the defaults, and the jobs."""
    return server.redis().dump("vs:default"), httpx.get(f"{server.url}/v1/jobs").json()


def forget_all(server: Server) -> None:
    server.forget_defaults()
    for job in httpx.get(f"{server.url}/v1/jobs?limit=1000").json()["jobs"]:
        httpx.delete(f"{server.url}/v1/jobs/{job['id']}")


def at(server: Server, host: str) -> str:
    return server.url.replace("localhost", host)


async def open_own_page(page: Page, url: str) -> None:
    """Open an answer of the server that has no policy, as a page that makes the same attempts."""

    async def answer(route: Route) -> None:
        await route.fulfill(path=FOLDER / "foreign_page.js")

    await page.route("**/foreign_page.js", answer)
    await page.goto(f"{url}/health")


@pytest.mark.parametrize(("host", "server_host"), PLACES)
async def test_a_foreign_page_hears_nothing(
    host: str, server_host: str, own_server: Server, plain_page: Page
) -> None:
    with foreign_site() as port:
        await plain_page.goto(f"http://{host}:{port}/foreign.html")
        url = at(own_server, server_host)
        heard = {name: await plain_page.evaluate(TRIED, [name, url]) for name in HEARD}
    assert heard == dict.fromkeys(HEARD, False)


@pytest.mark.parametrize(("host", "server_host"), PLACES)
async def test_a_foreign_page_changes_nothing(
    host: str, server_host: str, own_server: Server, plain_page: Page
) -> None:
    before = state_of(own_server)
    with foreign_site() as port:
        await plain_page.goto(f"http://{host}:{port}/foreign.html")
        for name in CHANGES:
            await plain_page.evaluate(TRIED, [name, at(own_server, server_host)])
    assert state_of(own_server) == before


@pytest.mark.parametrize("host", ["localhost", "box.local"])
async def test_the_servers_own_page_hears_all(
    host: str, own_server: Server, plain_page: Page
) -> None:
    url = at(own_server, host)
    await open_own_page(plain_page, url)
    heard = {name: await plain_page.evaluate(TRIED, [name, url]) for name in HEARD}
    # Without a referrer, box.local cannot know that it was its own page.
    assert heard == {**dict.fromkeys(HEARD, True), "unreferredAudio": host == "localhost"}


@pytest.mark.parametrize("host", ["localhost", "box.local"])
@pytest.mark.parametrize("name", CHANGES)
async def test_the_servers_own_page_changes_what_it_asks_for(
    name: str, host: str, own_server: Server, plain_page: Page
) -> None:
    url = at(own_server, host)
    forget_all(own_server)
    before = state_of(own_server)
    await open_own_page(plain_page, url)
    await plain_page.evaluate(TRIED, [name, url])
    assert state_of(own_server) != before


async def test_a_name_that_was_pointed_at_this_machine_opens_nothing(
    own_server: Server, plain_page: Page
) -> None:
    answer = await plain_page.goto(f"{at(own_server, 'evil.example')}/")
    assert answer and answer.status == 421
    heard = await plain_page.evaluate("() => fetch('/v1/status').then((it) => it.status)")
    assert heard == 421


@pytest.mark.parametrize("host", ["localhost", "box.local"])
async def test_an_address_that_a_person_types_is_spoken(
    host: str, own_server: Server, plain_page: Page
) -> None:
    address = f"{at(own_server, host)}/tts?text=Hello."
    async with plain_page.expect_response(address) as asked:
        with suppress(Error):  # Chromium downloads it or plays it
            await plain_page.goto(address)
    assert (await asked.value).status == 200


async def test_the_real_page_reaches_its_server_by_websocket_under_its_policy(
    own_server: Server, plain_page: Page
) -> None:
    opened = """(url) => new Promise((resolve) => {
      const socket = new WebSocket(url);
      socket.onopen = () => resolve(true);
      socket.onerror = () => resolve(false);
    })"""
    for host in ("localhost", "box.local"):
        url = at(own_server, host)
        answer = await plain_page.goto(url)
        assert answer and "connect-src 'self';" in answer.headers["content-security-policy"]
        ours = url.replace("http", "ws") + "/stream-tokens"
        assert await plain_page.evaluate(opened, ours) is True
        with foreign_site() as port:
            assert await plain_page.evaluate(opened, f"ws://localhost:{port}/") is False
