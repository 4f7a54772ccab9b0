"""Voices that are heard, found, liked, mixed and recorded on the page."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Request, expect

from tests.browser.chromium import running_chromium
from tests.browser.voice_page import PATIENCE_MS, VoicePage
from tests.support.server import BACKENDS_FILE, Server, running_server

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REGISTRY = BACKENDS_FILE.with_name("mixing_backends.yaml")
# A microphone that beeps, and a reader who allows it.
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture(scope="module")
def studio() -> Iterator[Server]:
    with running_server("mixing", registry=REGISTRY) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, studio: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(studio.url)
    return voice_page


async def hears_sample(voice_page: VoicePage) -> None:
    """Hear the last voice's sample to its end."""
    play = voice_page[".voice .play"].last
    await play.evaluate(
        """(button) => {
          window.names = [];
          const note = () => names.push(button.getAttribute("aria-label"));
          new MutationObserver(note).observe(button, { attributes: true });
        }"""
    )
    await play.click()
    while (await voice_page.page.evaluate("names"))[-1:] != ["Hear square"]:
        await voice_page.page.wait_for_timeout(20)
    assert await voice_page.page.evaluate("names[0]") == "Stop square"


async def test_a_sample_is_made_once_and_heard_as_often_as_one_likes(
    voice_page: VoicePage,
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/tts"):
            asked.append(request.url)

    voice_page.page.on("request", note)
    for _ in range(2):
        await hears_sample(voice_page)
    await voice_page.page.reload()
    await hears_sample(voice_page)
    assert len(asked) == 1
    await expect(voice_page["#voices [value=sine]"]).to_be_checked()  # to hear is not to choose


async def test_a_favourite_outlasts_the_page(voice_page: VoicePage) -> None:
    star = voice_page["#voices"].get_by_role("button", name="Favourite: square")
    await star.click()
    await expect(star).to_have_attribute("aria-pressed", "true")
    await voice_page.page.reload()
    await expect(star).to_have_attribute("aria-pressed", "true")
    await star.click()
    await expect(star).to_have_attribute("aria-pressed", "false")


async def test_voices_are_found_by_language_kind_and_liking(voice_page: VoicePage) -> None:
    """A server with many voices, as the page is told of them."""
    voices = [
        {"backend": "mixing", "name": name, "language": tag, "description": sex, "cloned": False}
        for name, tag, sex in (
            *[(f"af_ann{number}", "en-US", "female") for number in range(6)],
            ("am_bob", "en-US", "male"),
            ("ff_siwis", "fr-FR", "female"),
        )
    ]
    listing = {"voices": voices, "tags": {}, "unusable": []}
    await voice_page.page.route("**/v1/voices", lambda route: route.fulfill(json=listing))
    shown = voice_page["#voices label:visible b"]
    await expect(shown).to_have_count(len(voices))
    await voice_page["#voice-language"].select_option(label="French (France)")
    await expect(shown).to_have_text(["Siwis"])
    await voice_page["#voice-language"].select_option("")
    await voice_page["#voice-kind"].select_option("male")
    await expect(shown).to_have_text(["Bob"])
    await voice_page["#voices"].get_by_role("button", name="Favourite: Bob").click()
    await voice_page["#voice-kind"].select_option("favourites")
    await expect(shown).to_have_text(["Bob"])
    await voice_page.sees("#voice-count", f"1 of {len(voices)} voices")
    assert await voice_page.barriers() == []
    await voice_page["#voices label:visible"].click()
    assert await voice_page.texts("#voice-chosen") == ["Bob"]
    reachable = "[...document.querySelectorAll('#voices button')].filter((b) => !b.tabIndex).length"
    assert await voice_page.page.evaluate(reachable) == 2  # those of the chosen voice


async def test_a_mix_is_heard_and_kept_under_a_name(voice_page: VoicePage) -> None:
    await voice_page["#mixer summary"].click()
    await voice_page["#keep-mix"].click()
    await voice_page.sees("#mix-problem", "Give the mix a name first.")
    await voice_page["#mixer input[type=range]"].nth(0).fill("30")
    await voice_page["#mixer input[type=range]"].nth(1).fill("10")
    assert await voice_page.texts("#mixer output") == ["75 %", "25 %", ""]
    await voice_page["#hear-mix"].click()
    await voice_page.sees("#status", "Spoken to the end.")
    loudest = max(abs(await voice_page.heard()).tolist())
    await voice_page["#mix-name"].fill("Softly")
    assert await voice_page.barriers() == []
    await voice_page["#keep-mix"].click()
    await voice_page.sees("#voice-chosen", "Softly")
    await voice_page.page.reload()
    await voice_page.sees("#voice-chosen", "Softly")
    await voice_page.page.evaluate("hearing.parts = []")
    await voice_page["#speak"].click()
    await voice_page.sees("#status", "Spoken to the end.")
    assert max(abs(await voice_page.heard()).tolist()) == loudest
    await voice_page.goes_to("#elsewhere")
    await voice_page.sees("#snippet", "sine:0.75,square:0.25")
    await voice_page["#delete-sample"].click()
    await expect(voice_page["#voices b"]).to_have_text(["sine", "square"])
    await voice_page.sees("#voice-chosen", "sine")


async def test_two_voices_are_compared_on_one_text(voice_page: VoicePage) -> None:
    await voice_page["#text"].fill("Hello there, how are you?")
    await voice_page.goes_to("#compare")
    await voice_page["#other-voice"].select_option(label="square")
    await voice_page["#make-comparison"].click()
    await voice_page.sees("#compare-state", "Both are made.")
    [one, other] = [voice_page["#hear-one"], voice_page["#hear-other"]]
    await one.click()
    await expect(one).to_have_text("Pause sine, mixing")
    await other.click()
    await expect(one).to_have_text("Hear sine, mixing")
    await expect(other).to_have_text("Hear square, mixing", timeout=PATIENCE_MS)  # it has ended
    assert await voice_page.barriers() == []


async def test_a_link_opens_a_text_and_its_voice(voice_page: VoicePage) -> None:
    context = voice_page.page.context
    await context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = "Größer & kleiner #1, 50 % +."
    await voice_page["#text"].fill(text)
    await voice_page["#voices [value=square]"].check()
    await voice_page.set_option("speed", "1.5")
    await voice_page["#share"].click()
    await voice_page.sees("#status", "A link to this text and voice is copied.")
    link = await voice_page.page.evaluate("navigator.clipboard.readText()")
    await voice_page["#voices [value=sine]"].check()
    await voice_page["#reset-options"].click()
    asked: list[str] = []
    other = VoicePage(await context.new_page(), [])
    other.page.on("request", lambda request: asked.append(request.url))
    await other.open(link)
    await expect(other["#text"]).to_have_value(text)
    await expect(other["#voices [value=square]"]).to_be_checked()
    await expect(other["#option-speed"]).to_have_value("1.5")
    assert not other.page.url.partition("#")[2]
    assert not any("kleiner" in url.partition("#")[0] for url in asked)


@pytest.mark.parametrize(
    "fragment", ["text=x&options=[1]", "text=x&options={&voice=nobody", "text=x&backend=nothing"]
)
async def test_a_link_that_somebody_made_up_does_no_harm(
    voice_page: VoicePage, fragment: str
) -> None:
    await voice_page.page.evaluate(f"location.hash = {fragment!r}")
    await expect(voice_page["#text"]).to_have_value("x")
    await voice_page.speaks_to_the_end("Hello.")


@pytest_asyncio.fixture(loop_scope="session")
async def speaker_page(tmp_path: Path, problems: list[str]) -> AsyncIterator[VoicePage]:
    """The page of a reader with a microphone, at a server that clones."""
    samples = tmp_path / "samples"
    samples.mkdir()
    with running_server(
        "cloning", registry=BACKENDS_FILE, voice_samples=samples, cache=tmp_path / "cache"
    ) as server:
        async with running_chromium(*MICROPHONE) as browser:
            voice_page = VoicePage(await browser.new_page(), problems)
            await voice_page.open(server.url)
            yield voice_page


async def test_a_voice_is_recorded_and_cloned(speaker_page: VoicePage) -> None:
    await speaker_page.goes_to("#clone-part")
    await speaker_page["#record"].click()
    await speaker_page.sees("#record-state", re.compile(r"([4-9]|\d\d) s of 30 s"))
    await speaker_page["#record"].click()
    await expect(speaker_page["#sample-name"]).to_have_value("my voice")
    await speaker_page["#add-sample"].click()
    await speaker_page.sees("#status", "The voice my voice is added.")
    await expect(speaker_page["#voices [value='my voice']"]).to_be_checked()
    await speaker_page.speaks_to_the_end("Hello.")
