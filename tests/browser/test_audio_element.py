"""An `<audio>` whose source is a text: it plays at once, and goes to any place once it is made."""

import io
import wave

import httpx
import pytest
from playwright.async_api import Page

from tests.support.scraping import Growth, ended
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "This is the first sentence of a text that goes on for a while. " * 6
LOAD = """async (source) => {
  const audio = (window.audio = new Audio(source));
  const heard = (name) => new Promise((resolve, reject) => {
    audio.addEventListener(name, resolve, { once: true });
    audio.addEventListener("error", () => reject(audio.error.message), { once: true });
  });
  window.heard = heard;
  audio.preload = "auto";
  const loaded = heard("canplaythrough");
  audio.load();
  await loaded;
  return Number.isFinite(audio.duration) ? audio.duration : null;
}"""
SEEK = """async (place) => {
  const sought = heard("seeked");
  audio.currentTime = place;
  await sought;
  return [audio.currentTime, audio.seekable.length ? audio.seekable.end(0) : 0];
}"""


@pytest.mark.parametrize("format", ["wav", "mp3"])
async def test_a_text_is_heard_and_gone_to_again_without_being_spoken_twice(
    harness: Page, server: Server, format: str
) -> None:
    growth = Growth(server.url)
    text = f"In {format}. {TEXT}"
    source = str(httpx.URL("/tts", params={"text": text, "format": format}))
    await harness.evaluate(LOAD, source)
    ended(growth, "/tts")
    duration_s = await harness.evaluate(LOAD, source)  # as when the page is opened again
    assert duration_s == pytest.approx(await _true_seconds(server, text), abs=0.1)
    place_s, seekable_s = await harness.evaluate(SEEK, duration_s / 2)
    assert place_s == pytest.approx(duration_s / 2, abs=0.1)
    assert seekable_s == pytest.approx(duration_s, abs=0.1)
    assert growth.looked_at().of("utterances_total", door="/tts") == 1


async def _true_seconds(server: Server, text: str) -> float:
    async with httpx.AsyncClient(timeout=60) as client:
        body = {"model": "tts-1", "input": text, "response_format": "wav", "stream": False}
        answer = await client.post(f"{server.url}/v1/audio/speech", json=body)
    with wave.open(io.BytesIO(answer.content)) as file:
        return float(file.getnframes() / file.getframerate())
