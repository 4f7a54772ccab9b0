"""The forms of /docs: every route can be tried, with files, choices, sockets and sound."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.docs_page import PATIENCE_MS, open_docs, open_trial
from tests.browser.voice_page import HEARING
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# What becomes of an <audio>: the name of the event.
LOADED = """(audio) => new Promise((resolve) => {
  for (const name of ["loadedmetadata", "error"]) audio.addEventListener(name, () => resolve(name));
  audio.load();
})"""


async def test_every_route_has_a_form(page: Page, server: Server) -> None:
    await open_docs(page, server)
    without = "(all) => all.filter((one) => !one.querySelector('.trial form')).map((one) => one.id)"
    assert await page.locator(".entry").evaluate_all(without) == []


async def test_a_choice_is_offered_as_a_choice(page: Page, server: Server) -> None:
    await open_trial(page, server, "get_tts")
    trial = page.locator("#get_tts .trial")
    options = "(select) => [...select.options].map((option) => option.value)"
    assert await trial.get_by_role("combobox", name="stream", exact=True).evaluate(options) == [
        "",
        "true",
        "false",
    ]
    assert await trial.get_by_role("combobox", name="emoji").evaluate(options) == [
        "",
        "name",
        "skip",
    ]
    await trial.get_by_label("backend").focus()
    await expect(trial.locator("datalist option[value=faulty]")).to_have_count(1)


async def test_options_of_the_backend_are_sent(page: Page, server: Server) -> None:
    await open_trial(page, server, "get_tts")
    trial = page.locator("#get_tts .trial")
    await trial.get_by_label("options").fill('{"speed": 2}')
    async with page.expect_request("**/tts?*") as asking:
        await trial.get_by_role("button", name="Send").click()
    assert "speed=2" in (await asking.value).url
    await expect(trial.locator("audio")).to_have_count(1, timeout=PATIENCE_MS)


async def test_a_recording_is_sent_as_a_file(
    page: Page, server: Server, tmp_path: Path, problems: list[str]
) -> None:
    recording = tmp_path / "noise.wav"
    recording.write_bytes(b"no audio")
    await open_trial(page, server, "post_v1_audio_voices")
    trial = page.locator("#post_v1_audio_voices .trial")
    await trial.locator("input[type=file]").first.set_input_files(recording)
    answer = page.wait_for_event("response", lambda one: one.url.endswith("/v1/audio/voices"))
    await trial.get_by_role("button", name="Send").click()
    assert (await answer).status == 422
    await expect(trial.locator(".result pre")).to_contain_text("audio", timeout=PATIENCE_MS)
    assert len(problems) == 1 and "422" in problems.pop()


async def test_samples_are_sent_as_they_are(page: Page, server: Server, tmp_path: Path) -> None:
    samples = tmp_path / "samples.pcm"
    samples.write_bytes(bytes(48_000))
    await open_trial(page, server, "post_v1_audio_encode")
    trial = page.locator("#post_v1_audio_encode .trial")
    await trial.get_by_label("Body").set_input_files(samples)
    await trial.get_by_role("button", name="Send").click()
    audio = trial.locator("audio")
    await expect(audio).to_have_count(1, timeout=PATIENCE_MS)
    assert await audio.evaluate(LOADED, timeout=PATIENCE_MS) == "loadedmetadata"


async def test_a_socket_is_spoken_with(page: Page, server: Server) -> None:
    await open_trial(page, server, "ws_stream_tokens")
    trial = page.locator("#ws_stream_tokens .trial")
    await trial.get_by_label("Messages").fill('{"token": "Hello there."}\n{"done": true}')
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.get_by_role("status")).to_contain_text(
        "Closed with 1000", timeout=PATIENCE_MS
    )
    await expect(trial.get_by_role("status")).to_contain_text(
        re.compile(r"[1-9][\d,]+ bytes of audio")
    )
    await expect(trial.locator("pre")).to_contain_text('→ {"done": true}')


async def test_speech_is_heard_before_all_of_it_has_come(page: Page, server: Server) -> None:
    await page.add_init_script(path=HEARING)
    await open_trial(page, server, "post_tts")
    trial = page.locator("#post_tts .trial")
    body = {"text": "A. " * 40, "backend": "faulty", "options": {"part_s": 0.1}, "format": "wav"}
    await trial.get_by_label("Body").fill(json.dumps(body))
    await trial.get_by_role("button", name="Send").click()
    loud = "hearing.parts.some((part) => part.some((sample) => sample !== 0))"
    while not await page.evaluate(loud):
        await page.wait_for_timeout(20)
    assert await trial.locator("audio").count() == 0  # it is still coming
    await trial.get_by_role("button", name="Stop").click()
    await expect(trial.locator(".result")).to_contain_text("Stopped.")


async def test_what_is_answered_is_shown(page: Page, server: Server) -> None:
    await open_trial(page, server, "get_voices")
    trial = page.locator("#get_voices .trial")
    await trial.get_by_label("backend").fill("faulty")
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result")).to_contain_text("200", timeout=PATIENCE_MS)
    await expect(trial.locator(".result pre")).to_have_text('["sine","square"]')


async def test_speech_is_played(page: Page, server: Server) -> None:
    await open_trial(page, server, "post_tts")
    trial = page.locator("#post_tts .trial")
    await trial.get_by_role("button", name="Send").click()
    audio = trial.locator("audio")
    await expect(audio).to_have_count(1, timeout=PATIENCE_MS)
    assert await audio.evaluate(LOADED, timeout=PATIENCE_MS) == "loadedmetadata"


async def test_speech_is_heard_at_the_rate_that_it_tells(page: Page, server: Server) -> None:
    await page.add_init_script(
        """
        window.rates = [];
        window.AudioContext = class extends AudioContext {
          constructor(options) {
            super(options);
            rates.push(options.sampleRate);
          }
        };"""
    )
    await open_trial(page, server, "post_tts")
    trial = page.locator("#post_tts .trial")
    body = {"text": "Hello.", "format": "wav", "sample_rate": 8000}
    await trial.get_by_label("Body").fill(json.dumps(body))
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator("audio")).to_have_count(1, timeout=PATIENCE_MS)
    assert await page.evaluate("rates") == [8000]


async def test_events_are_shown_as_they_come(page: Page, server: Server) -> None:
    await open_trial(page, server, "post_sse")
    trial = page.locator("#post_sse .trial")
    await trial.get_by_label("Body").fill(json.dumps({"text": "Hi."}))
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result")).to_contain_text("event: start", timeout=PATIENCE_MS)
    await expect(trial.get_by_role("button", name="Stop")).to_be_disabled(timeout=PATIENCE_MS)


async def test_a_refusal_is_shown(page: Page, server: Server, problems: list[str]) -> None:
    await open_trial(page, server, "get_tts")
    trial = page.locator("#get_tts .trial")
    await trial.get_by_label("voice").fill("nobody")
    await trial.get_by_role("button", name="Send").click()
    await expect(trial.locator(".result pre")).to_contain_text("sine", timeout=PATIENCE_MS)
    assert len(problems) == 1 and "404" in problems.pop()
