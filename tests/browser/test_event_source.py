"""A browser's EventSource, which connects again whenever a stream ends."""

import base64

import pytest
from playwright.async_api import Page

from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "This is the first sentence of the text. Here comes another one!"
LISTEN = """(text) => {
  window.parts = [];
  window.starts = 0;
  window.source = new EventSource(`/sse?text=${encodeURIComponent(text)}`);
  source.addEventListener("start", () => { starts += 1; });
  source.addEventListener("audio", (event) => parts.push(JSON.parse(event.data).pcm));
}"""


async def test_it_hears_a_text_once_and_stops(harness: Page) -> None:
    """When it connects again after `done`, nothing is left, and it gets the answer to give up."""
    await harness.evaluate(LISTEN, TEXT)
    await harness.wait_for_function("source.readyState === EventSource.CLOSED")
    parts = await harness.evaluate("parts")
    assert b"".join(base64.b64decode(part) for part in parts) == expected_pcm(TEXT)
    assert await harness.evaluate("starts") == 1
