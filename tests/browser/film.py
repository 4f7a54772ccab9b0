"""Makes a short film of the page, with real voices: python -m tests.browser.film FILE.mp4

Four scenes: a text is spoken, voices are mixed, a book is read by two voices, and a phone.
"""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.browser.chromium import running_chromium
from tests.browser.filming import Film
from tests.browser.picture import STORY
from tests.browser.voice_page import PATIENCE_MS, VoicePage
from tests.support.server import running_server

WIDTH, HEIGHT = 1120, 900
PHONE_WIDTH = 390
A_MOMENT_MS = 1_000  # to see what there is
MIXED = "A little of one voice, and a little of another."
PLAY = """# The bridge

Ann: Is it still standing?

Ben: It is. I walked across it this morning.

# The fair

Ann: Then we can go to the fair.

Ben: If the carts get through.
"""


async def make_film(url: str, path: Path) -> None:
    film = Film(WIDTH, HEIGHT)
    scenes = {speaking: WIDTH, mixer: WIDTH, book: WIDTH, phone: PHONE_WIDTH}
    async with running_chromium() as browser:
        for scene, width in scenes.items():
            voice_page = await opened(browser, url, width)
            async with film.scene(voice_page.page):
                await voice_page.page.wait_for_timeout(A_MOMENT_MS)
                await scene(voice_page)
                await voice_page.page.wait_for_timeout(A_MOMENT_MS)
            await voice_page.page.context.close()
    film.save(path)


async def opened(browser: Browser, url: str, width: int) -> VoicePage:
    context = await browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if width == PHONE_WIDTH else "light",
    )
    voice_page = VoicePage(await context.new_page(), problems=[])
    await voice_page.open(url)
    return voice_page


async def speaking(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(STORY)


async def mixer(voice_page: VoicePage) -> None:
    await voice_page["#text"].fill(MIXED)
    await voice_page["#mixer summary"].click()
    sliders = voice_page["#mixer input[type=range]"]
    await voice_page.goes_to("#hear-mix")
    for share in range(0, 100, 20):
        await sliders.nth(1).fill(str(share))
        await voice_page.page.wait_for_timeout(200)
    await voice_page["#hear-mix"].click()
    await voice_page.sees("#status", "Spoken to the end.")


async def book(voice_page: VoicePage) -> None:
    await voice_page.goes_to("#books")
    file = {"name": "The bridge.md", "mimeType": "text/markdown", "buffer": PLAY.encode()}
    await voice_page["#book-file"].set_input_files(file)  # type: ignore[arg-type]
    choice = voice_page["#book-choice"]
    await choice.get_by_label("Ben 2 lines").select_option("am_michael")
    await voice_page.page.wait_for_timeout(2 * A_MOMENT_MS)
    await choice.get_by_role("button", name="Read it aloud").click()
    row = voice_page["#book-list > li"].first
    await row.scroll_into_view_if_needed()
    await expect(row.locator(".state")).to_contain_text("Done: ", timeout=PATIENCE_MS)
    await voice_page.page.wait_for_timeout(A_MOMENT_MS)


async def phone(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(STORY.partition(".")[0] + ".")


if __name__ == "__main__":
    with running_server("kokoro") as server:
        asyncio.run(make_film(server.url, Path(sys.argv[1])))
