"""Backends, voices and their options on the page, and voices from recordings."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tasks.process.parent_watchdog import PARENT_VARIABLE
from tests.browser.voice_page import PATIENCE_MS, VoicePage, sounding
from tests.support.recordings import pitch_of, write_tone
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm, pcm_of, segments_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PREVIEW = "Hello, this is how my voice sounds."
MANY = 8  # from so many on there is a search


@pytest.fixture(scope="module")
def samples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, samples_folder: Path) -> Iterator[Server]:
    """A tone and a backend that clones, with recordings of its own."""
    cache = tmp_path_factory.mktemp("cache")
    with running_server(
        "tone", "cloning", registry=BACKENDS_FILE, voice_samples=samples_folder, cache=cache
    ) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, studio: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(studio.url)
    return voice_page


def recording(tmp_path: Path, pitch_hz: float = 440, seconds: float = 3) -> bytes:
    path = tmp_path / "recording.wav"
    write_tone(path, pitch_hz, seconds)
    return path.read_bytes()


async def drop_voice(voice_page: VoicePage, name: str, content: bytes) -> None:
    await voice_page.drop(f"{name}.wav", content, "audio/wav")
    await expect(voice_page["#sample-name"]).to_have_value(name)
    await voice_page["#add-sample"].click()


async def delete_chosen_voice(voice_page: VoicePage) -> None:
    await voice_page["#delete-sample"].click()
    await voice_page["#question-yes"].click()


async def test_the_default_backend_and_its_default_voice_are_chosen(voice_page: VoicePage) -> None:
    await expect(voice_page["#backend"]).to_have_value("tone")
    assert await voice_page.texts("#backend option") == ["tone", "cloning"]
    assert await voice_page.texts("#voice-chosen") == ["sine"]
    await voice_page["#silent-backends summary"].click()
    await voice_page.sees("#silent-backends", "Never serves anybody.")
    await voice_page.sees("#silent-backends", "voice-server worker absent")


async def test_another_backend_has_other_voices_and_options(
    page: Page, server: Server, problems: list[str]
) -> None:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    assert await voice_page.texts("#option-fields label") == ["Speed"]
    await voice_page["#backend"].select_option("faulty")
    labels = ["Speed", "Part s", "Words", "Fault", "Fault at"]
    assert await voice_page.texts("#option-fields label") == labels
    kinds = {"speed": "number", "words": "checkbox", "fault": "select-one", "fault_at": "number"}
    for name, kind in kinds.items():
        assert await voice_page[f"#option-{name}"].evaluate("field => field.type") == kind
    slider = voice_page["#option-fields input[type=range]"].first
    assert await slider.evaluate("({min, max, value}) => [min, max, value]") == ["0.25", "4", "1"]
    await slider.fill("2")
    await expect(voice_page["#option-speed"]).to_have_value("2")


OWN = """async () => {
    const { OptionsForm } = await import("/static/voices/form.js");
    window.form = new OptionsForm(document.getElementById("options"));
    const noise = { name: "noise", default: -1, description: "how much", minimum: -1, maximum: 2 };
    window.form.show("any", [{ ...noise, choices: [], own: true }]);
}"""


async def test_what_each_voice_has_a_value_of_its_own_for_has_a_box(voice_page: VoicePage) -> None:
    await voice_page.page.evaluate(OWN)
    box, slider = voice_page["#option-fields .check input"], voice_page["#option-noise"]
    await expect(box).to_be_checked()
    await expect(slider).to_be_hidden()
    assert await voice_page.page.evaluate("form.values") == {}
    await box.uncheck()
    await slider.fill("0.5")
    assert await voice_page.page.evaluate("form.values") == {"noise": 0.5}
    await voice_page.page.evaluate("form.fill({ noise: 0 })")
    await expect(box).not_to_be_checked()
    assert await voice_page.page.evaluate("form.values") == {"noise": 0}
    assert await voice_page.barriers() == []
    await voice_page.page.evaluate("form.fill({})")
    await expect(box).to_be_checked()


ADVANCED = """async () => {
    const { OptionsForm } = await import("/static/voices/form.js");
    window.form = new OptionsForm(document.getElementById("options"));
    const plain = { choices: [], own: false, description: "", minimum: 0, maximum: 2 };
    const few = { ...plain, name: "penalty", default: 1, advanced: true };
    window.form.show("any", [{ ...plain, name: "speed", default: 1 }, few]);
}"""


async def test_what_few_change_is_folded_away_until_it_is_changed(voice_page: VoicePage) -> None:
    await expect(voice_page["#advanced-options"]).to_be_hidden()  # the tone has none
    await voice_page.page.evaluate(ADVANCED)
    assert await voice_page.texts("#option-fields label") == ["Speed"]
    await expect(voice_page["#option-penalty"]).to_be_hidden()
    await voice_page["#advanced-options summary"].click()
    await voice_page["#option-penalty"].fill("1.5")
    assert await voice_page.page.evaluate("form.values") == {"penalty": 1.5}
    assert await voice_page.barriers() == []
    await voice_page["#advanced-options summary"].click()
    await voice_page.page.evaluate("form.fill({ penalty: 2 })")
    await expect(voice_page["#option-penalty"]).to_have_value("2")


async def test_another_voice_is_heard(voice_page: VoicePage) -> None:
    await voice_page["#voices [value=square]"].check()
    heard = await voice_page.hears("Hello.")
    assert np.array_equal(heard, sounding(expected_pcm("Hello.", voice="square")))


async def test_a_voice_says_a_sentence_of_its_language(voice_page: VoicePage) -> None:
    async with voice_page.page.expect_request("**/tts") as asked:
        await voice_page["#voices"].get_by_role("button", name="Hear sine").click()
    body = (await asked.value).post_data_json
    assert body and body["text"] == PREVIEW
    await voice_page["#backend"].select_option("cloning")
    assert await voice_page["#language-field"].is_hidden()  # its voices have a language


async def test_what_was_chosen_is_remembered_backend_by_backend(voice_page: VoicePage) -> None:
    await voice_page.set_option("speed", "1.5")
    await voice_page["#backend"].select_option("cloning")
    await voice_page["#voices [value=square]"].check()
    await voice_page["#like-llm"].check()
    await voice_page.page.reload()
    await voice_page.sees("#voices [value=square]:checked")
    await expect(voice_page["#backend"]).to_have_value("cloning")
    await expect(voice_page["#option-speed"]).to_have_value("1")
    await expect(voice_page["#like-llm"]).to_be_checked()
    await voice_page["#backend"].select_option("tone")
    await expect(voice_page["#option-speed"]).to_have_value("1.5")
    await expect(voice_page["#voices [value=sine]"]).to_be_checked()


async def test_the_page_works_where_it_may_keep_nothing(
    page: Page, studio: Server, problems: list[str]
) -> None:
    await page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    voice_page = VoicePage(page, problems)
    await voice_page.open(studio.url)
    await voice_page["#voices [value=square]"].check()
    await voice_page.speaks_to_the_end("Hello.")


async def test_a_dropped_recording_is_a_voice_until_it_is_deleted(
    voice_page: VoicePage, tmp_path: Path
) -> None:
    await voice_page["#backend"].select_option("cloning")
    await drop_voice(voice_page, "anna", recording(tmp_path, 440))
    await voice_page.sees("#status", "The voice anna is added.")
    await expect(voice_page["#voices [value=anna]"]).to_be_checked()
    await expect(voice_page["#language-field"]).to_be_visible()
    await voice_page.speaks_to_the_end("My own voice.")
    assert pitch_of((await voice_page.heard()).tobytes()) == pytest.approx(440, abs=2)
    await voice_page["#delete-sample"].click()
    await voice_page.page.keyboard.press("Escape")
    await expect(voice_page["#voices [value=anna]"]).to_be_checked()
    await delete_chosen_voice(voice_page)
    await voice_page.sees("#status", "The voice anna is deleted.")
    await expect(voice_page["#voices [value=anna]"]).to_have_count(0)
    await expect(voice_page["#voices [value=sine]"]).to_be_checked()


async def test_a_voice_is_replaced_only_if_its_reader_wants_it(
    voice_page: VoicePage, tmp_path: Path
) -> None:
    await voice_page["#backend"].select_option("cloning")
    await drop_voice(voice_page, "bert", recording(tmp_path, 440))
    await voice_page.sees("#status", "The voice bert is added.")
    with voice_page.complaining():
        await drop_voice(voice_page, "bert", recording(tmp_path, 660))
        await voice_page.sees("#question-text", "There is a voice “bert” already.")
        await voice_page["#question-yes"].click()
        await expect(voice_page["#sample-name"]).to_have_value("")
    await voice_page.speaks_to_the_end("Replaced.")
    assert pitch_of((await voice_page.heard()).tobytes()) == pytest.approx(660, abs=2)
    await delete_chosen_voice(voice_page)
    await voice_page.sees("#status", "The voice bert is deleted.")


async def test_why_a_recording_is_no_voice_is_said_in_words(
    voice_page: VoicePage, tmp_path: Path
) -> None:
    with voice_page.complaining():
        await drop_voice(voice_page, "noise", b"RIFF, or so")
        await voice_page.sees("#sample-problem", "The recording of noise")
        await drop_voice(voice_page, "short", recording(tmp_path, seconds=0.5))
        await voice_page.sees("#sample-problem", "The recording of short")
    assert await voice_page.texts("#voices b") == ["sine", "square"]


async def test_a_recording_is_refused_where_no_backend_clones(
    page: Page, server: Server, problems: list[str], tmp_path: Path
) -> None:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    missing = "No backend that runs here clones voices"
    await voice_page.goes_to("#clone-part")
    await voice_page.sees("#no-cloning", missing)
    await voice_page.sees("#no-cloning", "voice-server worker chatterbox")
    await expect(voice_page["#sample-file"]).to_be_hidden()
    await voice_page.drop("anna.wav", recording(tmp_path), "audio/wav")
    await voice_page.sees("#alert", missing)


async def test_many_voices_are_searched(voice_page: VoicePage, samples_folder: Path) -> None:
    await voice_page["#backend"].select_option("cloning")
    await expect(voice_page["#voice-search"]).to_be_hidden()
    for number in range(MANY - 2):  # the backend has two of its own
        write_tone(samples_folder / f"Zoë {number}.wav", 400 + number)
    await expect(voice_page["#voices input"]).to_have_count(MANY, timeout=PATIENCE_MS)
    await voice_page["#voice-search"].fill("zoe 5")
    await voice_page.sees("#voice-count", f"1 of {MANY} voices")
    await voice_page["#voices label:visible"].click()
    assert await voice_page.texts("#voice-chosen") == ["Zoë 5"]
    await voice_page["#voice-search"].fill("harsh")
    await expect(voice_page["#voices label:visible b"]).to_have_text(["square"])


@contextmanager
def one_more_worker(server: Server, backend: str) -> Iterator[None]:
    environ = {
        **os.environ,
        PARENT_VARIABLE: str(os.getpid()),
        "REDIS_URL": server.redis_url,
        "VOICE_SERVER_BACKENDS": str(BACKENDS_FILE),
    }
    command = [sys.executable, "-m", "frontend.cli", "worker", backend]
    process = subprocess.Popen(command, env=environ)
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


async def test_backends_come_and_go_while_the_page_is_open(
    voice_page: VoicePage, studio: Server
) -> None:
    chosen = voice_page["#voices [value=sine]"]
    await chosen.focus()
    with one_more_worker(studio, "absent"):
        names = ["tone", "absent", "cloning"]
        await expect(voice_page["#backend option"]).to_have_text(names, timeout=PATIENCE_MS)
        await expect(chosen).to_be_focused()
        await voice_page["#backend"].select_option("absent")
    await voice_page.sees("#backend", "absent (not running)")
    await expect(voice_page["#backend"]).to_have_value("absent")
    await voice_page.sees("#backend-problems", "absent")
    await voice_page.speaks_to_the_end("Is anybody there?")  # by its fallback


async def test_several_voices_are_put_into_a_text_by_keyboard(voice_page: VoicePage) -> None:
    text = voice_page["#text"]
    await text.fill("Here is the first voice. And here is the second one.")
    await text.evaluate("(field) => field.setSelectionRange(25, 52)")
    await voice_page["#voices input[value=square]"].check()
    await voice_page["#insert-voice"].focus()
    await voice_page.page.keyboard.press("Enter")
    tagged = "Here is the first voice. [voice:square]And here is the second one.[/voice]"
    await expect(text).to_have_value(tagged)
    await expect(text).to_be_focused()
    await voice_page.sees("#text-size", f"{len(tagged)} characters")
    await voice_page["#voices input[value=sine]"].check()
    heard = await voice_page.hears(tagged)
    segments = segments_of("Here is the first voice. And here is the second one.")
    segments[-1] = msgspec.structs.replace(segments[-1], pause_s=0.0)
    first = len(pcm_of(segments[:1]))
    expected = pcm_of(segments[:1]) + pcm_of(segments, voice="square")[first:]
    assert np.array_equal(heard, sounding(expected))
    assert await voice_page.barriers() == []


async def test_a_voice_that_there_is_not_is_told_of(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end("Here it begins. [voice:nobody]And here it ends.")
    await voice_page.sees("#alert", "The voice 'nobody' cannot be followed")


async def test_words_are_said_as_the_reader_writes_them(voice_page: VoicePage, page: Page) -> None:
    await voice_page.goes_to("#lexicon-part")
    await voice_page["#lexicon"].fill("everyone = all of you\nno word\n= nothing")
    await voice_page["#lexicon"].blur()
    text = "Good morning, everyone. Speech starts soon."
    await voice_page.speaks_to_the_end(text)
    _, content = await voice_page.saved("wav")
    assert content.endswith(expected_pcm(text.replace("everyone", "all of you")))
    await voice_page.sees("#reading", "everyone")
    await page.reload()
    await expect(voice_page["#lexicon"]).to_have_value("everyone = all of you\nno word\n= nothing")
    await voice_page["#lexicon"].fill("")
    await voice_page["#lexicon"].blur()
