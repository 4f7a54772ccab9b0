"""What comes late, fails once, or is asked for twice leaves the page as its reader wants it."""

from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser.voice_page import PATIENCE_MS, VoicePage
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HEBREW = "שלום לכולם."
# What is asked of the server about books is answered once the test says so.
HOLD_CONTENTS = """() => {
  const own = fetch;
  window.answers = [];
  window.fetch = (path, init) => {
    if (path !== "v1/jobs/contents") return own(path, init);
    return new Promise((resolve) => {
      answers.push(async () => resolve(new Response(await (await own(path, init)).blob())));
    });
  };
}"""
LISTEN_TWICE = """async () => {
  const own = fetch;
  const coming = {};
  const files = [{ name: "a.wav" }, { name: "b.wav" }];
  sessionStorage.setItem("voice-server-key", "a key");
  window.fetch = (path, init) => {
    if (path === "v1/jobs/j/files") return Promise.resolve(Response.json({ files }));
    if (!/[ab].wav$/.test(path)) return own(path, init);
    return new Promise((resolve) => (coming[path.at(-5)] = () => resolve(new Response("sound"))));
  };
  const [played, released] = [[], []];
  HTMLMediaElement.prototype.play = async function () {
    played.push(this.getAttribute("aria-label"));
  };
  const revoke = URL.revokeObjectURL;
  URL.revokeObjectURL = (url) => url && (released.push(url), revoke.call(URL, url));
  const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const { JobFiles } = await import("/static/books/job-files.js");
  const made = new JobFiles("j", { isOpen: true });
  await made.look({ items: { done: 2, failed: 0 }, isOver: true });
  const [slow, quick] = made.element.querySelectorAll("button[aria-label^=Listen]");
  slow.click();
  quick.click();
  coming.b();
  await until(() => played.length);
  coming.a();
  await until(() => played.length > 1 || released.length);
  sessionStorage.clear();
  return played;
}"""
DROP_WORDS = """async () => {
  const { Reading } = await import("/static/player/reading.js");
  const box = document.createElement("div");
  box.append(document.createElement("p"));
  const reading = new Reading(box);
  const words = [{ text: "one", startS: 0, endS: 1 }, { text: "two", startS: 1, endS: 2 }];
  reading.expect("one two");
  reading.begin(3, 0);
  reading.addWords(3, words);
  reading.dropWords(3, 1);
  return reading.transcript[0].words.map(({ text }) => text);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    return voice_page


async def test_stop_reaches_a_batch_of_which_a_line_is_made_again(voice_page: VoicePage) -> None:
    failed = False

    async def answer(route: Route) -> None:
        nonlocal failed
        if not failed:
            failed = True
            await route.fulfill(status=500)  # all others wait

    await voice_page.page.route("**/tts", answer)
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("One.\nTwo.\nThree.")
    with voice_page.complaining():
        await voice_page["#make-batch"].click()
        await voice_page["#made"].get_by_role("button", name="Try again").click()
        await expect(voice_page["#make-batch"]).to_be_disabled()
        await voice_page["#stop-batch"].click()
        await expect(voice_page["#made .state"]).to_have_text(["not made"] * 3)
        await expect(voice_page["#make-batch"]).to_be_enabled()


async def test_a_line_that_is_paused_before_it_sounds_is_no_fault(voice_page: VoicePage) -> None:
    """What the page does not catch fails the test."""
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("One.")
    await voice_page["#make-batch"].click()
    play = voice_page["#made"].get_by_role("button", name="Play")
    await play.evaluate("(button) => (button.click(), button.click())")
    await voice_page.page.wait_for_timeout(200)
    await expect(play).to_have_text("Play")


async def test_jobs_are_listed_after_a_failure(voice_page: VoicePage) -> None:
    async def fail(route: Route) -> None:
        await route.fulfill(status=502)

    page = voice_page.page
    await page.route("**/v1/jobs?*", fail)
    with voice_page.complaining():
        await voice_page.goes_to("#books")
        await voice_page.sees("#books-state", "The server answers 502")
        await page.unroute("**/v1/jobs?*", fail)
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(voice_page["#books-state"]).to_be_empty(timeout=PATIENCE_MS)


async def test_the_file_that_was_chosen_last_is_heard(voice_page: VoicePage) -> None:
    assert await voice_page.page.evaluate(LISTEN_TWICE) == ["b.wav"]


async def test_the_book_that_was_opened_last_is_shown(voice_page: VoicePage) -> None:
    page = voice_page.page
    await page.evaluate(HOLD_CONTENTS)
    for chapters in (3, 2):
        book = "".join(f"# Part {number}\n\nIt rained.\n\n" for number in range(chapters))
        await voice_page["#book-file"].set_input_files(
            {"name": f"{uuid4()}.md", "mimeType": "text/markdown", "buffer": book.encode()}
        )
    while await page.evaluate("answers.length") < 2:
        await page.wait_for_timeout(20)
    boxes = voice_page["#book-choice"].get_by_role("checkbox")
    await page.evaluate("answers[1]()")
    await expect(boxes).to_have_count(2, timeout=PATIENCE_MS)
    await page.evaluate("answers[0]()")
    await page.wait_for_timeout(200)
    await expect(boxes).to_have_count(2)


async def test_words_of_another_voice_take_the_place_of_those_of_a_segment_with_that_index(
    voice_page: VoicePage,
) -> None:
    """A pause takes an index too, so that it is not the segment's place."""
    assert await voice_page.page.evaluate(DROP_WORDS) == ["one"]


async def test_a_text_is_laid_out_in_its_own_direction(voice_page: VoicePage) -> None:
    direction = "(element) => getComputedStyle(element).direction"
    await voice_page["#text"].fill(HEBREW)
    assert await voice_page["#text"].evaluate(direction) == "rtl"
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill(HEBREW)
    assert await voice_page["#lines"].evaluate(direction) == "rtl"
    await voice_page["#reading p"].evaluate("(element, text) => element.append(text)", HEBREW)
    assert await voice_page["#reading p"].evaluate(direction) == "rtl"


async def test_a_take_that_another_tab_deletes_while_it_grows_stays_deleted(
    voice_page: VoicePage,
) -> None:
    kept = await voice_page.page.evaluate(
        """async () => {
          const { Takes } = await import("/static/takes/takes.js");
          const [takes, otherTab] = [new Takes(), new Takes()];
          const voiceSettings = { backend: "", voice: "" };
          const keeper = takes.begin({ text: "a", voiceSettings, sampleRateHz: 24000 });
          const chunks = [new Int16Array(10), new Int16Array(10), new Int16Array(10)];
          await keeper.grow(chunks.slice(0, 1), []);
          await keeper.grow(chunks.slice(0, 2), []);
          const [take] = await takes.list();
          const before = (await takes.sound(take)).length;
          await otherTab.delete(take.id);
          await keeper.grow(chunks, []);
          return [before, (await takes.list()).length, (await takes.sound(take)).length];
        }"""
    )
    assert kept == [2, 0, 0]
