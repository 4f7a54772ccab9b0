"""What was spoken is heard again: paused, gone to, kept in the browser, saved with captions."""

import io
import re
import wave
from collections.abc import Awaitable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import PATIENCE_MS, SAMPLE_RATE_HZ, VoicePage, sounding
from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Good morning, everyone. Speech starts soon. Nobody waits."
SENTENCES = ["Good morning, everyone.", "Speech starts soon.", "Nobody waits."]
LONG = "The river had risen to the bridge, and everybody came to see it. " * 20
# Whoever presses a key for media calls what the page has set for it. The module that plays comes
# by no request that a test sees.
KEYS = """(() => {
  window.acts = {};
  window.modules = [];
  const add = AudioWorklet.prototype.addModule;
  AudioWorklet.prototype.addModule = function (url) {
    modules.push(add.call(this, url));
    return modules.at(-1);
  };
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, act) {
    acts[name] = act;
    return set.call(this, name, act);
  };
})()"""


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    await page.add_init_script(KEYS)
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    return voice_page


async def place_s(voice_page: VoicePage) -> float:
    return float(await voice_page["#place"].input_value())


async def plays_to_the_end(voice_page: VoicePage) -> None:
    await expect(voice_page["#play"]).to_have_text("Play", timeout=PATIENCE_MS)


async def pause(voice_page: VoicePage) -> None:
    """Pause a speech that lasts, and wait until it is silent."""
    await voice_page["#play"].click()
    await expect(voice_page["#play"]).to_have_text("Play")


async def hears_again(voice_page: VoicePage, button: str) -> bytes:
    await voice_page.page.evaluate("hearing.parts = []")
    await voice_page[button].click()
    await expect(voice_page["#play"]).to_have_text("Pause")
    await plays_to_the_end(voice_page)
    return (await voice_page.heard()).tobytes()


