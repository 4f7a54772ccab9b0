"""POST /tts and /sse take what curl sends: forms, text as it is; an answer tells what it is."""

import httpx
import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "A form, a text & more: 100 % of it."
BROWSER = {"Sec-Fetch-Site": "none"}


@pytest.mark.parametrize("path", ["/tts", "/sse"])
@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"text": TEXT, "speed": "2", "format": "pcm"}},
        {
            "files": {
                name: (None, value)
                for name, value in {"text": TEXT, "speed": "2", "format": "pcm"}.items()
            }
        },
        {
            "content": TEXT,
            "headers": {"Content-Type": "text/plain; charset=utf-8"},
            "params": {"speed": "2", "format": "pcm"},
        },
    ],
    ids=["form", "multipart", "text"],
)
def test_a_form_or_a_text_is_spoken(server: Server, path: str, sent: dict[str, object]) -> None:
    answer = httpx.post(f"{server.url}{path}", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 200
    if path == "/tts":
        assert answer.content == expected_pcm(TEXT, speed=2.0)
    else:
        assert "event: done" in answer.text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"data": {"txt": "a"}}, "There is no text"),
        ({"data": {"text": "a", "sample_rate": "high"}}, "sample_rate must be a whole number"),
        ({"data": {"text": "a", "pich": "1"}}, "There is no option 'pich'"),
        ({"data": {f"f{n}": "1" for n in range(101)}}, "Max number of fields exceeded"),
        ({"files": {"text": ("a.txt", b"Hello.")}}, "text=<FILE"),
        (
            {
                "content": b"text=%ff",
                "headers": {"Content-Type": "application/x-www-form-urlencoded"},
            },
            "as UTF-8",
        ),
        ({"content": b"\xff", "headers": {"Content-Type": "text/plain"}}, "UTF-8"),
    ],
)
def test_what_is_wrong_with_a_form_is_told(
    server: Server, sent: dict[str, object], told: str
) -> None:
    answer = httpx.post(f"{server.url}/tts", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert told in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"text": "a"}},
        {"files": {"text": (None, "a")}},
        {"content": "a", "headers": {"Content-Type": "text/plain"}},
    ],
)
def test_a_page_sends_json(server: Server, sent: dict[str, object]) -> None:
    """What a page can send without asking the server first is not taken of a browser."""
    request = httpx.Request("POST", f"{server.url}/tts", **sent)  # type: ignore[arg-type]
    request.headers.update(BROWSER)
    with httpx.Client() as client:
        assert client.send(request).status_code == 415


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("stream", ["true", "false"])
def test_an_answer_tells_who_speaks_and_its_rate(server: Server, method: str, stream: str) -> None:
    fields = {"text": TEXT * 9, "voice": "square", "format": "pcm", "stream": stream}
    fields["sample_rate"] = "16000"
    where = "params" if method == "GET" else "data"
    answer = httpx.request(method, f"{server.url}/tts", **{where: fields})  # type: ignore[arg-type]
    assert answer.headers["content-type"] == "audio/pcm;rate=16000"
    assert answer.headers["x-sample-rate"] == "16000"
    assert answer.headers["x-backend"] == "tone"
    assert answer.headers["x-voice"] == "square"
    assert len(answer.headers["x-request-id"]) > 8


def test_a_part_of_what_is_kept_tells_the_same(server: Server) -> None:
    query = {"text": "It is kept for a while.", "format": "mulaw"}
    whole = httpx.get(f"{server.url}/tts", params=query)
    part = httpx.get(f"{server.url}/tts", params=query, headers={"Range": "bytes=2-5"})
    head = httpx.head(f"{server.url}/tts", params=query)
    assert part.content == whole.content[2:6]
    assert head.headers["content-length"] == str(len(whole.content))
    for answer in (part, head):
        assert answer.headers["x-request-id"] == whole.headers["x-request-id"]
        assert answer.headers["content-type"] == "audio/PCMU;rate=8000"


def test_a_head_of_what_was_never_spoken_tells_the_rate_and_no_length(server: Server) -> None:
    answer = httpx.head(f"{server.url}/tts", params={"text": "Never spoken.", "format": "pcm"})
    assert answer.status_code == 200
    assert answer.headers["x-sample-rate"] == "24000"
    assert "content-length" not in answer.headers
