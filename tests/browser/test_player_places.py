"""The player paused, sent to other places, and played at other speeds."""

import numpy as np
import pytest
from playwright.async_api import Page

from tests.browser.signals import (
    SAMPLE_RATE_HZ,
    Heard,
    as_heard,
    noise,
    sine,
    to_base64,
    to_samples,
    trimmed,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_nothing_is_lost_in_a_pause(harness: Page) -> None:
    """Around it the sound glides to silence and back: all samples are there, in two parts."""
    pcm = noise(1)
    heard = await harness.evaluate(
        """async (pcm) => {
          const player = await Player.open(SAMPLE_RATE_HZ);
          const heard = await record(player);
          const events = namesOf(player, "started", "paused", "gap", "ended");
          player.add(pcmOf(pcm));
          player.end();
          await until(() => player.playedS > 0.2);
          player.pause();
          await until(() => player.state === "paused");
          const { playedS } = player;
          await sleep(100);
          const moved = player.heardS - playedS;
          player.resume();
          await until(() => player.state === "ended");
          return { pcm: await heard(), events, moved, at: playedS, gaps: player.gaps };
        }""",
        to_base64(pcm),
    )
    samples = to_samples(heard["pcm"])
    at = round(heard["at"] * SAMPLE_RATE_HZ)
    expected = as_heard(pcm)
    assert contains(samples, expected[:at]) and contains(samples, expected[at:])
    assert heard["events"] == ["started", "paused", "ended"]
    assert (heard["moved"], heard["gaps"]) == (0, 0)


def contains(samples: Heard, part: Heard) -> bool:
    [begins] = np.nonzero(samples[: len(samples) - len(part) + 1] == part[0])
    return any(np.array_equal(samples[at : at + len(part)], part) for at in begins)


@pytest.mark.parametrize("place_s", [0, 1.5])
async def test_it_plays_on_to_the_sample_from_another_place(harness: Page, place_s: float) -> None:
    pcm = noise(2)
    heard = await harness.evaluate(
        """async ([pcm, placeS]) => {
          const player = await Player.open(SAMPLE_RATE_HZ);
          for (const part of partsOf(pcmOf(pcm), [100, 30_000])) player.add(part);
          await until(() => player.playedS > 0.2);
          player.pause();
          await until(() => player.state === "paused");
          player.seek(placeS);
          const at = player.heardS;
          const heard = await record(player);
          player.end();
          player.resume();
          await until(() => player.state === "ended");
          return { pcm: await heard(), at, played: player.playedS, gaps: player.gaps };
        }""",
        [to_base64(pcm), place_s],
    )
    expected = as_heard(pcm[round(place_s * SAMPLE_RATE_HZ) :])
    assert contains(trimmed(to_samples(heard["pcm"])), expected)
    assert (heard["at"], heard["played"], heard["gaps"]) == (place_s, 2, 0)


@pytest.mark.parametrize("rate", [0.5, 0.75, 1.25, 2])
async def test_another_speed_keeps_the_pitch_and_clicks_nowhere(harness: Page, rate: float) -> None:
    pcm = sine(220, 2)
    out = await harness.evaluate(
        """async ([pcm, rate]) => {
          const samples = pcmOf(pcm);
          const ring = new Ring(samples.length);
          const stretch = new Stretch(ring, SAMPLE_RATE_HZ);
          ring.push(samples);
          stretch.rate = rate;
          const out = [];
          while (stretch.length) out.push(stretch.shift());
          return { pcm: await base64Of([Float32Array.from(out)]), taken: stretch.taken };
        }""",
        [to_base64(pcm), rate],
    )
    samples = to_samples(out["pcm"])
    assert out["taken"] == len(pcm)
    assert len(samples) == pytest.approx(len(pcm) / rate, rel=0.05)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    loudest_hz = spectrum.argmax() * SAMPLE_RATE_HZ / len(samples)
    assert loudest_hz == pytest.approx(220, abs=2)
    steepest = np.abs(np.diff(pcm.astype(np.float32))).max()
    assert np.abs(np.diff(samples)).max() < 1.5 * steepest


async def test_back_at_its_own_speed_every_sample_is_that_of_the_pcm(harness: Page) -> None:
    pcm = noise(2)
    [taken, rest] = await harness.evaluate(
        """async (pcm) => {
          const samples = pcmOf(pcm);
          const ring = new Ring(samples.length);
          const stretch = new Stretch(ring, SAMPLE_RATE_HZ);
          ring.push(samples);
          stretch.rate = 1.5;
          const block = Math.round(0.015 * SAMPLE_RATE_HZ);
          for (let i = 0; i < 20 * block; i++) stretch.shift();
          stretch.rate = 1;
          const taken = stretch.taken;
          const rest = [];
          while (stretch.length) rest.push(stretch.shift());
          return [taken, await base64Of([Float32Array.from(rest)])];
        }""",
        to_base64(pcm),
    )
    assert 20 * 360 < taken < 2 * 20 * 360
    assert np.array_equal(to_samples(rest), pcm[taken:].astype(np.float32))


async def test_what_must_be_there_to_begin_follows_the_speed_measured(harness: Page) -> None:
    """A second of audio every two seconds, of a text of 6.5 s: what lacks takes as long again."""
    leads = await harness.evaluate(
        """() => {
          localStorage.clear();
          const leads = [];
          const pace = new Pace("slow", 100);
          leads.push(pace.leadS(1), pace.speed);
          for (const second of [1, 2, 3]) pace.note(second, 1, 2 * second);
          leads.push(pace.leadS(1), pace.speed, pace.leadS(0.5));
          pace.keep();
          leads.push(new Pace("slow", 100).speed, new Pace("slow", 1000).leadS(1));
          const fast = new Pace("fast", 1000);
          for (const second of [1, 2, 3]) fast.note(second, 1, second / 20);
          leads.push(fast.leadS(2));
          return leads;
        }"""
    )
    lacking_s = 100 * 0.065 - 3
    expected = [0.06, None, lacking_s * 1.2, 0.5, lacking_s * 0.1, 0.5, 8, 0.06]
    assert leads == [pytest.approx(value) if value else value for value in expected]
