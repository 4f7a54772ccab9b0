"""A language in any spelling, at every door, is the one that it names."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.frontend.jobs.readers.epubs import METADATA, epub, package
from tests.frontend.server.routes.jobs.desk import WAIT_S, Desk, new_text
from tests.support.clients import pcm_of, sse_events, stream_tokens
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one!"
SPELLINGS = ["en_US", "EN-us", "eng", "english", "Englisch", "en_GB.UTF-8", "und", "auto"]


@pytest.fixture
def desk(server: Server) -> Iterator[Desk]:
    with httpx.Client(timeout=WAIT_S) as client:
        yield Desk(f"{server.url}/v1/jobs", client)


def by_get(url: str, language: str) -> httpx.Response:
    asked = {"text": TEXT, "voice": "sine", "format": "pcm", "language": language}
    return httpx.get(f"{url}/tts", params=asked)


def by_post(url: str, language: str) -> httpx.Response:
    return httpx.post(
        f"{url}/tts", json={"text": TEXT, "voice": "sine", "format": "pcm", "language": language}
    )


def as_openai(url: str, language: str, field: str = "language") -> httpx.Response:
    asked = {"model": "tone", "voice": "sine", "response_format": "pcm", "input": TEXT}
    return httpx.post(f"{url}/v1/audio/speech", json={**asked, field: language})


@pytest.mark.parametrize("language", SPELLINGS)
@pytest.mark.parametrize("ask", [by_get, by_post, as_openai])
def test_a_whole_text_is_spoken(
    server: Server, ask: Callable[[str, str], httpx.Response], language: str
) -> None:
    answer = ask(server.url, language)
    assert answer.status_code == 200, answer.text
    assert answer.content == expected_pcm(TEXT)


def test_kokoros_letters_are_languages(server: Server) -> None:
    assert as_openai(server.url, "a", "lang_code").content == expected_pcm(TEXT)
    assert as_openai(server.url, "en_us", "lang_code").content == expected_pcm(TEXT)
    assert as_openai(server.url, "e", "lang_code").status_code == 404


@pytest.mark.parametrize("language", ["klingonese", "fr", "x" * 400])
@pytest.mark.parametrize("ask", [by_get, by_post, as_openai])
def test_what_nobody_speaks_is_refused(
    server: Server, ask: Callable[[str, str], httpx.Response], language: str
) -> None:
    answer = ask(server.url, language)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_voice")


async def test_events_and_tokens_are_spoken(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=TEXT, voice="sine", language="en_US")
    assert pcm_of(events) == expected_pcm(TEXT)
    heard = await stream_tokens(
        server.ws_url, {"voice": "sine", "language": "english"}, {"token": TEXT}, {"done": True}
    )
    assert heard.pcm == expected_pcm(TEXT)


def test_items_of_jobs_are_spoken(desk: Desk) -> None:
    items = [{"id": s, "text": new_text(), "language": s} for s in ("en_US", "eng", "auto")]
    job = desk.until_ended(desk.post(items=items, backend="tone").json()["id"])
    assert (job["state"], job["failures"]) == ("done", [])


@pytest.mark.parametrize("language", ["eng", "en_US", "und", "English", "klingonese"])
def test_a_book_says_its_language_as_it_likes(desk: Desk, language: str) -> None:
    pages = {"a.xhtml": f"<p>{new_text()}</p>"}
    said = METADATA.replace("en-GB", language)
    opf = package(pages).replace(METADATA, said)
    answer = desk.post_file("book.epub", epub(pages, "", **{"OEBPS/content.opf": opf}))
    assert desk.until_ended(answer.json()["id"])["state"] == "done"
