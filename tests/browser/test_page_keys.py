"""The page of a server that asks for API keys: asked for once in a tab, and used everywhere."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from frontend.access.key import id_of
from tests.browser.voice_page import HEARING, PATIENCE_MS, VoicePage, sounding
from tests.support.keys import Keys, lets_in
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Good morning, everyone."


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def locked(keys: Keys) -> Iterator[Server]:
    with running_server("tone", registry=BACKENDS_FILE, keys=keys.file.path) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, locked: Server, problems: list[str]) -> AsyncIterator[VoicePage]:
    """The page as it asks for a key; the console complains of 401 and, for jobs, 403."""
    voice_page = VoicePage(page, problems)
    await page.add_init_script(path=HEARING)
    await page.goto(locked.url)
    await voice_page.sees("#key-question")
    yield voice_page
    assert all("401" in problem or "403" in problem for problem in problems)
    problems.clear()


async def give(voice_page: VoicePage, key: str) -> None:
    await voice_page["#key"].fill(key)
    await voice_page["#key"].press("Enter")


async def test_a_text_is_heard_with_a_key(voice_page: VoicePage, keys: Keys) -> None:
    assert await voice_page.barriers() == []
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")
    heard = await voice_page.hears(TEXT)
    assert np.array_equal(heard, sounding(expected_pcm(TEXT)))


async def test_a_wrong_key_is_asked_for_again(voice_page: VoicePage, keys: Keys) -> None:
    await give(voice_page, keys.speaker[:-4] + "0000")
    await voice_page.sees("#key-why", re.compile("no such API key"))
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")


async def test_the_key_stays_in_its_tab(voice_page: VoicePage, keys: Keys) -> None:
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")
    await voice_page.page.reload()
    await voice_page.sees("#voices input:checked")
    stored = await voice_page.page.evaluate("JSON.stringify([localStorage, document.cookie])")
    assert keys.speaker not in stored
    other = await voice_page.page.context.new_page()
    await other.goto(voice_page.page.url)
    await expect(other.locator("#key-question")).to_have_count(1, timeout=PATIENCE_MS)


async def test_a_revoked_key_is_asked_for_where_it_was_needed(
    voice_page: VoicePage, locked: Server, keys: Keys
) -> None:
    key = keys.add("speak")
    await asyncio.to_thread(wait_until, lambda: lets_in(locked, key))
    await give(voice_page, key)
    await voice_page.sees("#voices input:checked")
    await voice_page.speaks_to_the_end(TEXT)
    keys.file.revoke(id_of(key))
    await voice_page.sees("#key-question")
    await give(voice_page, keys.speaker)
    await voice_page.speaks_to_the_end(TEXT)


async def test_a_reader_without_a_key_is_not_asked_again_and_again(
    voice_page: VoicePage, keys: Keys
) -> None:
    await voice_page["#key-question button[value=no]"].click()
    await voice_page.sees("#alert", "API key")
    async with voice_page.page.expect_response("**/v1/backends"):
        pass  # the page looks again by itself
    await expect(voice_page["#key-question"]).to_have_count(0)
    await voice_page["#change-key"].click()
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")


async def test_a_line_of_a_batch_is_made_with_the_key(voice_page: VoicePage, keys: Keys) -> None:
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("One line.")
    await voice_page["#make-batch"].click()
    await voice_page.sees("#batch-count", "1 of 1 made")


async def test_an_operation_is_tried_with_the_key(voice_page: VoicePage, keys: Keys) -> None:
    await give(voice_page, keys.speaker)
    await voice_page.sees("#voices input:checked")
    await voice_page.page.goto(voice_page.page.url + "docs#get_v1_models")
    trial = voice_page["#get_v1_models .trial"]
    await trial.locator("summary").click()
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result")).to_contain_text("200", timeout=PATIENCE_MS)
