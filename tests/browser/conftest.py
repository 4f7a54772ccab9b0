"""The page's code in a real browser: Debian's chromium, driven by Playwright.

Playwright's synchronous API leaves an event loop running in the main thread, where no other
asynchronous test could run. So all of this is asynchronous, on one loop for the whole session.
"""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page

from tests.browser.chromium import CHROMIUM, running_chromium
from tests.browser.harness import open_harness
from tests.support.server import Server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    assert CHROMIUM, "CI must have a chromium"
    async with running_chromium() as browser:
        yield browser


@pytest.fixture
def problems() -> list[str]:
    """What the page complained about; a test that expects a complaint looks at it and clears it."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, problems: list[str]) -> AsyncIterator[Page]:
    """A page without history; the test fails if it logs an error or throws one."""
    context = await browser.new_context()
    page = await context.new_page()
    page.on("console", lambda message: problems.extend(_errors(message)))
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    await context.close()
    assert not problems


@pytest_asyncio.fixture(loop_scope="session")
async def harness(page: Page, server: Server) -> Page:
    """A page of the server's origin with the page's modules alone."""
    await open_harness(page, server.url)
    return page


def _errors(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []
