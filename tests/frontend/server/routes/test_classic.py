"""The routes of classic clients: names, the server's defaults, /tts for many at once."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one!"
CROSS_SITE = {"Sec-Fetch-Site": "cross-site"}
method = pytest.mark.parametrize("method", ["GET", "POST"])


@pytest.fixture(autouse=True)
def untouched_defaults(server: Server) -> Iterator[None]:
    """Give the server that others share its own defaults back."""
    yield
    server.forget_defaults()


def ask(server: Server, path: str, method: str = "GET", **how: object) -> tuple[int, object]:
    answer = httpx.request(method, f"{server.url}{path}", **how)  # type: ignore[arg-type]
    return answer.status_code, answer.json()


def sentence(server: Server, key: str, path: str, **how: object) -> tuple[int, str]:
    """Return status and sentence of an answer that has nothing else, but for an error's code."""
    status, body = ask(server, path, **how)  # type: ignore[arg-type]
    assert isinstance(body, dict)
    assert list(body) == ([key, "code"] if key == "error" else [key])
    assert isinstance(body[key], str)
    return status, body[key]


def speech(server: Server, **query: str) -> bytes:
    answer = httpx.get(f"{server.url}/tts", params={"text": TEXT, **query})
    assert answer.status_code == 200, answer.text
    return answer.content[44:]


@method
def test_engines_are_the_names_of_those_with_a_worker(server: Server, method: str) -> None:
    assert ask(server, "/engines", method) == (200, ["faulty", "tone"])


@method
def test_voices_are_the_names_of_the_current_engine(server: Server, method: str) -> None:
    assert ask(server, "/voices", method) == (200, ["sine", "square"])
    assert ask(server, "/voices?backend=faulty", method) == (200, ["sine", "square"])
    status, error = ask(server, "/voices?backend=absent", method)
    assert status == 503 and "voice-server worker absent" in str(error)


@pytest.mark.parametrize("path", ["/setvoice?voice_name=square", "/set_engine?engine_name=faulty"])
def test_who_only_looks_changes_nothing(server: Server, path: str) -> None:
    assert httpx.head(f"{server.url}{path}").status_code == 200
    with server.redis() as redis:
        assert not redis.exists("vs:default")


@method
def test_a_voice_that_is_set_speaks_where_none_is_named(server: Server, method: str) -> None:
    status, message = sentence(server, "message", "/setvoice?voice_name=square", method=method)
    assert status == 200
    assert "tone speaks with square" in message
    assert speech(server) == expected_pcm(TEXT, voice="square")
    assert speech(server, voice="sine") == expected_pcm(TEXT)
    assert speech(server, backend="faulty") == expected_pcm(TEXT)


@method
def test_an_engine_that_is_set_speaks_where_none_is_named(server: Server, method: str) -> None:
    status, message = sentence(server, "message", "/set_engine?engine_name=faulty", method=method)
    assert (status, message) == (200, "faulty speaks from now on where no engine is named.")
    # Only this engine has that option.
    assert speech(server, part_s="0") == expected_pcm(TEXT)
    assert ask(server, "/v1/backends")[1]["default"] == "faulty"  # type: ignore[index]


def test_each_engine_keeps_its_voice(server: Server) -> None:
    ask(server, "/setvoice?voice_name=square")
    ask(server, "/set_engine?engine_name=faulty")
    assert speech(server) == expected_pcm(TEXT)
    ask(server, "/set_engine?engine_name=tone")
    assert speech(server) == expected_pcm(TEXT, voice="square")
    backends = httpx.get(f"{server.url}/v1/backends").json()["backends"]
    assert [backend["default_voice"] for backend in backends[:2]] == ["square", "sine"]


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"voice_name": "square"}},
        {"json": {"voice_name": "square"}},
        {"files": {"voice_name": (None, "square")}},
        {"content": b'{"voice_name": "square"}'},
        {"content": b"voice_name=square", "params": {"voice_name": "square"}},
    ],
    ids=["form", "JSON", "multipart", "JSON without a type", "query"],
)
def test_a_post_names_it_in_any_way(server: Server, body: dict[str, object]) -> None:
    assert sentence(server, "message", "/setvoice", method="POST", **body)[0] == 200
    assert speech(server) == expected_pcm(TEXT, voice="square")


@pytest.mark.parametrize(
    ("path", "status", "code", "part"),
    [
        (
            "/set_engine?engine_name=nothing",
            404,
            "unknown_backend",
            "the backends are: tone, faulty",
        ),
        (
            "/set_engine?engine_name=absent",
            503,
            "no_worker",
            "Start one with: voice-server worker absent",
        ),
        ("/set_engine?engine_name=", 400, "invalid_request", "/set_engine?engine_name=NAME"),
        ("/set_engine", 400, "invalid_request", "/set_engine?engine_name=NAME"),
        ("/setvoice?voice_name=nobody", 404, "unknown_voice", "there are: sine, square"),
        ("/setvoice?voice_name=sine,square", 404, "unknown_voice", "there are: sine, square"),
        ("/setvoice?voice=square", 400, "invalid_request", "/setvoice?voice_name=NAME"),
    ],
)
@method
def test_what_cannot_be_set_is_told_in_a_sentence_and_changes_nothing(
    server: Server, path: str, status: int, code: str, part: str, method: str
) -> None:
    answer = httpx.request(method, f"{server.url}{path}")
    assert answer.status_code == status
    assert list(answer.json()) == ["error", "code"]
    assert part in answer.json()["error"] and answer.json()["code"] == code
    assert ("retry-after" in answer.headers) == (status == 503)
    with server.redis() as redis:
        assert not redis.exists("vs:default")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"json": {"voice_name": 7}}, 400),
        ({"content": b"{"}, 400),
        ({"content": b"\xff\xfe"}, 400),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"files": {"voice_name": ("name.txt", b"square")}}, 400),
        ({"content": b"x" * 1_000_000}, 413),
    ],
)
def test_a_body_that_names_nothing_is_told(
    server: Server, body: dict[str, object], status: int
) -> None:
    assert sentence(server, "error", "/setvoice", method="POST", **body)[0] == status


@method
@pytest.mark.parametrize("path", ["/set_engine?engine_name=faulty", "/setvoice?voice_name=square"])
def test_another_sites_page_changes_nothing(server: Server, method: str, path: str) -> None:
    status, error = sentence(server, "error", path, method=method, headers=CROSS_SITE)
    assert status == 403
    assert "another site" in error
    with server.redis() as redis:
        assert not redis.exists("vs:default")
    own_page = {"Sec-Fetch-Site": "same-origin"}
    assert sentence(server, "message", path, method=method, headers=own_page)[0] == 200


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/v1/audio/voices"), ("DELETE", "/v1/audio/voices/anna")]
)
def test_another_sites_page_changes_no_voice(server: Server, method: str, path: str) -> None:
    answer = httpx.request(method, f"{server.url}{path}", headers=CROSS_SITE)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "cross_site")


async def test_twenty_clients_at_once_hear_each_their_own(server: Server) -> None:
    texts = [f"Client {n} wants this{' very' * n} much. That is all{'!' * n}" for n in range(20)]
    async with httpx.AsyncClient(timeout=60) as client:
        answers = await asyncio.gather(
            *(client.get(f"{server.url}/tts", params={"text": text}) for text in texts)
        )
    for text, answer in zip(texts, answers, strict=True):
        assert answer.content[44:] == expected_pcm(text)
