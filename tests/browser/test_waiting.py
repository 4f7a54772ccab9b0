"""What the page says before it speaks, or while nothing comes."""

import os
import signal
from collections.abc import Iterator

import httpx
import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import VoicePage, sounding
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "It is waited for."


@pytest.fixture(scope="module")
def small_server() -> Iterator[Server]:
    """A server that takes 100 characters, and of whose backends one may be frozen."""
    with running_server("tone", "faulty", registry=BACKENDS_FILE, max_text_chars=100) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, small_server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(small_server.url)
    return voice_page


def worker_of(backend: str, server: Server) -> int:
    """Return the process id of its only worker."""
    workers = httpx.get(f"{server.url}/v1/status").json()["workers"]
    [pid] = [worker["pid"] for worker in workers if worker["backend"] == backend]
    return int(pid)


async def test_a_text_that_is_too_long_is_told_before_it_is_sent(voice_page: VoicePage) -> None:
    await voice_page["#text"].fill("🙂" * 100)
    await voice_page.sees("#text-size", "100 characters")
    await expect(voice_page["#text"]).to_have_attribute("aria-invalid", "false")
    await voice_page.speak("a" * 101)
    await voice_page.sees("#text-size.problem", "101 of at most 100 characters")
    await voice_page.sees("#alert", "The text has 101 characters, and the limit is 100.")
    await expect(voice_page["#text"]).to_have_attribute("aria-invalid", "true")
    await expect(voice_page["#stop"]).to_be_disabled()
    assert await voice_page.barriers() == []
    await voice_page.speaks_to_the_end(TEXT)
    assert await voice_page.texts("#alert") == [""]


async def test_a_backend_that_freezes_is_named_while_it_is_waited_for(
    voice_page: VoicePage, small_server: Server
) -> None:
    pid = worker_of("tone", small_server)
    os.kill(pid, signal.SIGSTOP)
    try:
        await voice_page.speak(TEXT)
        await voice_page.sees("#status", "tone does not answer. It is waited for")
        await voice_page.sees("#status", "faulty can speak")
        await voice_page.sees("#backend-problems", "does not answer.")
    finally:
        os.kill(pid, signal.SIGCONT)
    await voice_page.sees("#status", "Spoken to the end.")
    assert np.array_equal(await voice_page.heard(), sounding(expected_pcm(TEXT)))


async def test_what_is_loading_is_named_while_nothing_can_speak_yet(
    page: Page, small_server: Server, problems: list[str]
) -> None:
    listing = await (await page.request.get(f"{small_server.url}/v1/backends")).json()
    for backend in listing["backends"]:
        loading = f"{backend['name']}-1 on here is loading."
        backend |= {"workers": 0, "voices": [], "problems": [loading]}
    await page.route("**/v1/backends", lambda route: route.fulfill(json=listing))
    await page.goto(small_server.url)
    opened = VoicePage(page, problems)
    default = listing["default"]
    await opened.sees("#backend-problems", "No backend can speak now.")
    await opened.sees("#backend-problems", f"{default}-1 on here is loading.")
    assert await opened["#backend-problems li"].count() == 2
