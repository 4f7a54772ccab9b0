"""The page's code in a real browser: Debian's chromium, driven by Playwright.

Playwright's synchronous API leaves an event loop running in the main thread, where no other
asynchronous test could run. So all of this is asynchronous, on one loop for the whole session.
"""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from tests.browser.harness import open_harness
from tests.support.server import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

ARGUMENTS = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("no chromium is installed (Debian: apt install chromium)")
    assert CHROMIUM, "CI must have a chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def problems() -> list[str]:
    """What the page complained about; who expects a complaint looks at it and clears it."""
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
