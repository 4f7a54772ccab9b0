"""language: auto on running servers with real backends: what each segment says of its language."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.clients import pcm_of, sse_events, stream_tokens
from tests.support.server import Server, running_server

pytestmark = pytest.mark.weights

# What is said, and its language: names and what is too short are in the one before.
SENTENCES = [
    ("The meeting starts at nine in the morning.", "en"),
    ("La réunion commence à neuf heures du matin.", "fr"),
    ("Hmm. La réunion est finie.", "fr"),
    ("La reunión empieza a las nueve de la mañana.", "es"),
    ("Thank you very much for your help.", "en"),
    ("We met José García and his wife in São Paulo.", "en"),
    ("J'ai payé 75 euros en 2024.", "fr"),
]
GERMAN = "Die Sitzung beginnt morgen früh um neun Uhr."
TEXT = " ".join(text for text, _ in SENTENCES)


@pytest.fixture(scope="module", params=["espeak", "kokoro"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def server(backend: str) -> Iterator[Server]:
    with running_server(backend) as server:
        yield server


def languages(segments: list[dict[str, Any]]) -> list[str]:
    return [segment["language"].partition("-")[0] for segment in segments]


def expected(segments: list[dict[str, Any]]) -> list[str]:
    """Return the language of each segment, however the sentences were cut."""
    return [
        next(language for text, language in SENTENCES if segment["text"] in text)
        for segment in segments
    ]


async def spoken(server: Server, text: str, **asked: str) -> tuple[list[dict[str, Any]], bytes]:
    async with httpx.AsyncClient(timeout=120) as client:
        events = await sse_events(client, server.url, text=text, **asked)
    return [event.data for event in events if event.event == "segment"], pcm_of(events)


async def test_each_segment_says_its_language(server: Server) -> None:
    segments, _ = await spoken(server, TEXT, language="auto")
    assert languages(segments) == expected(segments)
    assert len({segment["voice"] for segment in segments}) == len(set(languages(segments)))


async def test_tokens_are_told_the_same(server: Server) -> None:
    _, pcm = await spoken(server, TEXT, language="auto")
    tokens = [{"token": f"{word} "} for word in TEXT.split()]
    begin = {"language": "auto", "events": True}
    heard = await stream_tokens(server.ws_url, begin, *tokens, {"done": True})
    told = [message for message in heard.messages if message["type"] == "segment"]
    assert languages(told) == expected(told)
    assert len(heard.pcm) > len(pcm) / 2


@pytest.mark.parametrize("number", [1, 3])
async def test_it_is_the_speech_of_that_language(server: Server, number: int) -> None:
    text, language = SENTENCES[number]
    [segment], pcm = await spoken(server, text, language="auto")
    asked = {"voice": segment["voice"], "language": segment["language"]}
    _, as_asked = await spoken(server, text, **asked)
    _, in_english = await spoken(server, text)
    assert languages([segment]) == [language]
    assert len(pcm) == len(as_asked)
    assert pcm != in_english


async def test_german_has_a_voice_or_the_voice_that_was_asked_for(
    server: Server, backend: str
) -> None:
    segments, _ = await spoken(server, f"{SENTENCES[1][0]} {GERMAN}", language="auto")
    assert languages(segments) == ["fr", "de" if backend == "espeak" else "en"]
