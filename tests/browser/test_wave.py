"""The waveform: loud is high, quiet is low; what was heard and what is ahead differ in colour."""

from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page, expect

from tests.browser.signals import SAMPLE_RATE_HZ, level, noise, to_base64

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WIDTH, HEIGHT = 400, 100  # of the harness's canvas, at one device pixel a CSS pixel
PLAYED, AHEAD, CURSOR = "played", "ahead", "cursor"

# Two seconds up and down to 0.8 of full scale, then two to 0.1.
SPEECH = np.concatenate([level(0.01, sign * loud) for loud in (0.8, 0.1) for sign in [1, -1] * 100])

# Count the pixels of each colour in each column of the canvas.
COLUMNS = """() => {
  const canvas = document.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = { played: 0, ahead: 1, cursor: 2 };
  return Array.from({ length: canvas.width }, (_, x) => {
    const counts = { played: 0, ahead: 0, cursor: 0 };
    for (let y = 0; y < canvas.height; y++) {
      const at = 4 * (y * canvas.width + x);
      for (const [name, part] of Object.entries(colours)) counts[name] += data[at + part] === 255;
    }
    return counts;
  });
}"""


async def attach(page: Page, context: str) -> None:
    """Show SPEECH, added to a player in that context."""
    await page.evaluate(
        f"""async (pcm) => {{
          window.context = {context};
          window.player = await Player.on(context);
          window.wave = new Wave(document.querySelector("canvas"));
          wave.attach(player);
          for (const part of partsOf(pcmOf(pcm), [1, 777, 48_000])) player.add(part);
          player.end();
        }}""",
        to_base64(SPEECH),
    )


OFFLINE = "new OfflineAudioContext(1, 5 * SAMPLE_RATE_HZ, SAMPLE_RATE_HZ)"


async def until_labelled(page: Page, text: str) -> None:
    """Wait for the last picture, which comes when the player has ended and says so."""
    await expect(page.locator("canvas[role=img]")).to_have_attribute("aria-label", text)


async def columns(page: Page) -> list[dict[str, int]]:
    """Return the colours of the canvas, after the frames that are due."""
    await page.evaluate("nextFrames()")
    seen: list[dict[str, int]] = await page.evaluate(COLUMNS)
    return seen


async def label(page: Page) -> Any:
    return await page.locator("canvas[role=img]").get_attribute("aria-label")


async def test_what_is_ahead_is_drawn_as_high_as_it_is_loud(harness: Page) -> None:
    """Four seconds fill half of the width, which stands for eight at least."""
    await attach(harness, OFFLINE)
    seen = await columns(harness)
    assert len(seen) == WIDTH
    assert seen[0][CURSOR] == HEIGHT
    assert seen[50][AHEAD] == pytest.approx(0.8 * HEIGHT, abs=2)
    assert seen[150][AHEAD] == pytest.approx(0.1 * HEIGHT, abs=2)
    assert not any(seen[300].values())
    assert not any(column[PLAYED] for column in seen)
    assert await label(harness) == "Waveform: 0.0 of 4.0 seconds heard, 4.0 ahead."


async def test_what_was_heard_fills_the_width_at_the_end(harness: Page) -> None:
    await attach(harness, OFFLINE)
    await harness.evaluate(
        "render(context, player).then(() => until(() => player.state === 'ended'))"
    )
    await until_labelled(harness, "Waveform: 4.0 of 4.0 seconds heard, 0.0 ahead.")
    seen = await columns(harness)
    assert seen[100][PLAYED] == pytest.approx(0.8 * HEIGHT, abs=2)
    assert seen[300][PLAYED] == pytest.approx(0.1 * HEIGHT, abs=2)
    assert not any(column[AHEAD] for column in seen)


async def test_the_cursor_parts_what_was_heard_from_what_was_not(harness: Page) -> None:
    await attach(harness, "new AudioContext({ sampleRate: SAMPLE_RATE_HZ })")
    await harness.evaluate("until(() => player.playedS > 0.3).then(() => player.stop())")
    heard_s, ahead_s = await harness.evaluate("[player.heardS, player.bufferedS]")
    await until_labelled(
        harness, f"Waveform: {heard_s:.1f} of 4.0 seconds heard, {ahead_s:.1f} ahead."
    )
    heard = heard_s / 4 * WIDTH
    seen = await columns(harness)
    at = [x for x, column in enumerate(seen) if column[CURSOR] == HEIGHT]
    assert at == [round(heard) - 1, round(heard)]
    assert all(column[PLAYED] and not column[AHEAD] for column in seen[: at[0]])
    assert all(column[AHEAD] and not column[PLAYED] for column in seen[at[1] + 1 :])


async def test_a_clear_wave_is_empty(harness: Page) -> None:
    await attach(harness, OFFLINE)
    assert any(any(column.values()) for column in await columns(harness))
    await harness.evaluate("wave.clear()")
    assert not any(any(column.values()) for column in await columns(harness))
    assert await label(harness) == "Waveform: nothing has been spoken yet."


async def test_it_is_as_fine_as_the_screen_and_follows_its_size(harness: Page) -> None:
    await attach(harness, OFFLINE)
    await harness.evaluate("document.querySelector('canvas').style.width = '250px'")
    seen = await columns(harness)
    assert len(seen) == 250
    assert seen[100][AHEAD] == pytest.approx(0.1 * HEIGHT, abs=2)


async def test_who_prefers_reduced_motion_sees_few_pictures(harness: Page) -> None:
    await harness.emulate_media(reduced_motion="reduce")
    await harness.evaluate(
        """() => {
          window.drawn = 0;
          const clear = CanvasRenderingContext2D.prototype.clearRect;
          CanvasRenderingContext2D.prototype.clearRect = function (...rectangle) {
            window.drawn += 1;
            clear.apply(this, rectangle);
          };
        }"""
    )
    await attach(harness, "new AudioContext({ sampleRate: SAMPLE_RATE_HZ })")
    began_at = await harness.evaluate("performance.now()")
    await harness.evaluate("until(() => player.playedS > 1)")
    drawn, now = await harness.evaluate("[drawn, performance.now()]")
    assert 2 <= drawn <= 4 + 2 * (now - began_at) / 1000


async def test_peaks_of_a_long_speech_are_exact_at_the_edges_of_stretches(harness: Page) -> None:
    pcm = noise(60)
    stretch = 512  # 64 samples, doubled until 60 s are less than 4,096 stretches
    edges = [[0, stretch], [stretch, 9 * stretch], [len(pcm) // stretch * stretch, len(pcm)]]
    peaks = await harness.evaluate(
        """([pcm, edges]) => {
          const peaks = new Peaks();
          for (const part of partsOf(pcmOf(pcm), [1, 1000, 500_000])) peaks.add(part);
          return [peaks.samples, edges.map(([first, end]) => peaks.between(first, end))];
        }""",
        [to_base64(pcm), edges],
    )
    expected = [[int(pcm[a:b].min()), int(pcm[a:b].max())] for a, b in edges]
    assert peaks == [60 * SAMPLE_RATE_HZ, expected]
