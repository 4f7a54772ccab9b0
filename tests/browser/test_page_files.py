"""Files of the page: what is dropped, what is downloaded, and a batch of lines."""

import io
import wave
import zipfile

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import VoicePage, codec_and_seconds, sounding
from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "Good morning, everyone. Speech starts soon."


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    return voice_page


async def test_the_wav_is_what_was_heard(voice_page: VoicePage) -> None:
    await voice_page.speaks_to_the_end(TEXT)
    name, content = await voice_page.saved("wav")
    assert name == "good-morning-everyone-speech-starts-soon.wav"
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        assert file.readframes(file.getnframes()) == expected_pcm(TEXT)


async def test_in_another_format_it_is_the_same_speech(voice_page: VoicePage, page: Page) -> None:
    """Nothing is spoken again: the text has changed, and so has the voice."""
    await voice_page.speaks_to_the_end("Hello there.")
    heard = sounding(expected_pcm("Hello there."))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await voice_page["#text"].fill("Another text, which nobody has heard.")
    await voice_page["#voices input"].last.check()
    for kind, codec in {"mp3": "mp3float", "opus": "opus", "flac": "flac", "aac": "aac"}.items():
        name, content = await voice_page.saved(kind)
        assert name == f"hello-there.{kind}"
        found, seconds = codec_and_seconds(content)
        assert found == codec
        assert seconds == pytest.approx(len(heard) / 24_000, abs=0.15)
    assert sum("/v1/audio/encode?" in url for url in asked) == 4
    assert not any(url.endswith("/tts") for url in asked)


async def test_a_text_file_is_dropped(voice_page: VoicePage) -> None:
    await voice_page.drop("letter.md", "Liebe Grüße.".encode(), "")
    await expect(voice_page["#text"]).to_have_value("Liebe Grüße.")
    await voice_page.sees("#status", "letter.md is in the field.")
    await voice_page.drop("old.txt", "Alte Straße – „so“.".encode("cp1252"), "text/plain")
    await expect(voice_page["#text"]).to_have_value("Alte Straße – „so“.")
    await voice_page.drop("notepad.txt", "Grüße".encode("utf-16"), "text/plain")
    await expect(voice_page["#text"]).to_have_value("Grüße")
    await voice_page.drop("note.md", b"---\ntitle: A note\n---\nWhat it says.", "")
    await expect(voice_page["#text"]).to_have_value("What it says.")
    await voice_page.drop("picture.png", b"\x89PNG", "image/png")
    await voice_page.sees("#alert", "picture.png is neither a text nor a recording.")
    await voice_page.drop("letter.md", "Liebe Grüße.".encode(), "")
    await voice_page.sees("#status", "letter.md is in the field.")
    assert await voice_page.texts("#alert") == [""]


async def test_a_batch_is_made_line_by_line(voice_page: VoicePage) -> None:
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("First line.\n\n***\n  Third line. ")
    with voice_page.complaining():
        await voice_page["#make-batch"].click()
        await voice_page.sees("#batch-count", "2 of 3 made, 1 failed")
    assert await voice_page.texts("#made .line") == ["First line.", "***", "Third line."]
    assert await voice_page.texts("#made .state") == [
        "",
        "The text holds nothing that can be said: no letter and no digit.",
        "",
    ]
    name, content = await voice_page.downloaded("#made li:nth-child(3) a")
    assert name == "003-third-line.wav"
    with wave.open(io.BytesIO(content)) as file:
        assert file.readframes(file.getnframes()) == expected_pcm("Third line.")
    await voice_page["#made li:nth-child(1) button"].click()
    await voice_page.sees("#made li:nth-child(1) button", "Stop")
    await voice_page.sees("#made li:nth-child(1) button", "Play")


async def test_all_of_a_batch_is_saved_in_a_format(voice_page: VoicePage) -> None:
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("Erste Zeile.\nÜber uns.")
    await voice_page["#batch-format"].select_option("flac")
    await voice_page["#make-batch"].click()
    await voice_page.sees("#batch-count", "2 of 2 made")
    name, content = await voice_page.downloaded("#save-batch")
    assert name == "lines.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["001-erste-zeile.flac", "002-über-uns.flac"]
        codec, seconds = codec_and_seconds(archive.read("002-über-uns.flac"))
    assert codec == "flac"
    assert seconds == pytest.approx(len(expected_pcm("Über uns.")) / 48_000, abs=0.001)


async def test_a_batch_is_stopped_and_its_rest_made_later(voice_page: VoicePage) -> None:
    await voice_page["#backend"].select_option("faulty")
    await voice_page.set_option("part_s", "10")
    await voice_page.goes_to("#batch-part")
    await voice_page["#lines"].fill("One.\nTwo.\nThree.")
    await voice_page["#make-batch"].click()
    await expect(voice_page["#made progress:visible"]).to_have_count(2)
    await voice_page["#stop-batch"].click()
    await expect(voice_page["#made"].get_by_text("not made")).to_have_count(3)
    await expect(voice_page["#made"].get_by_text("Try again")).to_have_count(3)
    await voice_page["#reset-options"].click()
    await voice_page["#make-batch"].click()
    await voice_page.sees("#batch-count", "3 of 3 made")
