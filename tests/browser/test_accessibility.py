"""axe-core finds nothing serious or critical on the page, in whatever state it is."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import VoicePage
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.smoke, pytest.mark.asyncio(loop_scope="session")]

LONG = "The river had risen to the bridge, and everybody came to see it. " * 10


@pytest_asyncio.fixture(loop_scope="session", params=["light", "dark"])
async def voice_page(
    request: pytest.FixtureRequest, page: Page, server: Server, problems: list[str]
) -> AsyncIterator[VoicePage]:
    await page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    yield voice_page


async def test_the_page_has_no_barrier_before_and_while_it_speaks(voice_page: VoicePage) -> None:
    assert await voice_page.barriers() == []
    await voice_page["#backend"].select_option("faulty")
    await voice_page["#option-words"].check()
    await voice_page["#like-llm"].check()
    await voice_page["#rate"].fill("100")
    await voice_page.speak(LONG)
    await expect(voice_page["#reading .word-now"]).to_have_count(1)
    assert await voice_page.barriers() == []
    await voice_page.page.keyboard.press("Escape")
    await expect(voice_page["#downloads"]).to_be_visible()
    assert await voice_page.barriers() == []


async def test_the_page_has_no_barrier_when_something_is_wrong(voice_page: VoicePage) -> None:
    await voice_page["#silent-backends summary"].click()
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("One line.\n***")
    with voice_page.complaining():
        await voice_page["#make-batch"].click()
        await voice_page.sees("#batch-count", "1 of 2 made, 1 failed")
    await voice_page.speak("***")
    await voice_page.sees("#alert", re.compile("nothing that can be said"))
    assert await voice_page.barriers() == []


async def test_who_asks_for_it_sees_no_motion(voice_page: VoicePage) -> None:
    durations = await voice_page.page.evaluate(
        "[...document.querySelectorAll('*')].map((e) => getComputedStyle(e).transitionDuration)"
    )
    assert set(durations) == {"0s"}


async def test_a_button_that_is_disabled_can_be_read(voice_page: VoicePage) -> None:
    """axe leaves these out."""
    contrasts = await voice_page.page.evaluate(
        """() => {
          const lightness = (colour) => {
            const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255);
            const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            const [r, g, b] = parts.map(linear);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return [...document.querySelectorAll("button:not(.link, .round)")].map((button) => {
            button.disabled = true;
            const { color, backgroundColor } = getComputedStyle(button);
            const [dark, light] = [color, backgroundColor].map(lightness).sort((a, b) => a - b);
            return (light + 0.05) / (dark + 0.05);
          });
        }"""
    )
    assert len(contrasts) > 10 and min(contrasts) >= 4.5