async def test_a_pause_keeps_the_place_until_it_is_played_on(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#reading .now")
    await pause(voice_page)
    await voice_page.sees("#status", "Paused.")
    before = await place_s(voice_page)
    await voice_page.hears_more(SAMPLE_RATE_HZ // 2)
    assert await place_s(voice_page) == before
    await voice_page["#play"].click()
    await voice_page.sees("#status", "Speaking.")
    await voice_page["#stop"].click()
    await voice_page.sees("#status", "Stopped.")


async def test_what_was_heard_is_heard_again_to_the_sample(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(TEXT)
    expected = sounding(expected_pcm(TEXT)).tobytes()
    assert await hears_again(voice_page, "#play") == expected
    assert await hears_again(voice_page, "#replay") == expected
    assert await voice_page.texts("#reading .heard") == SENTENCES


async def test_a_click_on_the_waveform_goes_there(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(TEXT)
    box = await voice_page["#wave"].bounding_box()
    assert box
    await voice_page["#wave"].click(position={"x": box["width"] / 2, "y": 10})
    whole_s = len(expected_pcm(TEXT)) / 2 / SAMPLE_RATE_HZ
    assert await place_s(voice_page) == pytest.approx(whole_s / 2, abs=0.2)
    heard = await hears_again(voice_page, "#play")
    half = sounding(expected_pcm(TEXT)[round(whole_s) * SAMPLE_RATE_HZ :])
    assert len(heard) == pytest.approx(2 * len(half), abs=SAMPLE_RATE_HZ)


async def first_marked(voice_page: VoicePage, what: str, act: Awaitable[None]) -> str:
    """Do that, and return which of the sentences or words is marked next."""
    await voice_page.page.evaluate(f"hearing.{what} = []")
    await act
    while not (marked := await voice_page.noted(what)):
        await voice_page.page.wait_for_timeout(20)
    return str(marked[0])


async def test_a_click_on_a_sentence_goes_there(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(TEXT)
    second = voice_page["#reading span"].filter(has_text=SENTENCES[1])
    assert await first_marked(voice_page, "sentences", second.click()) == SENTENCES[1]
    await plays_to_the_end(voice_page)
    place = voice_page["#place"].fill("2")
    assert await first_marked(voice_page, "sentences", place) == SENTENCES[1]
    assert await voice_page.texts("#reading .heard") == SENTENCES[:1]
    ahead = voice_page["#sentence-ahead"].click()
    assert await first_marked(voice_page, "sentences", ahead) == SENTENCES[2]


async def test_a_click_on_a_word_and_the_arrow_keys_go_there(voice_page: VoicePage) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page["#option-words"].check()
    await voice_page.speaks_to_the_end("The old man and the sea.")
    word = voice_page["#reading span span"].filter(has_text="man")
    assert await first_marked(voice_page, "words", word.click()) == "man"
    await plays_to_the_end(voice_page)
    assert await first_marked(voice_page, "words", voice_page["#place"].fill("0.3")) == "old"
    await voice_page["#reading"].focus()
    key = voice_page.page.keyboard.press("ArrowRight")
    assert await first_marked(voice_page, "words", key) == "man"


async def test_ten_seconds_on_and_back(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#clock", re.compile(r"/ 1:\d\d"))
    await pause(voice_page)
    before = await place_s(voice_page)
    await voice_page["#ahead"].click()
    assert await place_s(voice_page) == pytest.approx(before + 10, abs=0.2)
    await voice_page["#back"].click()
    assert await place_s(voice_page) == pytest.approx(before, abs=0.3)
    await voice_page["#place"].fill("30")
    await voice_page.sees("#clock", "0:30 /")


async def test_the_keys_for_media_steer_it(voice_page: VoicePage) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#status", "Speaking.")
    title = await voice_page.page.evaluate("navigator.mediaSession.metadata.title")
    assert LONG.startswith(title) and title
    assert await voice_page.page.evaluate("navigator.mediaSession.playbackState") == "playing"
    await voice_page.page.evaluate("acts.pause({ action: 'pause' })")
    await voice_page.sees("#status", "Paused.")
    await expect(voice_page["#play"]).to_have_text("Play")
    assert await voice_page.page.evaluate("navigator.mediaSession.playbackState") == "paused"
    await voice_page.page.evaluate("acts.seekto({ action: 'seekto', seekTime: 0 })")
    assert await place_s(voice_page) == 0
    await voice_page.page.evaluate("acts.play({ action: 'play' })")
    await voice_page.sees("#status", "Speaking.")


async def test_a_take_outlasts_the_page_and_is_heard_without_the_server(
    voice_page: VoicePage,
) -> None:
    await voice_page["#voices [value=square]"].check()
    await voice_page.speaks_to_the_end(TEXT)
    await voice_page["#text"].fill("A text that nobody has spoken.")
    await voice_page.page.reload()
    await expect(voice_page["#text"]).to_have_value("A text that nobody has spoken.")
    await voice_page.sees("#take-list .state", "square, tone")
    await voice_page.sees("#clock", re.compile("^0:00 / 0:0[1-9]"))
    while not await voice_page.page.evaluate("Promise.all(modules).then((all) => all.length)"):
        await voice_page.page.wait_for_timeout(20)
    with voice_page.complaining():
        await voice_page.page.context.set_offline(True)
        expected = sounding(expected_pcm(TEXT, voice="square")).tobytes()
        assert await hears_again(voice_page, "#play") == expected
        await voice_page.page.context.set_offline(False)
    await voice_page["#take-list"].get_by_role("button", name="Use again").click()
    await expect(voice_page["#text"]).to_have_value(TEXT)
    await voice_page["#take-list"].get_by_role("button", name="Delete").click()
    await expect(voice_page["#takes"]).to_be_hidden()


async def test_a_page_that_is_left_while_it_speaks_keeps_what_was_made(
    voice_page: VoicePage,
) -> None:
    await voice_page.speak(LONG)
    await voice_page.sees("#take-list .line", LONG[:40])
    await voice_page.page.reload()
    await voice_page.sees("#take-list .line", LONG[:40])
    await expect(voice_page["#text"]).to_have_value(LONG)
    _, content = await voice_page.saved("wav")
    with wave.open(io.BytesIO(content)) as file:
        kept = file.readframes(file.getnframes())
    assert kept and expected_pcm(LONG).startswith(kept)


async def test_the_last_takes_are_kept_within_bounds(voice_page: VoicePage) -> None:
    """Three of a third of the bytes each, then more small ones than there is room for."""
    kept = await voice_page.page.evaluate(
        """async () => {
          const { Takes } = await import("/static/takes/takes.js");
          const takes = new Takes();
          const add = async (text, samples) => {
            const made = { text, voiceSettings: { backend: "", voice: "" }, sampleRateHz: 24000 };
            await takes.begin(made).grow([new Int16Array(samples)], []);
            await new Promise((resolve) => setTimeout(resolve, 2)); // ids are moments
          };
          const texts = async () => (await takes.list()).map(({ text }) => text);
          for (const text of ["a", "b", "c"]) await add(text, 20_000_000);
          const large = await texts();
          for (let i = 1; i <= 21; i++) await add(`small ${i}`, 100);
          const [first] = await takes.list();
          const sound = await takes.sound(first);
          return [large, await texts(), sound.map((part) => part.length)];
        }"""
    )
    small = [f"small {number}" for number in range(21, 1, -1)]
    assert kept == [["c", "b"], small, [100]]


async def test_captions_have_a_cue_a_sentence(voice_page: VoicePage) -> None:
    sentences = [
        "Good morning, everyone.",
        "Bread & butter come before a < b, always.",
        "Nobody waits.",
    ]
    await voice_page.speaks_to_the_end(" ".join(sentences))
    name, content = await voice_page.saved("srt")
    assert name == "good-morning-everyone-bread-butter-come.srt"
    cues = content.decode().split("\n\n")
    assert cues[0].startswith("1\n00:00:00,000 --> 00:00:0") and cues[0].endswith(sentences[0])
    assert [cue.split("\n")[2] for cue in cues] == sentences
    ends, begins = zip(*(re.findall(r"(\S+) --> (\S+)", cue)[0] for cue in cues), strict=True)
    assert list(ends[1:]) == list(begins[:-1])
    _, content = await voice_page.saved("vtt")
    assert content.decode().startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "Bread &amp; butter come before a &lt; b" in content.decode()


async def test_words_that_are_timed_cut_a_long_sentence_into_cues(voice_page: VoicePage) -> None:
    cues = await voice_page.page.evaluate(
        """async () => {
          const { srtOf } = await import("/static/takes/captions.js");
          const wordOf = (_, i) => ({ text: `word${i}`, startS: i, endS: i + 0.5 });
          const words = Array.from({ length: 30 }, wordOf);
          const text = words.map(({ text }) => text).join(" ");
          return srtOf([{ text, startS: 0, words }], 3600);
        }"""
    )
    [first, second, third] = cues.strip().split("\n\n")
    assert first.startswith("1\n00:00:00,000 --> 00:00:12,500\nword0 ")
    assert second.startswith("2\n00:00:13,000 --> 00:00:24,500\nword13 ")
    assert third.startswith("3\n00:00:25,000 --> 01:00:00,000\nword25 ")
    assert all(len(line) <= 42 for line in cues.split("\n"))


async def test_a_stopped_take_keeps_what_was_made(voice_page: VoicePage) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page.set_option("part_s", "0.5")  # for 0.06 s of audio
    await voice_page.speak(TEXT)
    await voice_page.sees("#reading .now")
    await voice_page["#stop"].click()
    _, content = await voice_page.saved("wav")
    with wave.open(io.BytesIO(content)) as file:
        kept = file.readframes(file.getnframes())
    assert 0 < len(kept) < len(expected_pcm(TEXT))
    assert expected_pcm(TEXT).startswith(kept)


async def test_a_slow_backend_is_waited_for_and_said_to_be_slow(voice_page: VoicePage) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page.set_option("part_s", "0.3")
    await voice_page.speak("It takes a while to say all of this.")
    await voice_page.sees("#status", re.compile(r"Buffering: faulty speaks at 0\.\d of real time"))
    await voice_page.sees("#status", "Spoken to the end.")
