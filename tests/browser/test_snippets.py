"""The lines that the page shows for another program let it speak with the voice that is chosen."""

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.voice_page import VoicePage
from tests.clients.environments import node_of, python_of
from tests.support.client_settings import ASKING
from tests.support.server import Server
from tests.support.tones import expected_pcm

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SPOKEN = expected_pcm("Hello there.", voice="square")
SETTINGS = {
    "Open WebUI": "open-webui",
    "LibreChat": "librechat",
    "SillyTavern": "sillytavern",
    "AnythingLLM": "anythingllm",
}
PROGRAMS = {"curl", "Azure, curl", "OpenAI, Python", "OpenAI, Node"}
VENDORS = {"ElevenLabs, Python", "Deepgram, Python", "Cartesia, Python"}
REQUESTS = {"This request, curl", "This request, Python", "This request, JavaScript"}
# What each of these languages would take for its own.
QUOTES = """It's "so" – é, $HOME and \\n, or `that` and ${this}."""
LIVEKIT = ("LiveKit, plugin openai", "LiveKit, plugin azure")
with_curl = pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")


@pytest_asyncio.fixture(loop_scope="session")
async def voice_page(page: Page, server: Server, problems: list[str]) -> VoicePage:
    voice_page = VoicePage(page, problems)
    await voice_page.open(server.url)
    await voice_page["#voices"].get_by_text("square").click()
    await voice_page.goes_to("#elsewhere")
    await voice_page.sees("#snippet", "square")
    return voice_page


async def snippet(voice_page: VoicePage, client: str) -> str:
    await voice_page["#client"].select_option(client)
    [shown] = await voice_page.texts("#snippet")
    return shown


def spoken_by(command: list[str], folder: Path) -> bytes:
    """Run a snippet, which writes speech.wav."""
    run(command, folder)
    return (folder / "speech.wav").read_bytes()


def run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def given(settings: str, client: str, server: Server) -> bytes:
    """Return the pcm that the program gets with these settings."""
    url, headers, body = ASKING[SETTINGS[client]](settings)
    assert url.startswith(server.url)
    answer = httpx.post(url, headers=headers, json=body | {"response_format": "pcm"}, timeout=60)
    return answer.content


async def test_each_program_is_tried(voice_page: VoicePage) -> None:
    assert set(await voice_page.texts("#client option")) == {
        *SETTINGS,
        *PROGRAMS,
        *LIVEKIT,
        *VENDORS,
        *REQUESTS,
    }


@with_curl
@pytest.mark.parametrize("client", ["curl", "Azure, curl"])
async def test_curl_speaks(voice_page: VoicePage, client: str, tmp_path: Path) -> None:
    lines = await snippet(voice_page, client)
    assert SPOKEN in spoken_by(["bash", "-euc", lines.replace("curl ", "curl -fsS ")], tmp_path)


async def test_python_speaks(voice_page: VoicePage, tmp_path: Path) -> None:
    lines = await snippet(voice_page, "OpenAI, Python")
    assert SPOKEN in spoken_by([sys.executable, "-c", lines], tmp_path)


@pytest.mark.clients
async def test_node_speaks(voice_page: VoicePage) -> None:
    lines = await snippet(voice_page, "OpenAI, Node")
    command = ["node", "--input-type=module", "-e", lines]
    assert SPOKEN in spoken_by(command, node_of("openai"))


@pytest.mark.clients
@pytest.mark.parametrize("client", sorted(VENDORS))
async def test_a_vendors_own_package_speaks(
    voice_page: VoicePage, client: str, tmp_path: Path
) -> None:
    lines = await snippet(voice_page, client)
    python = python_of(client.removesuffix(", Python").lower())
    assert SPOKEN in spoken_by([str(python), "-c", lines], tmp_path)


@pytest.mark.parametrize("client", sorted(REQUESTS))
async def test_the_request_of_the_page_is_made_elsewhere(
    voice_page: VoicePage, client: str, tmp_path: Path
) -> None:
    commands = {
        "curl": ["bash", "-euc"],
        "Python": [sys.executable, "-c"],
        "JavaScript": ["node", "--input-type=module", "-e"],
    }
    command = commands[client.removeprefix("This request, ")]
    if not shutil.which(command[0]) or not shutil.which("curl"):
        pytest.skip("curl or node is not installed")
    await voice_page.set_option("speed", "2")
    await voice_page["#text"].fill(QUOTES)
    lines = (await snippet(voice_page, client)).replace("curl ", "curl -fsS ")
    expected = expected_pcm(QUOTES, voice="square", speed=2.0)
    assert expected in spoken_by([*command, lines], tmp_path)


@pytest.mark.clients
@pytest.mark.parametrize("client", LIVEKIT)
async def test_livekit_takes_the_lines(voice_page: VoicePage, client: str, tmp_path: Path) -> None:
    lines = await snippet(voice_page, client)
    assert "square" in lines
    run([str(python_of("azure")), "-c", lines], tmp_path)


@pytest.mark.parametrize("client", SETTINGS)
async def test_a_program_with_these_settings_is_given_speech(
    voice_page: VoicePage, server: Server, client: str
) -> None:
    assert given(await snippet(voice_page, client), client, server) == SPOKEN


async def test_a_mix_is_one_voice_of_a_list_with_commas(voice_page: VoicePage) -> None:
    mix = """async () => {
      const { PROGRAMS } = await import("/static/elsewhere/programs.js");
      const asked = { base: "http://here", model: "kokoro", voice: "a_b:0.7,c:0.3", key: "none" };
      return PROGRAMS["SillyTavern"](asked);
    }"""
    assert "=a_b(0.7)+c(0.3)\n" in await voice_page.page.evaluate(mix)


async def test_the_lines_follow_the_voice_and_the_program_is_remembered(
    voice_page: VoicePage,
) -> None:
    await voice_page["#client"].select_option("SillyTavern")
    await expect(voice_page["#snippet"]).to_contain_text("square")
    await voice_page["#voices"].get_by_text("sine").click()
    await expect(voice_page["#snippet"]).to_contain_text("sine")
    await voice_page.page.reload()
    await voice_page.sees("#voices input:checked")
    await voice_page.goes_to("#elsewhere")
    await expect(voice_page["#client"]).to_have_value("SillyTavern")
    await expect(voice_page["#snippet"]).to_contain_text("sine")


async def test_the_lines_are_copied(voice_page: VoicePage) -> None:
    await voice_page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = await snippet(voice_page, "AnythingLLM")
    await voice_page["#copy-snippet"].click()
    await voice_page.sees("#status", "The lines are copied.")
    assert await voice_page.page.evaluate("navigator.clipboard.readText()") == lines
