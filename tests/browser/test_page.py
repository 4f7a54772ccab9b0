"""The page: a text goes in, and what the loudspeaker gets is compared to the sample."""

import re

import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import SAMPLE_RATE_HZ, VoicePage, sounding
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Good morning, everyone. Speech starts soon. Nobody waits."
SENTENCES = ["Good morning, everyone.", "Speech starts soon.", "Nobody waits."]
LONG = "The river had risen to the bridge, and everybody came to see it. " * 20


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    return voice_page


@pytest.mark.smoke
async def test_a_text_is_heard_to_the_sample(voice_page: VoicePage) -> None:
    heard = await voice_page.hears(TEXT)
    assert np.array_equal(heard, sounding(expected_pcm(TEXT)))
    await voice_page.sees("#first-audio", re.compile(r"^\d+ ms$"))
    seconds = len(expected_pcm(TEXT)) / 2 / SAMPLE_RATE_HZ
    assert await voice_page.texts("#audio, #heard") == [f"{seconds:.1f} s"] * 2


async def test_each_sentence_is_marked_while_it_is_heard(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(TEXT)
    assert await voice_page.noted("sentences") == SENTENCES
    assert await voice_page.texts("#reading .heard") == SENTENCES
    await expect(voice_page["#reading .now"]).to_have_count(0)


async def test_sentences_are_marked_after_pauses_that_are_not_told_of(
    voice_page: VoicePage,
) -> None:
    text = "[pause 0.1] The first sentence of it.\n\n[pause 0.1]\nHere is the second."
    await voice_page.speaks_to_the_end(text)
    sentences = ["The first sentence of it.", "Here is the second."]
    assert await voice_page.noted("sentences") == sentences
    assert await voice_page.texts("#reading .heard") == sentences


async def test_each_word_is_marked_where_words_are_timed(voice_page: VoicePage) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page["#option-words"].check()
    await voice_page.speaks_to_the_end("The old man and the sea.")
    assert await voice_page.noted("words") == ["The", "old", "man", "and", "the", "sea."]


async def test_a_text_is_written_token_by_token_like_an_llm_does(voice_page: VoicePage) -> None:
    await voice_page["#like-llm"].check()
    await voice_page["#rate"].fill("100")
    await voice_page.speaks_to_the_end(TEXT)
    tokens = await voice_page["#tokens span"].all_text_contents()
    assert "".join(tokens) == TEXT
    assert len(tokens) > len(TEXT.split())
    assert await voice_page.noted("sentences") == SENTENCES
    assert len(await voice_page.heard()) == pytest.approx(
        len(sounding(expected_pcm(TEXT))), abs=0.5 * SAMPLE_RATE_HZ
    )


async def test_escape_is_silence_at_once(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#reading .now")
    await voice_page.page.keyboard.press("Escape")
    await voice_page.sees("#status", "Stopped.")
    heard = await voice_page.heard()
    await voice_page.hears_more(SAMPLE_RATE_HZ // 2)
    assert np.array_equal(await voice_page.heard(), heard)
    assert len(heard) < len(expected_pcm(LONG)) // 4
    await expect(voice_page["#stop"]).to_be_disabled()


async def test_a_stop_frees_the_worker(voice_page: VoicePage, server: Server) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page.set_option("part_s", "10")
    await voice_page.speak("It takes ten seconds a letter.")
    await voice_page.sees("#queue", re.compile("next|ahead"))
    await voice_page["#stop"].click()
    await voice_page["#reset-options"].click()
    await voice_page.speaks_to_the_end("Free again.")


async def test_speaking_again_stops_what_is_being_heard(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#reading .now")
    await voice_page["#backend"].select_option("faulty")
    heard = await voice_page.hears("Something else.")
    last = sounding(expected_pcm("Something else."))
    assert np.array_equal(heard[-len(last) :], last)
    assert len(heard) < len(expected_pcm(LONG)) // 4
    assert await voice_page.texts("#reading p") == ["Something else."]


async def test_an_option_is_heard(voice_page: VoicePage) -> None:
    await voice_page.set_option("speed", "2")
    heard = await voice_page.hears(TEXT)
    assert np.array_equal(heard, sounding(expected_pcm(TEXT, speed=2.0)))


async def test_what_is_wrong_is_said_in_words(voice_page: VoicePage) -> None:
    await voice_page["#text"].fill(" ")
    await voice_page["#speak"].click()
    await voice_page.sees("#alert", "There is no text to speak yet.")
    await expect(voice_page["#text"]).to_be_focused()
    await voice_page.speak("***")
    await voice_page.sees("#alert", "The text holds nothing that can be said")
    await expect(voice_page["#speech"]).to_be_hidden()
    await voice_page.set_option("speed", "99")
    await voice_page.speak(TEXT)
    await voice_page.sees("#alert", "speed must be from 0.25 to 4, not 99.")
    await expect(voice_page["#option-speed"]).to_have_attribute("aria-invalid", "true")
    await voice_page["#reset-options"].click()
    await expect(voice_page["#option-speed"]).to_have_attribute("aria-invalid", "false")
    await voice_page.speaks_to_the_end("All is well.")
    assert await voice_page.texts("#alert") == [""]


async def test_what_comes_before_a_fault_is_heard_and_the_fault_is_reported(
    voice_page: VoicePage,
) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page["#option-fault"].select_option("final")
    await voice_page.set_option("fault_at", "1")
    await voice_page.speak(TEXT)
    await voice_page.sees("#alert", "the tone is beyond repair")
    await voice_page.sees("#status", "Spoken up to there.")
    assert await voice_page.noted("sentences") == SENTENCES[:1]


async def test_all_is_done_with_the_keyboard(voice_page: VoicePage) -> None:
    keyboard = voice_page.page.keyboard
    await keyboard.press("Tab")
    await expect(voice_page[".skip"]).to_be_focused()
    await keyboard.press("Enter")
    await expect(voice_page["#text"]).to_be_focused()
    await keyboard.press("Control+a")
    await keyboard.type("By hand.")
    await keyboard.press("Control+Enter")
    await voice_page.sees("#status", "Spoken to the end.")
    assert await voice_page.texts("#reading .heard") == ["By hand."]
    assert len(await voice_page.heard()) >= len(sounding(expected_pcm("By hand.")))


async def test_the_tab_key_reaches_every_control_and_leaves_the_page(
    voice_page: VoicePage,
) -> None:
    for part in ("#lexicon-part", "#books", "#batch-part"):
        await voice_page.goes_to(part)
    reached: list[str] = []
    for _ in range(90):
        await voice_page.page.keyboard.press("Tab")
        focused = await voice_page.page.evaluate("document.activeElement.id || ''")
        if not focused and "make-batch" in reached:
            break
        reached.append(focused)
    controls = ["text", "speak", "like-llm", "backend", "option-speed", "lines"]
    assert [name for name in reached if name in controls] == controls
    assert len(reached) < 90, "the focus never leaves the page"


async def test_what_was_unfolded_is_so_when_the_page_is_opened_again(
    voice_page: VoicePage,
) -> None:
    await expect(voice_page["#lines"]).to_be_hidden()
    await voice_page["#batch-part summary"].click()
    await expect(voice_page["#lines"]).to_be_visible()
    await voice_page.page.reload()
    await expect(voice_page["#lines"]).to_be_visible()
    await expect(voice_page["#lexicon"]).to_be_hidden()


async def test_the_focus_is_kept_when_a_button_ends_its_use(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page["#stop"].focus()
    await voice_page.page.keyboard.press("Enter")
    await expect(voice_page["#speak"]).to_be_focused()


async def test_a_phone_shows_all_of_it(voice_page: VoicePage) -> None:
    await voice_page.page.set_viewport_size({"width": 320, "height": 640})
    assert await voice_page.overflow() == 0
    await voice_page["#backend"].select_option("faulty")
    await voice_page["#like-llm"].check()
    await voice_page.speak(f"{'unbreakable' * 20} {TEXT}")
    await voice_page.sees("#reading .now")
    await expect(voice_page["#reading"]).to_be_in_viewport(ratio=0.9)
    await expect(voice_page["#play"]).to_be_in_viewport()
    assert await voice_page.overflow() == 0


async def test_the_page_tells_when_the_server_is_away_and_when_it_is_back(
    page: Page, problems: list[str]
) -> None:
    voice_page = VoicePage(page, problems)
    port = free_port()
    with running_server("tone", registry=BACKENDS_FILE, port=port) as server:
        await voice_page.open(server.url)
    with voice_page.complaining():
        await voice_page.sees("#alert", "The server does not answer.")
        await voice_page.speak("Is anybody there?")
        await voice_page.sees("#alert", "The server does not answer.")
        await expect(voice_page["#stop"]).to_be_disabled()
        with running_server("tone", registry=BACKENDS_FILE, port=port):
            await voice_page.sees("#status", "The server is back.")
            await voice_page.sees("#backend", "tone")
            heard = await voice_page.hears("Here we are.")
            await page.goto("about:blank")  # it must not miss this server too
    assert np.array_equal(heard, sounding(expected_pcm("Here we are.")))
