"""The page in Firefox: it loads, speaks to its end, and logs no error."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.browser.firefox import FIREFOX, SOUND, FirefoxPage, running_firefox
from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Good morning, everyone. Speech starts soon."


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def firefox() -> AsyncIterator[FirefoxPage]:
    if not FIREFOX or not SOUND:
        pytest.skip("no Firefox or sound (Debian: apt install firefox-esr pulseaudio)")
    async with running_firefox() as page:
        yield page


async def test_a_text_is_spoken_to_its_end(firefox: FirefoxPage, server: Server) -> None:
    await firefox.open(server.url)
    await firefox.until("document.querySelector('#voices input:checked') !== null")
    await firefox.evaluate(f"document.querySelector('#text').value = {TEXT!r}")
    await firefox.evaluate("document.querySelector('#speak').click()")
    await firefox.until("document.querySelector('#status').textContent === 'Spoken to the end.'")
    seconds = len(expected_pcm(TEXT)) / 2 / 24_000
    assert await firefox.evaluate("document.querySelector('#heard').textContent") == (
        f"{seconds:.1f} s"
    )
    assert await firefox.evaluate("document.querySelector('#reading').innerText.trim()") == TEXT
    assert firefox.problems == []


async def test_a_take_is_heard_again_after_the_page_is_loaded_again(
    firefox: FirefoxPage, server: Server
) -> None:
    await firefox.open(server.url)
    await firefox.until("!document.querySelector('#deck').hidden")
    await firefox.evaluate("document.querySelector('#play').click()")
    await firefox.until("document.querySelector('#reading .now') !== null")
    await firefox.until("document.querySelector('#play').textContent === 'Play'")
    assert firefox.problems == []


async def test_a_phone_and_the_reference_fit_their_window(
    firefox: FirefoxPage, server: Server
) -> None:
    for path in ("/", "/docs"):
        await firefox.open(f"{server.url}{path}", width=320, height=640)
        wider = "document.documentElement.scrollWidth - window.innerWidth"
        assert await firefox.evaluate(wider) <= 0
    assert firefox.problems == []
