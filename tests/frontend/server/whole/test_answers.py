"""Whole files, and parts of what was finished before, as players ask for them."""

import io
import itertools
import wave
from collections.abc import Iterator

import av
import httpx
import pytest

from tests.support.scraping import Growth, ended
from tests.support.server import Server
from tests.support.tones import expected_pcm

LONG = "This is a sentence of a text that takes its time. " * 5
FIRST_TWO = {"Range": "bytes=0-1"}
ALL = {"Range": "bytes=0-"}
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=120) as client:
        yield client


@pytest.fixture
def text() -> str:
    """A text of a test's own, which nobody has asked for before."""
    return f"Part {next(NUMBERS)}. {LONG}"


def frames_of(wav: bytes) -> bytes:
    """Return the speech of a WAV whose header tells its length."""
    assert int.from_bytes(wav[4:8], "little") == len(wav) - 8
    with wave.open(io.BytesIO(wav)) as file:
        frames: bytes = file.readframes(file.getnframes())
        assert file.getnframes() * 2 == len(frames)
        return frames


def decoded_s(audio: bytes) -> float:
    with av.open(io.BytesIO(audio), "r") as container:
        frames = list(container.decode(audio=0))
        return sum(int(frame.samples) for frame in frames) / frames[0].sample_rate


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_file_of_tts_knows_its_length_if_that_is_asked_for(
    client: httpx.Client, text: str, method: str
) -> None:
    asked = {"text": text, "stream": False}
    given = {"params": asked} if method == "GET" else {"json": asked}
    answer = client.request(method, "/tts", **given)  # type: ignore[arg-type]
    assert answer.headers["content-length"] == str(len(answer.content))
    assert frames_of(answer.content) == expected_pcm(text)


@pytest.mark.parametrize("format", ["wav", "mp3", "flac", "opus", "pcm"])
def test_so_does_one_of_openais_clients(client: httpx.Client, text: str, format: str) -> None:
    body = {"model": "tts-1", "input": text, "response_format": format, "stream": False}
    answer = client.post("/v1/audio/speech", json=body)
    samples = len(expected_pcm(text)) // 2
    assert answer.headers["content-length"] == str(len(answer.content))
    if format == "pcm":
        assert len(answer.content) == samples * 2
    else:
        assert decoded_s(answer.content) == samples / 24_000


def test_without_that_a_long_text_is_streamed(client: httpx.Client, text: str) -> None:
    body = {"model": "tts-1", "input": text, "response_format": "wav"}
    answer = client.post("/v1/audio/speech", json=body)
    assert answer.headers["transfer-encoding"] == "chunked"


def test_a_whole_file_that_fails_half_way_is_an_error_answer(client: httpx.Client) -> None:
    body = {"text": LONG, "backend": "faulty", "stream": False}
    fault = {"options": {"fault": "final", "fault_at": 1}}
    answer = client.post("/tts", json=body | fault)
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "segment_failed")


def test_safari_hears_a_text_that_is_spoken_once(
    server: Server, client: httpx.Client, text: str
) -> None:
    growth = Growth(server.url)
    first = client.get("/tts", params={"text": text}, headers=FIRST_TWO)
    size = 44 + len(expected_pcm(text))
    assert (first.status_code, first.content) == (206, b"RI")
    assert first.headers["content-range"] == f"bytes 0-1/{size}"
    assert first.headers["accept-ranges"] == "bytes"
    rest = client.get("/tts", params={"text": text}, headers=ALL)
    assert rest.status_code == 206
    assert rest.headers["content-length"] == str(size)
    assert rest.headers["etag"] == first.headers["etag"]
    assert frames_of(rest.content) == expected_pcm(text)
    last = client.get("/tts", params={"text": text}, headers={"Range": "bytes=-10"})
    assert last.content == rest.content[-10:]
    ended(growth, "/tts", 1)


def test_chromium_hears_it_at_once_and_goes_to_any_place_later(
    server: Server, client: httpx.Client, text: str
) -> None:
    growth = Growth(server.url)
    streamed = client.get("/tts", params={"text": text}, headers=ALL)
    assert (streamed.status_code, streamed.headers["accept-ranges"]) == (200, "bytes")
    part = client.get(
        "/tts",
        params={"text": text},
        headers={"Range": "bytes=1000-1999", "If-Range": streamed.headers["etag"]},
    )
    assert (part.status_code, part.content) == (206, streamed.content[1000:2000])
    again = client.get("/tts", params={"text": text}, headers=ALL)
    assert frames_of(again.content) == streamed.content[44:]
    ended(growth, "/tts", 1)


def test_head_tells_the_length_of_what_was_asked_for_before(
    client: httpx.Client, text: str
) -> None:
    before = client.head("/tts", params={"text": text})
    assert "content-length" not in before.headers
    assert before.headers["accept-ranges"] == "bytes"
    size = len(client.get("/tts", params={"text": text}).content)
    after = client.head("/tts", params={"text": text})
    assert (after.status_code, after.headers["content-length"]) == (200, str(size))
    assert after.content == b""


def test_without_a_range_a_text_is_spoken_anew(
    server: Server, client: httpx.Client, text: str
) -> None:
    growth = Growth(server.url)
    tags = {client.get("/tts", params={"text": text}).headers["etag"] for _ in range(2)}
    assert len(tags) == 2
    ended(growth, "/tts", 2)


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ("bytes=99999999-", 416),
        ("bytes=-0", 416),
        ("bytes=5-1", 200),
        ("lines=0-1", 200),
        ("bytes=0-1,4-5", 200),
        ("bytes=" + "9" * 1_000 + "-", 416),
    ],
)
def test_a_range_that_is_none(client: httpx.Client, wanted: str, status: int) -> None:
    params = {"text": LONG}
    answer = client.get("/tts", params=params, headers={"Range": wanted})
    assert answer.status_code == status
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{44 + len(expected_pcm(LONG))}"


def test_an_older_version_is_not_gone_on_with(client: httpx.Client, text: str) -> None:
    first = client.get("/tts", params={"text": text}, headers=FIRST_TWO)
    headers = {"Range": "bytes=4-", "If-Range": '"another"'}
    answer = client.get("/tts", params={"text": text}, headers=headers)
    assert (first.status_code, answer.status_code) == (206, 200)
    assert frames_of(answer.content) == expected_pcm(text)


def test_another_voice_or_format_is_another_stream(client: httpx.Client, text: str) -> None:
    asked = [{}, {"voice": "square"}, {"format": "mp3"}, {"speed": "2"}]
    answers = [client.get("/tts", params={"text": text, **a}, headers=FIRST_TWO) for a in asked]
    assert len({answer.headers["content-range"] for answer in answers}) >= 3
    assert len({answer.headers["etag"] for answer in answers}) == 4


def test_what_cannot_be_spoken_is_an_error_answer_to_a_range_too(client: httpx.Client) -> None:
    answer = client.get("/tts", params={"text": "!?"}, headers=FIRST_TWO)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "nothing_to_speak")
