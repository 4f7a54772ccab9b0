"""The page of /docs in a browser: whole, usable by everybody, and safe whatever it shows."""

import asyncio
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, Request, Route, expect

from tests.browser.docs_page import open_docs
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ONLY_VIOLATIONS = {"resultTypes": ["violations"]}  # the others take most of its time
OPEN = "(one) => { one.open = true; }"
OPEN_ALL = f"document.querySelectorAll('details').forEach({OPEN})"


async def document(page: Page, server: Server) -> Any:
    return await (await page.request.get(f"{server.url}/openapi.json")).json()


async def test_every_operation_and_websocket_is_shown(page: Page, server: Server) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    await open_docs(page, server)
    api = await document(page, server)
    named = {one["operationId"] for methods in api["paths"].values() for one in methods.values()}
    shown = await page.locator(".entry").evaluate_all("(all) => all.map((one) => one.id)")
    assert len(shown) == len(named) + len(api["x-websockets"])
    assert named < set(shown)
    assert {urlsplit(request.url).netloc for request in asked} == {urlsplit(server.url).netloc}


async def test_an_operation_says_what_it_takes_and_answers(page: Page, server: Server) -> None:
    await open_docs(page, server, "#post_v1_audio_speech")
    entry = page.locator("#post_v1_audio_speech")
    await expect(entry).to_have_attribute("open", "")
    speed = entry.locator("dt", has_text="speed").locator("+ dd")
    await expect(speed).to_contain_text("0.25 to 4; by default 1")
    await expect(entry).to_contain_text("speech.audio.delta")
    await expect(entry.locator("h5")).to_contain_text(["200", "400", "404", "413", "422", "503"])


async def test_the_keyboard_is_enough(page: Page, server: Server) -> None:
    await open_docs(page, server)
    await page.get_by_label("Search the routes").focus()
    await page.keyboard.type("/tts speak")
    while not await page.evaluate("document.activeElement.matches('.entry > summary')"):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#get_tts")).to_have_attribute("open", "")


async def test_a_search_leaves_what_it_finds(page: Page, server: Server) -> None:
    await open_docs(page, server)
    shown = page.locator(".entry:visible")
    every = await shown.count()
    await page.get_by_label("Search the routes").fill("pause JOB")
    await expect(shown).to_have_count(1)
    await expect(page.get_by_text(f"1 of {every} routes")).to_be_visible()
    await page.get_by_label("Search the routes").fill("")
    await expect(shown).to_have_count(every)
    links = page.get_by_role("navigation").get_by_role("link")
    await expect(links).to_contain_text(["Speech", "WebSockets"])


async def test_what_the_server_says_is_text_and_never_markup(page: Page, server: Server) -> None:
    evil = "<img src=x onerror=\"document.title='evil'\"><b>bold</b>"

    def poisoned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: poisoned(one) for key, one in value.items()}
        if isinstance(value, list):
            return [poisoned(one) for one in value]
        return value + evil if isinstance(value, str) and " " in value else value

    api = poisoned(await document(page, server))

    async def answer(route: Route) -> None:
        await route.fulfill(json=api)

    await page.route("**/openapi.json", answer)
    await open_docs(page, server)
    await page.evaluate(OPEN_ALL)
    assert await page.locator("main img, main b").count() == 0
    assert await page.get_by_text("<b>bold</b>").count() > 100
    assert await page.title() != "evil"


async def test_a_document_that_does_not_come_is_reported(
    page: Page, server: Server, problems: list[str]
) -> None:
    await page.route("**/openapi.json", lambda route: route.abort())
    await page.goto(f"{server.url}/docs")
    await expect(page.get_by_role("status")).to_contain_text("Is the server running?")
    assert len(problems) == 1 and "ERR_FAILED" in problems.pop()


@pytest.mark.parametrize(
    "name",
    ["post_tts", "get_tts", "get_v1_backends", "post_v1_audio_speech", "post_v1_audio_encode"],
)
async def test_an_example_is_copied_and_runs(
    page: Page, server: Server, tmp_path: Path, name: str
) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await open_docs(page, server, f"#{name}")
    await page.locator(f"#{name}").get_by_role("button", name="Copy").click()
    await expect(page.locator(f"#{name} .copy")).to_have_text("Copied")
    command = await page.evaluate("navigator.clipboard.readText()")
    (tmp_path / "samples.pcm").write_bytes(bytes(48_000))
    run = await asyncio.create_subprocess_shell(f"{command} -fsS", cwd=tmp_path)
    assert await asyncio.wait_for(run.wait(), 60) == 0
    assert all(size > 1_000 for size in sizes(tmp_path))


def sizes(folder: Path) -> list[int]:
    return [file.stat().st_size for file in folder.iterdir()]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
async def test_everybody_can_use_it(page: Page, server: Server, scheme: Any, width: int) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    await open_docs(page, server)
    for name in ("post_sse", "post_v1_audio_voices", "ws_stream_tokens"):  # all would take long
        await page.evaluate(f"[{name}, ...{name}.querySelectorAll('details')].forEach({OPEN})")
    found = (await Axe().run(page, options=ONLY_VIOLATIONS)).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found]
    await page.evaluate(OPEN_ALL)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_an_address_that_is_badly_escaped_is_no_fault(page: Page, server: Server) -> None:
    """What the page does not catch fails the test, or shows in place of the reference."""
    await open_docs(page, server, "#100%")
    assert await page.locator("#status.problem").count() == 0
