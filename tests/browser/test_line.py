"""The page shows the wait in line; what it makes to be kept does not wait.

Its place there is the first or the second: a client who has nothing yet goes before one who has.
"""

import re

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.voice_page import VoicePage
from tests.support.busy import ENDLESS, PATIENCE_S, faulty, full
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, busy_server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(busy_server.url)
    return voice_page


async def test_position_and_wait_are_shown_until_the_turn_comes(
    voice_page: VoicePage, busy_server: Server
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        async with full(client, busy_server, ENDLESS):
            await voice_page.speak("Hello there.")
            await voice_page.sees("#status", re.compile(r"In line: position [12], about \d+ s …"))
            assert faulty(busy_server)["in_line"] == 2
        await voice_page.sees("#status", "Spoken to the end.")


async def test_escape_leaves_the_line(voice_page: VoicePage, busy_server: Server) -> None:
    async with (
        httpx.AsyncClient(timeout=PATIENCE_S) as client,
        full(client, busy_server, ENDLESS),
    ):
        await voice_page.speak("Hello there.")
        await voice_page.sees("#status", re.compile("In line: position [12]"))
        await voice_page.page.keyboard.press("Escape")
        await voice_page.sees("#status", "Stopped.")
        while faulty(busy_server)["in_line"] != 1:
            await voice_page.page.wait_for_timeout(50)
