"""A POST that comes again with its Idempotency-Key is heard from its start, not spoken again."""

import asyncio
import base64
from typing import Any

import httpx
import msgspec
import pytest

from tests.support.clients import pcm_of, read_events
from tests.support.scraping import Growth
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
LONG = " ".join(f"This is sentence number {n} of a text that goes on." for n in range(6))
SLOWLY = {"part_s": 0.02, "speed": 4.0}
TIMEOUT_S = 60
ROUTES: dict[str, dict[str, Any]] = {
    "/tts": {"text": TEXT, "format": "mp3"},
    "/sse": {"text": TEXT},
    "/v1/audio/speech": {"model": "tts-1", "input": TEXT, "voice": "sine"},
    "/v1/audio/speech/captioned": {"model": "tts-1", "input": TEXT, "voice": "sine"},
}


async def post(server: Server, path: str, body: dict[str, Any], key: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        headers = {"Idempotency-Key": key}
        return await client.post(server.url + path, json=body, headers=headers)


def told(path: str, answer: httpx.Response) -> bytes:
    """Return the audio that was answered, which may come in other pieces, without its events."""
    if path == "/sse":
        lines = [line for line in answer.text.splitlines() if 'pcm":' in line]
        return _audio_of([line.removeprefix("data: ") for line in lines], "pcm")
    if path.endswith("/captioned"):
        return _audio_of(answer.text.splitlines(), "audio")
    return answer.content


def _audio_of(lines: list[str], field: str) -> bytes:
    return b"".join(base64.b64decode(msgspec.json.decode(line)[field]) for line in lines)


@pytest.mark.parametrize("path", ROUTES)
async def test_a_repetition_gets_the_same_and_is_not_spoken_again(
    server: Server, path: str
) -> None:
    body = ROUTES[path]
    first = await post(server, path, body, f"same {path}")
    assert first.status_code == 200
    growth = Growth(server.url)
    for _ in range(3):
        again = await post(server, path, body, f"same {path}")
        assert (again.status_code, told(path, again)) == (200, told(path, first))
    growth.looked_at()
    assert growth.of("attempts_total") == 0


async def test_a_repetition_joins_what_is_being_spoken(server: Server) -> None:
    """The first client has lost its connection, and what it had heard is not spoken again."""
    body = {"backend": "faulty", "text": LONG, "options": SLOWLY}
    headers = {"Idempotency-Key": "joined"}
    async with (
        httpx.AsyncClient(timeout=TIMEOUT_S) as client,
        client.stream("POST", f"{server.url}/sse", json=body, headers=headers) as answer,
    ):
        heard = []
        async for event in read_events(answer):
            heard.append(event)
            if event.event == "segment" and event.data["segment_index"] == 3:
                break
    growth = Growth(server.url)
    again = await post(server, "/sse", body, "joined")
    events = [event async for event in read_events(again)]
    assert pcm_of(events) == expected_pcm(LONG, speed=4.0)
    assert events[-1].event == "done"
    assert growth.looked_at().of("attempts_total") <= 4  # of six


async def test_two_at_once_are_one_utterance(server: Server) -> None:
    """The one that came first is told that its stream goes on elsewhere, or the other to wait."""
    body = {"backend": "faulty", "text": LONG, "options": SLOWLY, "format": "pcm"}
    answers = await asyncio.gather(
        *(post(server, "/tts", body, "at once") for _ in range(2)), return_exceptions=True
    )
    good = [one for one in answers if isinstance(one, httpx.Response) and one.is_success]
    [other] = [one for one in answers if one not in good]
    assert [one.content for one in good] == [expected_pcm(LONG, speed=4.0)]
    if isinstance(other, httpx.Response):
        assert other.status_code == 409
        code = other.json()["error"]["code"]
        waits = other.headers.get("Retry-After") == "1"
        assert code == "still_beginning" if waits else code == "taken_over"
    else:
        assert isinstance(other, httpx.RemoteProtocolError)


@pytest.mark.parametrize(
    "changed", [{"text": "Another text."}, {"voice": "square"}, {"format": "pcm"}]
)
async def test_another_request_with_the_same_key_is_refused(
    server: Server, changed: dict[str, str]
) -> None:
    key = f"reused {changed}"
    assert (await post(server, "/tts", {"text": TEXT}, key)).status_code == 200
    refused = await post(server, "/tts", {"text": TEXT, **changed}, key)
    assert refused.status_code == 422
    assert refused.json()["error"]["code"] == "idempotency_key_reused"


async def test_a_key_is_one_for_each_path(server: Server) -> None:
    for path, body in ROUTES.items():
        assert (await post(server, path, body, "of each path")).status_code == 200


async def test_what_failed_before_it_was_spoken_may_come_again(server: Server) -> None:
    nothing = await post(server, "/tts", {"text": "..."}, "failed")
    assert nothing.json()["error"]["code"] == "nothing_to_speak"
    again = await post(server, "/tts", {"text": "..."}, "failed")
    assert again.json()["error"]["code"] == "nothing_to_speak"


@pytest.mark.parametrize("key", ["", "x" * 256, "caf\u00e9"])
async def test_a_key_that_is_none_is_refused(server: Server, key: str) -> None:
    async with httpx.AsyncClient() as client:
        headers = {b"Idempotency-Key": key.encode()}
        answer = await client.post(f"{server.url}/tts", json={"text": TEXT}, headers=headers)
    assert answer.status_code == 400
    assert "255" in answer.json()["error"]["message"]
