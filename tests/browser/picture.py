"""Makes README's picture of the page, with a real voice: python -m tests.browser.picture [FILE]"""

import asyncio
import sys
from pathlib import Path

from tests.browser.chromium import running_chromium
from tests.browser.voice_page import VoicePage
from tests.support.server import running_server

PICTURE = Path(__file__).with_name("page.png")
STORY = (
    "The rain came at night, and nobody in the village heard it. By morning the river had risen to "
    "the old stone bridge. Children stood on the bank and counted the branches that floated by. "
    "Then, at noon, the sun broke through, and the first carts crossed."
)


async def make_picture(url: str, path: Path) -> None:
    async with running_chromium() as browser:
        page = await browser.new_page(viewport={"width": 1120, "height": 1060})
        voice_page = VoicePage(page, problems=[])
        await voice_page.open(url)
        await voice_page.speak(STORY)
        await voice_page.sees("#reading .now", "By morning")
        await voice_page.sees("#reading .word-now")
        await page.screenshot(path=path)


if __name__ == "__main__":
    with running_server("kokoro", "piper") as server:
        asyncio.run(make_picture(server.url, Path(sys.argv[1]) if sys.argv[1:] else PICTURE))
