"""A film of the page shows what happens and has the sound to it."""

from pathlib import Path

import av
import numpy as np
import pytest
from playwright.async_api import Page

from tests.browser.filming import Film
from tests.browser.voice_page import VoicePage
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SIZE = 1300, 700  # wider than the page, and not as high


async def test_what_is_spoken_is_seen_and_heard(
    page: Page, server: Server, problems: list[str], tmp_path: Path
) -> None:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    film = Film(*SIZE)
    for text in ("Hello there.", "And a second scene."):
        async with film.scene(page):
            await voice_page.speaks_to_the_end(text)
    film.save(tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as container:
        pictures = list(container.decode(video=0))
        container.seek(0)
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    assert {(picture.width, picture.height) for picture in pictures} == {SIZE}
    times = [float(picture.time or 0.0) for picture in pictures]
    assert times == sorted(times) and len(set(times)) > 4
    half = len(sound) // 2
    assert np.abs(sound).max() > 0.1 and abs(times[-1] - len(sound) / 24_000) < 5
    assert np.abs(sound[half:]).max() > 0.1, "the second scene is silent"
