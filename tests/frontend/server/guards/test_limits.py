"""What is too much for one client is refused in the form of each interface; others are served."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.datastructures import Headers

from tests.support.clients import stream_tokens
from tests.support.server import Server, running_server

TEXT = {"text": "Hello there, and good day to you.", "backend": "tone"}
LIMIT = 100


@pytest.fixture(scope="module")
def limited() -> Iterator[Server]:
    """What one address may do; the tests are others by what a proxy says of them."""
    with running_server(
        "tone", client_characters_per_minute=LIMIT, client_uploads_per_hour=1
    ) as server:
        yield server


def said(server: Server, path: str, who: str, **body: object) -> httpx.Response:
    headers = {"X-Forwarded-For": who}
    return httpx.post(f"{server.url}{path}", json=body, headers=headers, timeout=60)


def left(headers: httpx.Headers | Headers) -> int:
    assert headers["ratelimit-limit"] == str(LIMIT)
    assert 0 <= int(headers["ratelimit-reset"]) <= 120
    return int(headers["ratelimit-remaining"])


def test_headers_say_what_is_left(limited: Server) -> None:
    first = said(limited, "/tts", "192.0.2.1", **TEXT)
    assert first.status_code == 200
    assert left(first.headers) == LIMIT - len(TEXT["text"])


@pytest.mark.parametrize("path", ["/tts", "/sse", "/v1/audio/speech"])
def test_more_than_a_minute_allows_is_429_with_a_time(limited: Server, path: str) -> None:
    who = {"/tts": "192.0.2.2", "/sse": "192.0.2.3"}.get(path, "192.0.2.4")
    body = {**TEXT, "input": TEXT["text"], "model": "tone", "voice": "sine"}
    wanted = ("input", "model", "voice") if path.startswith("/v1") else ("text", "backend")
    asked = {name: body[name] for name in wanted}
    answers = [said(limited, path, who, **asked) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    *_, refused = answers
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert 1 <= int(refused.headers["retry-after"]) <= 120
    assert left(refused.headers) == LIMIT - 3 * len(TEXT["text"])
    assert said(limited, "/tts", "192.0.2.99", **TEXT).status_code == 200


async def test_a_stream_of_tokens_ends_with_an_error(limited: Server) -> None:
    tokens = [{"backend": "tone", "token": "This is a sentence of forty characters. "}]
    heard = await stream_tokens(limited.ws_url, *tokens * 4, {"done": True})
    *_, error = heard.messages
    assert (error["type"], error["code"]) == ("error", "too_many_requests")
    assert error["retry_after_s"] >= 1
    assert heard.close_code == 1013


def test_uploads_are_counted_before_they_are_read(limited: Server) -> None:
    job = {"items": [{"id": "a", "text": "Hello.", "backend": "tone"}]}
    assert said(limited, "/v1/jobs", "192.0.2.6", **job).status_code == 201
    refused = said(limited, "/v1/jobs", "192.0.2.6", **job)
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many_requests")
    assert refused.headers["ratelimit-limit"] == "1"
    # What is left of uploads is nothing to those who speak.
    assert left(said(limited, "/tts", "192.0.2.6", **TEXT).headers) == LIMIT - len(TEXT["text"])
