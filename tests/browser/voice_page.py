"""The page as a reader uses it, and what is heard of it."""

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Download, Locator, Page, expect

HEARING = Path(__file__).with_name("hearing.js")
PATIENCE_MS = 30_000
SAMPLE_RATE_HZ = 24_000
ATTEMPTS = 4
GRAVE = {"serious", "critical"}

Pcm = npt.NDArray[np.int16]


class VoicePage:
    def __init__(self, page: Page, problems: list[str]) -> None:
        self.page = page
        self._problems = problems
        page.set_default_timeout(PATIENCE_MS)

    async def open(self, url: str) -> None:
        """Load the page, with an ear in it, and wait until there is a voice to choose."""
        await self.page.add_init_script(path=HEARING)
        await self.page.goto(url)
        await self.sees("#voices input:checked")

    def __getitem__(self, selector: str) -> Locator:
        return self.page.locator(selector)

    async def sees(self, selector: str, text: str | re.Pattern[str] = "") -> None:
        """Wait until there is something, with that text in it."""
        if text:
            await expect(self[selector]).to_contain_text(text, timeout=PATIENCE_MS)
        else:
            await expect(self[selector]).to_have_count(1, timeout=PATIENCE_MS)

    async def goes_to(self, selector: str) -> None:
        """Unfold it where it is folded away, and scroll there: it is fetched then."""
        await self[selector].evaluate("(part) => (part.open = true)")
        await self[selector].scroll_into_view_if_needed()

    async def speak(self, text: str) -> None:
        await self["#text"].fill(text)
        await self["#speak"].click()

    async def speaks_to_the_end(self, text: str) -> None:
        await self.speak(text)
        await self.sees("#status", "Spoken to the end.")

    async def hears(self, text: str) -> Pcm:
        """Speak and return what was heard; again, if a busy machine has made a gap in it."""
        for _ in range(ATTEMPTS):
            await self.page.evaluate("hearing.parts = []")
            await self.speaks_to_the_end(text)
            if await self.texts("#gaps") == ["0"]:
                return await self.heard()
        raise AssertionError(f"{ATTEMPTS} times a gap")

    async def set_option(self, name: str, value: str) -> None:
        await self[f"#option-{name}"].fill(value)

    async def texts(self, selector: str) -> list[str]:
        return await self[selector].all_inner_texts()

    async def noted(self, what: str) -> Any:
        """Return what hearing.js has written down: sentences, words, samples."""
        return await self.page.evaluate(f"hearing.{what}")

    async def hears_more(self, samples: int) -> None:
        """Wait until that many more samples have come to the ear, be they silence."""
        until = await self.noted("samples") + samples
        while await self.noted("samples") < until:
            await self.page.wait_for_timeout(20)

    async def heard(self) -> Pcm:
        """Return what the loudspeaker got, from the first sound to the last."""
        await self.hears_more(SAMPLE_RATE_HZ // 4)
        pcm = np.frombuffer(base64.b64decode(await self.page.evaluate("heard()")), "<i2")
        [sounding] = np.nonzero(pcm)
        return pcm[sounding[0] : sounding[-1] + 1] if len(sounding) else pcm[:0]

    async def downloaded(self, selector: str) -> tuple[str, bytes]:
        """Click and return the name and the bytes of the file that the browser gets."""
        async with self.page.expect_download() as waiting:
            await self[selector].click()
        download: Download = await waiting.value
        return download.suggested_filename, (await download.path()).read_bytes()

    async def saved(self, kind: str) -> tuple[str, bytes]:
        """Save the take that is shown as this kind of file; return its name and its bytes."""
        await self["#format"].select_option(kind)
        return await self.downloaded("#save")

    async def drop(self, name: str, content: bytes, kind: str) -> None:
        """Drop a file onto the page."""
        await self.page.evaluate(
            """([name, content, type]) => {
                const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([bytes], name, { type }));
                for (const event of ["dragover", "drop"]) {
                    const options = { dataTransfer, bubbles: true, cancelable: true };
                    document.body.dispatchEvent(new DragEvent(event, options));
                }
            }""",
            [name, base64.b64encode(content).decode(), kind],
        )

    async def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(
            await self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        )

    async def barriers(self) -> list[str]:
        """Return what axe-core finds serious or critical."""
        found = (await Axe().run(self.page)).response["violations"]
        return [
            f"{violation['id']}: {node['html']}"
            for violation in found
            if violation["impact"] in GRAVE
            for node in violation["nodes"]
        ]

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Within, the browser's console may complain: of statuses that are errors."""
        assert not self._problems
        yield
        self._problems.clear()


def sounding(pcm: bytes) -> Pcm:
    """Return samples from the first sound to the last."""
    samples = np.frombuffer(pcm, "<i2")
    [loud] = np.nonzero(samples)
    return samples[loud[0] : loud[-1] + 1]


def codec_and_seconds(content: bytes) -> tuple[str, float]:
    with av.open(io.BytesIO(content), "r") as container:
        stream = container.streams.audio[0]
        seconds = sum(frame.samples / frame.sample_rate for frame in container.decode(stream))
        return stream.codec_context.name, seconds
