"""The page of /docs in a browser: whole, usable by everybody, and safe whatever it shows."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, Request, Route, expect

from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATIENCE_MS = 30_000
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}  # the others take most of its time
# What becomes of an <audio>: the name of the event.
LOADED = """(audio) => new Promise((resolve) => {
  for (const name of ["loadedmetadata", "error"]) audio.addEventListener(name, () => resolve(name));
  audio.load();
})"""
OPEN = "(one) => { one.open = true; }"
OPEN_ALL = f"document.querySelectorAll('details').forEach({OPEN})"


async def open_docs(page: Page, server: Server, name: str = "") -> None:
    await page.goto(f"{server.url}/docs{name}")
    await page.wait_for_selector(".entry", timeout=PATIENCE_MS)


async def document(page: Page, server: Server) -> Any:
    return await (await page.request.get(f"{server.url}/openapi.json")).json()


async def open_trial(page: Page, server: Server, name: str) -> None:
    await open_docs(page, server, f"#{name}")
    await page.locator(f"#{name} .trial > summary").click()


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
    for _ in range(4):  # past the links of the head, to the first operation
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".entry").first).to_have_attribute("open", "")


async def test_what_is_answered_is_shown(page: Page, server: Server) -> None:
    await open_trial(page, server, "get_voices")
    trial = page.locator("#get_voices .trial")
    await trial.get_by_label("backend").fill("faulty")
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result")).to_contain_text("200", timeout=PATIENCE_MS)
    await expect(trial.locator(".result pre")).to_have_text('["sine","square"]')


async def test_speech_is_played(page: Page, server: Server) -> None:
    await open_trial(page, server, "post_tts")
    trial = page.locator("#post_tts .trial")
    await trial.get_by_role("button", name="Send").click()
    audio = trial.locator("audio")
    await expect(audio).to_have_count(1, timeout=PATIENCE_MS)
    assert await audio.evaluate(LOADED, timeout=PATIENCE_MS) == "loadedmetadata"


async def test_events_are_shown_as_they_come(page: Page, server: Server) -> None:
    await open_trial(page, server, "post_sse")
    trial = page.locator("#post_sse .trial")
    await trial.get_by_label("Body").fill(json.dumps({"text": "Hi."}))
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result")).to_contain_text("event: start", timeout=PATIENCE_MS)
    await expect(trial.get_by_role("button", name="Stop")).to_be_disabled(timeout=PATIENCE_MS)


async def test_a_refusal_is_shown(page: Page, server: Server, problems: list[str]) -> None:
    await open_trial(page, server, "get_tts")
    trial = page.locator("#get_tts .trial")
    await trial.get_by_label("voice").fill("nobody")
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result pre")).to_contain_text("sine", timeout=PATIENCE_MS)
    assert len(problems) == 1 and "404" in problems.pop()


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


@pytest.mark.parametrize("name", ["post_tts", "get_tts", "get_v1_backends", "post_v1_audio_speech"])
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
