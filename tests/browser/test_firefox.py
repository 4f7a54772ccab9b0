"""The page in Firefox: it loads, speaks to its end, and logs no error."""

import pytest

from tests.browser.firefox import FIREFOX, SOUND, FirefoxPage, in_firefox
from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(
        not FIREFOX or not SOUND,
        reason="no Firefox or sound (Debian: apt install firefox-esr pulseaudio)",
    ),
]

TEXT = "Good morning, everyone. Speech starts soon."


async def test_a_text_is_spoken_and_heard_again_after_the_page_is_loaded_again(
    server: Server,
) -> None:
    async def speak_and_hear_again(firefox: FirefoxPage) -> None:
        await speak(firefox, server.url)
        await hear_again(firefox, server.url)
        assert firefox.problems == []

    await in_firefox(speak_and_hear_again)


async def speak(firefox: FirefoxPage, url: str) -> None:
    await firefox.open(url)
    await firefox.until("document.querySelector('#voices input:checked') !== null")
    await firefox.evaluate(f"document.querySelector('#text').value = {TEXT!r}")
    await firefox.evaluate("document.querySelector('#speak').click()")
    await firefox.until("document.querySelector('#status').textContent === 'Spoken to the end.'")
    seconds = len(expected_pcm(TEXT)) / 2 / 24_000
    assert await firefox.evaluate("document.querySelector('#heard').textContent") == (
        f"{seconds:.1f} s"
    )
    assert await firefox.evaluate("document.querySelector('#reading').innerText.trim()") == TEXT


async def hear_again(firefox: FirefoxPage, url: str) -> None:
    await firefox.open(url)
    await firefox.until("!document.querySelector('#deck').hidden")
    await firefox.evaluate("document.querySelector('#play').click()")
    await firefox.until("document.querySelector('#reading .now') !== null")
    await firefox.until("document.querySelector('#play').textContent === 'Play'")


async def test_a_phone_and_the_reference_fit_their_window(server: Server) -> None:
    async def fit(firefox: FirefoxPage) -> None:
        for path in ("/", "/docs"):
            await firefox.open(f"{server.url}{path}", width=320, height=640)
            wider = "document.documentElement.scrollWidth - window.innerWidth"
            assert await firefox.evaluate(wider) <= 0
        assert firefox.problems == []

    await in_firefox(fit)
