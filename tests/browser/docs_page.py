"""The page of /docs, opened at an operation."""

from playwright.async_api import Page

from tests.support.server import Server

PATIENCE_MS = 30_000


async def open_docs(page: Page, server: Server, name: str = "") -> None:
    await page.goto(f"{server.url}/docs{name}")
    await page.wait_for_selector(".entry", timeout=PATIENCE_MS)


async def open_trial(page: Page, server: Server, name: str) -> None:
    await open_docs(page, server, f"#{name}")
    await page.locator(f"#{name} .trial > summary").click()
