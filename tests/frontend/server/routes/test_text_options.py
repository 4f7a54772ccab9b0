"""What is said of reasoning, code and emoji, at every entrance; pauses have no events."""

import httpx
import pytest

from tests.frontend.server.routes.realtime_client import connected
from tests.support.clients import pcm_of, sse_events, stream_tokens
from tests.support.server import Server
from tests.support.tones import expected_pcm

THOUGHT = "<think>\nThey greet. Be brief, all of you.\n</think>\n"
ANSWER = "Hello there, all of you."
TEXT = f"{THOUGHT}{ANSWER} 👍"
SAID = "They greet. Be brief, all of you.\nHello there, all of you. thumbs up"
ASKED = {"reasoning": "speak", "emoji": "name"}


@pytest.mark.parametrize(("asked", "said"), [({}, ANSWER), (ASKED, SAID)])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_file_says_what_was_asked_for(
    server: Server, method: str, asked: dict[str, str], said: str
) -> None:
    fields = {"text": TEXT, "format": "pcm", **asked}
    how = {"params": fields} if method == "GET" else {"json": fields}
    answer = httpx.request(method, f"{server.url}/tts", **how)  # type: ignore[arg-type]
    assert answer.content == expected_pcm(said)


@pytest.mark.parametrize(("asked", "said"), [({}, ANSWER), (ASKED, SAID)])
def test_so_does_openais_route(server: Server, asked: dict[str, str], said: str) -> None:
    body = {"input": TEXT, "model": "tone", "response_format": "pcm", **asked}
    answer = httpx.post(f"{server.url}/v1/audio/speech", json=body)
    assert answer.content == expected_pcm(said)


@pytest.mark.parametrize(("asked", "said"), [({}, ANSWER), (ASKED, SAID)])
async def test_so_do_events(server: Server, asked: dict[str, str], said: str) -> None:
    async with httpx.AsyncClient() as client:
        assert pcm_of(await sse_events(client, server.url, text=TEXT, **asked)) == expected_pcm(
            said
        )


@pytest.mark.parametrize(("asked", "said"), [({}, ANSWER), (ASKED, SAID)])
@pytest.mark.parametrize("size", [1, 3])
async def test_so_do_tokens_of_any_size(
    server: Server, asked: dict[str, str], said: str, size: int
) -> None:
    tokens = [{"token": TEXT[start : start + size]} for start in range(0, len(TEXT), size)]
    heard = await stream_tokens(server.ws_url, asked, *tokens, {"done": True})
    assert heard.pcm == expected_pcm(said)


@pytest.mark.parametrize(("query", "said"), [("", ANSWER), ("reasoning=speak&emoji=name", SAID)])
async def test_so_do_texts_over_a_socket(server: Server, query: str, said: str) -> None:
    async with connected(server, query) as client:
        await client.say(TEXT)
        assert (await client.turn()).pcm == expected_pcm(said)


def test_another_value_is_refused_with_those_there_are(server: Server) -> None:
    answer = httpx.post(f"{server.url}/tts", json={"text": "a", "code": "sing"})
    assert answer.status_code == 400
    assert "code" in answer.json()["error"]["message"]


def test_reasoning_that_nothing_ends_is_named_where_nothing_else_is_said(server: Server) -> None:
    answer = httpx.post(f"{server.url}/tts", json={"text": "<think>\nIt goes on"})
    assert answer.status_code == 400
    assert "<think> begins" in answer.json()["error"]["message"]


PAUSES = (
    '[pause:0.2s] One sentence of it.\n[pause 0.1] <break time="50ms"/> Another one. [pause 0.3]'
)


async def test_a_pause_is_heard_and_has_no_events(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text=PAUSES)
    segments = [event.data["text"] for event in events if event.event == "segment"]
    assert segments == ["One sentence of it.", "Another one."]
    assert pcm_of(events) == expected_pcm(PAUSES)
    heard = await stream_tokens(server.ws_url, {"events": True}, {"token": PAUSES}, {"done": True})
    assert heard.sentences == segments
    assert heard.pcm == expected_pcm(PAUSES)


async def test_pauses_alone_are_silence(server: Server) -> None:
    async with httpx.AsyncClient() as client:
        events = await sse_events(client, server.url, text="[pause 0.2]")
    assert [event.event for event in events][:: len(events) - 1] == ["start", "done"]
    assert not any(event.event == "segment" for event in events)
    assert pcm_of(events) == bytes(2 * 4_800)
