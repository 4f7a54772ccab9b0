"""Books on the page: what is chosen of one, how far it is, and its files as they are made."""

import io
import re
import zipfile
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.voice_page import PATIENCE_MS, VoicePage, codec_and_seconds
from tests.frontend.jobs.readers.epubs import epub
from tests.frontend.jobs.readers.pdfs import pdf
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Notes the fields of the next job.
NOTE_FIELDS = """() => {
  const own = fetch;
  window.fetch = (path, init) => {
    if (path === "v1/jobs") window.asked = Object.fromEntries(init.body);
    return own(path, init);
  };
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    await voice_page.goes_to("#books")
    return voice_page


def row_of(voice_page: VoicePage, name: str) -> Locator:
    """A row shows the work's title; what the job is called is its tooltip."""
    return voice_page["#book-list > li"].filter(has=voice_page.page.get_by_title(name))


def scenes(unique: str) -> bytes:
    scene = "# Scene {}\n\nAnn: Hello, {}.\n\nBen: Good day.\n\nAnn: Bye.\n\nBen: Bye.\n\n"
    return "".join(scene.format(number, unique) for number in (1, 2, 3)).encode()


async def test_chapters_and_speakers_are_chosen_heard_and_saved(voice_page: VoicePage) -> None:
    name = f"play {uuid4()}.md"
    await voice_page["#book-file"].set_input_files(
        {"name": name, "mimeType": "text/markdown", "buffer": scenes(name)}
    )
    choice = voice_page["#book-choice"]
    await expect(choice.get_by_role("checkbox")).to_have_count(3, timeout=PATIENCE_MS)
    await choice.get_by_label("Scene 2").uncheck()
    await expect(choice.get_by_role("status")).to_contain_text(
        re.compile(r"2 of 3 chapters, about \d+ s of speech")
    )
    await choice.get_by_label("Narrator all other lines").select_option("sine")
    await choice.get_by_label("Ben 6 lines").select_option("square")
    assert await voice_page.barriers() == []
    await choice.get_by_role("button", name="None").click()
    read = choice.get_by_role("button", name="Read it aloud")
    await expect(read).to_be_disabled()
    await choice.get_by_role("button", name="All").click()
    await choice.get_by_label("Scene 2").uncheck()
    await voice_page.page.evaluate(NOTE_FIELDS)
    await read.click()
    await expect(choice).to_be_empty()
    row = row_of(voice_page, name)
    await expect(row.locator(".state")).to_contain_text("Done: ", timeout=PATIENCE_MS)
    listed = row.locator(".job-files .line")
    await expect(listed).to_have_text(["001-scene-1", "002-scene-3"])
    asked = await voice_page.page.evaluate("asked")
    assert (asked["voices"], asked["chapters"]) == ('{"Ben":"square"}', "1,3")
    assert asked["voice"] == "sine"
    await row.get_by_role("button", name="Listen").first.click()
    audio = row.locator("audio")
    await expect(audio).to_have_count(1)
    heard = "(audio) => audio.played.length > 0 || audio.ended"
    while not await audio.evaluate(heard):
        await voice_page.page.wait_for_timeout(20)
    async with voice_page.page.expect_download() as waiting:
        await row.get_by_role("button", name="Save all as a zip").click()
    content = (await (await waiting.value).path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["001-scene-1.mp3", "002-scene-3.mp3"]
        assert codec_and_seconds(archive.read("001-scene-1.mp3"))[0] == "mp3float"


async def test_a_chapter_is_heard_while_the_next_is_made(
    voice_page: VoicePage, server: Server
) -> None:
    """The second item never ends by itself."""
    name = f"slow {uuid4()}"
    slow = {"backend": "faulty", "options": {"part_s": 10}}
    items = [
        {"id": "1", "chapter": "One", "text": f"A beginning, {name}."},
        {"id": "2", "chapter": "Two", "text": f"An end, {name}.", **slow},
    ]
    output = {"files": "chapter", "format": "wav"}
    async with httpx.AsyncClient(base_url=server.url) as client:
        body = {"name": name, "items": items, "output": output}
        job = (await client.post("/v1/jobs", json=body)).json()["id"]
        row = row_of(voice_page, name)
        listen = row.get_by_role("button", name="Listen to 001-one.wav")
        await listen.click(timeout=PATIENCE_MS)
        await expect(row.locator("audio")).to_have_count(1)
        await expect(row.locator(".state")).to_contain_text("1 of 2 chapters is ready")
        await voice_page.speak("Hello there.")
        paused = "(audio) => audio.paused"
        while not await row.locator("audio").evaluate(paused):
            await voice_page.page.wait_for_timeout(20)
        assert (await client.delete(f"/v1/jobs/{job}")).is_success
    await expect(row).to_have_count(0, timeout=PATIENCE_MS)


async def test_where_nobody_speaks_by_name_there_is_a_narrator_alone(
    voice_page: VoicePage,
) -> None:
    """And an EPUB is asked for without captions, which it has in it."""
    name = f"novel {uuid4()}.md"
    await voice_page["#book-format"].select_option("epub")
    await voice_page["#book-captions"].check()
    await voice_page["#book-file"].set_input_files(
        {"name": name, "mimeType": "text/markdown", "buffer": f"It rained, {name}.".encode()}
    )
    choice = voice_page["#book-choice"]
    await expect(choice.get_by_text("No two lines begin with the same name")).to_be_visible()
    await expect(choice.get_by_role("combobox")).to_have_count(1)
    await choice.get_by_role("button", name="Read it aloud").click()
    row = row_of(voice_page, name)
    saves = row.get_by_role("button", name="Save")
    await expect(saves).to_have_text(["Save epub"], timeout=PATIENCE_MS)


async def test_why_nothing_of_a_job_was_spoken_is_said(
    voice_page: VoicePage, server: Server
) -> None:
    name = f"wrong {uuid4()}"
    items = [{"id": "1", "text": f"[voice:A]{name}."}]
    body = {"name": name, "items": items, "voices": {"A": "nobody"}}
    async with httpx.AsyncClient(base_url=server.url) as client:
        job = (await client.post("/v1/jobs", json=body)).json()["id"]
        state = row_of(voice_page, name).locator(".state")
        await expect(state).to_contain_text("have failed.", timeout=PATIENCE_MS)
        await expect(state).to_contain_text("There is no voice 'nobody'")
        assert (await client.delete(f"/v1/jobs/{job}")).is_success


async def test_who_does_not_want_it_now_leaves_nothing(voice_page: VoicePage) -> None:
    name = f"left {uuid4()}.md"
    await voice_page["#book-file"].set_input_files(
        {"name": name, "mimeType": "text/markdown", "buffer": scenes(name)}
    )
    await voice_page["#book-choice"].get_by_role("button", name="Not now").click()
    await expect(voice_page["#book-choice"]).to_be_empty()
    await expect(row_of(voice_page, name)).to_have_count(0)


async def test_a_book_that_is_dropped_is_read_aloud_and_told_of(voice_page: VoicePage) -> None:
    spine = '<itemref idref="gone"/><itemref idref="i0"/>'
    content = epub({"a.xhtml": f"<h1>One</h1><p>Book of the page {uuid4()}.</p>"}, spine)
    name = f"a book {uuid4()}.epub"
    await voice_page.goes_to("#books")
    await voice_page["#book-format"].select_option("opus")
    await voice_page["#book-captions"].check()
    await voice_page.drop(name, content, "application/epub+zip")
    await voice_page["#book-choice"].get_by_role("button", name="Read it aloud").click()
    row = row_of(voice_page, name)
    saves = row.get_by_role("button", name="Save")
    await expect(saves).to_have_text(
        ["Save opus", "Save srt", "Save vtt", "Save all as a zip"], timeout=PATIENCE_MS
    )
    await expect(row.locator(".state")).to_contain_text("Its spine names 'gone'")
    assert await voice_page.barriers() == []
    async with voice_page.page.expect_download() as waiting:
        await saves.first.click()
    sound = (await (await waiting.value).path()).read_bytes()
    assert codec_and_seconds(sound)[0] == "opus"
    await voice_page.page.reload()
    await voice_page.goes_to("#books")
    await expect(voice_page["#book-format"]).to_have_value("opus")
    await expect(saves).to_have_count(4, timeout=PATIENCE_MS)  # it is the server's
    await row.get_by_role("button", name="Delete").click()
    await voice_page["#question-yes"].click()
    await expect(row).to_have_count(0, timeout=PATIENCE_MS)


async def test_a_job_of_somewhere_else_is_paused_and_resumed(
    voice_page: VoicePage, server: Server
) -> None:
    """As the command line submits it; what it takes never ends by itself."""
    name = f"slow {uuid4()}"
    items = [{"id": "1", "text": f"A sentence that takes its time, {name}."}]
    body = {"name": name, "backend": "faulty", "options": {"part_s": 10}, "items": items}
    async with httpx.AsyncClient(base_url=server.url) as client:
        job = (await client.post("/v1/jobs", json=body)).json()["id"]
    await voice_page.goes_to("#books")
    row = row_of(voice_page, name)
    await row.get_by_role("button", name="Pause").click(timeout=PATIENCE_MS)
    await expect(row.locator(".state")).to_contain_text("Paused", timeout=PATIENCE_MS)
    await row.get_by_role("button", name="Resume").click()
    await expect(row.get_by_role("button", name="Pause")).to_be_visible(timeout=PATIENCE_MS)
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.delete(f"/v1/jobs/{job}")).is_success
    await expect(row).to_have_count(0, timeout=PATIENCE_MS)


async def test_a_book_that_cannot_be_read_says_why(voice_page: VoicePage) -> None:
    with voice_page.complaining():
        await voice_page.drop("scan.pdf", pdf([[]], pictures=[0]), "application/pdf")
        await voice_page.sees("#book-choice .problem", "have it recognised (OCR) first")
