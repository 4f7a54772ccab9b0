"""The player in a browser: every sample is heard once, in order, and nothing clicks."""

from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page

from tests.browser.harness import open_harness, serve_modules
from tests.browser.signals import (
    SAMPLE_RATE_HZ,
    Pcm,
    as_heard,
    level,
    noise,
    runs_of_silence,
    sine,
    to_base64,
    to_samples,
    trimmed,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FADE = 120  # samples: 5 ms from full loudness to silence
STEP = 1 / FADE + 1e-6  # neighbours in a glide are no further apart


def cuts_of(kind: str, samples: int) -> list[int]:
    random = np.random.default_rng(7)
    return {
        "whole": [],
        "single samples first": list(range(1, 400)),
        "odd parts": list(range(977, samples, 977)),
        "empty parts": [0, 5000, 5000, 5000, samples],
        "random parts": sorted(random.integers(0, samples, 100).tolist()),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["whole", "single samples first", "odd parts", "empty parts", "random parts"]
)
async def test_what_is_added_is_heard_to_the_sample(harness: Page, kind: str) -> None:
    pcm = noise(2)
    result = await harness.evaluate(
        """async ([pcm, cuts]) => {
          const context = new OfflineAudioContext(1, 3 * SAMPLE_RATE_HZ, SAMPLE_RATE_HZ);
          const player = await Player.on(context);
          const events = namesOf(player, "started", "progress", "gap", "ended", "stopped");
          for (const part of partsOf(pcmOf(pcm), cuts)) player.add(part);
          player.end();
          const rendered = await render(context, player);
          await until(() => player.state === "ended");
          const { addedS, playedS, heardS, bufferedS, gaps } = player;
          const figures = [addedS, playedS, heardS, bufferedS, gaps];
          const kept = await base64Of(player.samples());
          return { heard: await base64Of([rendered]), events, figures, kept };
        }""",
        [to_base64(pcm), cuts_of(kind, len(pcm))],
    )
    assert np.array_equal(trimmed(to_samples(result["heard"])), as_heard(pcm))
    assert result["events"] == ["started", "progress", "ended"]
    assert result["figures"] == [2, 2, 2, 0, 0]
    assert result["kept"] == to_base64(pcm)


async def play(page: Page, parts: list[Pcm], *, dry: bool) -> dict[str, Any]:
    """Play the parts through the device; with `dry` each is added when the one before is over."""
    result: dict[str, Any] = await page.evaluate(
        """async ([parts, dry]) => {
          const player = await Player.open();
          const recording = await record(player);
          const events = namesOf(player, "started", "gap", "ended");
          for (const part of parts.map(pcmOf)) {
            player.add(part);
            if (dry) await until(() => player.bufferedS === 0 && player.state === "waiting");
          }
          player.end();
          await until(() => player.state === "ended");
          const { gaps, gapS, playedS } = player;
          return { heard: await recording(), events, gaps, gapS, playedS };
        }""",
        [[to_base64(part) for part in parts], dry],
    )
    return result


async def test_parts_that_come_in_time_leave_no_gap(harness: Page) -> None:
    parts = [noise(0.3, seed) for seed in range(5)]
    result = await play(harness, parts, dry=False)
    assert np.array_equal(trimmed(to_samples(result["heard"])), as_heard(np.concatenate(parts)))
    assert result["events"] == ["started", "ended"]
    assert result["gaps"] == 0


async def test_an_underrun_is_counted_and_loses_nothing(harness: Page) -> None:
    parts = [noise(0.2, seed) for seed in range(3)]
    result = await play(harness, parts, dry=True)
    heard = trimmed(to_samples(result["heard"]))
    gaps = runs_of_silence(heard)
    assert result["gaps"] == len(gaps) == 2
    assert result["gapS"] == pytest.approx(sum(gaps) / SAMPLE_RATE_HZ)
    assert result["playedS"] == pytest.approx(0.6)
    first, second = len(parts[0]), len(parts[0]) + gaps[0] + len(parts[1])
    assert np.array_equal(heard[:first], as_heard(parts[0]))
    assert np.array_equal(heard[first + gaps[0] : second], as_heard(parts[1]))
    assert np.array_equal(heard[second + gaps[1] :], as_heard(parts[2]))


async def test_silence_after_the_last_sample_is_no_gap(harness: Page) -> None:
    """The end is often announced a moment after all has been played."""
    result = await play(harness, [noise(0.2)], dry=True)
    assert result["events"] == ["started", "ended"]
    assert result["gaps"] == 0


async def test_nothing_clicks_around_an_underrun(harness: Page) -> None:
    """Speech that breaks off within a wave glides to silence, and from there to the next one."""
    result = await play(harness, [level(0.2, 0.5), level(0.2, -0.5)], dry=True)
    heard = to_samples(result["heard"])
    assert result["gaps"] == 1
    assert heard.min() == -0.5
    assert heard.max() == 0.5
    assert np.abs(np.diff(heard)).max() <= STEP


async def test_less_than_the_lead_is_played_once_the_end_is_known(harness: Page) -> None:
    result = await play(harness, [noise(0.01)], dry=False)
    assert np.array_equal(trimmed(to_samples(result["heard"])), as_heard(noise(0.01)))


async def test_nothing_at_all_ends_at_once(harness: Page) -> None:
    result = await play(harness, [], dry=False)
    assert result["events"] == ["ended"]


async def test_stop_is_silent_within_a_fade_and_drops_the_rest(harness: Page) -> None:
    result = await harness.evaluate(
        """async (pcm) => {
          const player = await Player.open();
          const recording = await record(player);
          const events = namesOf(player, "started", "ended", "stopped");
          player.add(pcmOf(pcm));
          await until(() => player.playedS > 0.2);
          player.stop();
          const after = [player.state, player.bufferedS];
          player.add(pcmOf(pcm));
          player.end();
          const next = await Player.open();
          next.add(pcmOf(pcm).slice(0, 4800));
          next.end();
          await until(() => next.state === "ended");
          return { heard: await recording(), events, after, playedS: player.playedS };
        }""",
        to_base64(level(5, 0.5)),
    )
    heard = to_samples(result["heard"])
    assert result["after"] == ["stopped", 0]
    assert result["events"] == ["started", "stopped"]
    loud, sounding = np.flatnonzero(heard == 0.5), np.flatnonzero(heard)
    assert FADE - 2 <= sounding[-1] - loud[-1] <= FADE
    assert np.abs(np.diff(heard)).max() <= STEP
    assert result["playedS"] < 4


async def test_a_context_that_is_forgotten_is_not_woken_any_more(harness: Page) -> None:
    """A worklet keeps a module that failed, so that each try takes a new context."""
    woken = await harness.evaluate(
        """async () => {
          const { playerNode, sharedContext } = await import("/static/player/audio-context.js");
          const { resume } = AudioContext.prototype;
          const broken = sharedContext(SAMPLE_RATE_HZ);
          broken.audioWorklet.addModule = () => Promise.reject(new Error("gone"));
          await playerNode(broken).catch(() => {});
          let woken = 0;
          AudioContext.prototype.resume = function () {
            woken += this === broken;
            return Promise.resolve();
          };
          document.dispatchEvent(new Event("pointerdown"));
          AudioContext.prototype.resume = resume;
          return woken;
        }"""
    )
    assert woken == 0


async def test_players_of_one_page_share_a_context(harness: Page) -> None:
    """Browsers limit the number of contexts; a hundred utterances must not run into that."""
    shared = await harness.evaluate(
        """async () => {
          const players = [];
          for (let i = 0; i < 100; i++) players.push(await Player.open());
          for (const player of players) player.close();
          return new Set(players.map((player) => player.context)).size;
        }"""
    )
    assert shared == 1


async def test_a_key_wakes_what_the_browser_holds_back(harness: Page) -> None:
    await harness.evaluate(
        """async (pcm) => {
          window.player = await Player.open();
          window.events = namesOf(player, "suspended", "resumed", "ended");
          await player.context.suspend();
          player.add(pcmOf(pcm));
          player.end();
          await until(() => player.suspended);
        }""",
        to_base64(noise(0.1)),
    )
    assert await harness.evaluate("[player.playedS, player.bufferedS, player.state]") == [
        *(0, 0.1),
        "waiting",
    ]
    await harness.keyboard.press("Tab")
    await harness.evaluate("until(() => player.state === 'ended')")
    assert await harness.evaluate("events") == ["suspended", "resumed", "ended"]


async def test_ten_minutes_pass_through_a_ring_of_seconds(harness: Page) -> None:
    """All pcm comes at once; the ring throws if more is posted than it can hold."""
    result = await harness.evaluate(
        """async ([rate, samples]) => {
          const { port1, port2 } = new MessageChannel();
          const playout = new PlayoutPort(port2, rate);
          const feed = new Feed(port1, ringCapacity(rate));
          const pcm = Int16Array.from({ length: samples }, (_, i) => i % 30011 || 1);
          pcm[samples - 1] = 1; // near enough to silence to need no glide
          for (let at = 0; at < samples; at += 50_000) feed.add(pcm.subarray(at, at + 50_000));
          let [report, most, heard, wrong] = [{ played: 0, state: "waiting" }, 0, 0, 0];
          port1.onmessage = ({ data }) => {
            report = data;
            feed.pump(report.played);
            most = Math.max(most, feed.posted - report.played);
          };
          feed.end();
          feed.pump(0);
          const output = new Float32Array(2 * rate + 1); // so that parts cross the ring's edge
          for (let at = 0; report.state !== "ended"; at += 2) {
            playout.render(output, at);
            for (const sample of output) if (sample) wrong += sample * 32768 !== pcm[heard++];
            await sleep(0);
          }
          return { heard, wrong, most, capacity: ringCapacity(rate) };
        }""",
        [rate := 8_000, samples := 600 * 8_000],
    )
    assert result["heard"] == samples
    assert result["wrong"] == 0
    assert result["most"] == result["capacity"] == 10 * rate


async def test_a_page_without_worklets_plays_on_its_main_thread(page: Page) -> None:
    """Browsers have worklets only on https and localhost, not on http://192.168.1.5:8000."""
    await serve_modules(page)
    await open_harness(page, "http://192.168.1.5:8000")
    result = await page.evaluate(
        """async (pcm) => {
          const player = await Player.open();
          player.add(pcmOf(pcm));
          player.end();
          const heard = [];
          while (player.state !== "ended") {
            heard.push(loudestHz(player.analyser));
            await sleep(20);
          }
          const { playedS, gaps, context } = player;
          return { heard, playedS, gaps, worklet: "audioWorklet" in context };
        }""",
        to_base64(sine(440, 1)),
    )
    assert not result["worklet"]
    assert result["playedS"] == pytest.approx(1)
    assert result["gaps"] == 0
    assert any(hz == pytest.approx(440, abs=12) for hz in result["heard"] if hz)
