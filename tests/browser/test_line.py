"""The page shows the wait in line; what it makes to be kept does not wait.

All come from one address, so they are one client whose texts keep their order. By the name
localhost, the browser might come by IPv6 and the others not: then it would be another client, who
has nothing yet and goes before one who has.
"""

import re
from dataclasses import replace

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.voice_page import VoicePage
from tests.support.busy import ENDLESS, PATIENCE_S, faulty, full
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def one_address(busy_server: Server) -> Server:
    return replace(busy_server, url=busy_server.url.replace("localhost", "127.0.0.1"))


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, one_address: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(one_address.url)
    return voice_page


async def test_position_and_wait_are_shown_until_the_turn_comes(
    voice_page: VoicePage, one_address: Server
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as client:
        async with full(client, one_address, ENDLESS):
            await voice_page.speak("Hello there.")
            await voice_page.sees("#status", re.compile(r"In line: position 2, about \d+ s …"))
            assert faulty(one_address)["in_line"] == 2
        await voice_page.sees("#status", "Spoken to the end.")


async def test_escape_leaves_the_line(voice_page: VoicePage, one_address: Server) -> None:
    async with (
        httpx.AsyncClient(timeout=PATIENCE_S) as client,
        full(client, one_address, ENDLESS),
    ):
        await voice_page.speak("Hello there.")
        await voice_page.sees("#status", re.compile("In line: position 2"))
        await voice_page.page.keyboard.press("Escape")
        await voice_page.sees("#status", "Stopped.")
        while faulty(one_address)["in_line"] != 1:
            await voice_page.page.wait_for_timeout(50)
