"""ElevenLabs' routes of HTTP: audio in each format, characters with their times, errors."""

import base64
import json
from collections.abc import Iterator

import httpx
import pytest

from tests.support.elevenlabs import BYTES_PER_S, until_idle
from tests.support.keys import Keys, bearer
from tests.support.processes import PATIENCE_S
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
PATHS = ["", "/stream", "/with-timestamps", "/stream/with-timestamps"]
PCM = {"output_format": "pcm_24000"}


def url_of(server: Server, path: str = "", voice: str = "sine") -> str:
    return f"{server.url}/v1/text-to-speech/{voice}{path}"


@pytest.fixture
def client(keys: Keys) -> Iterator[httpx.Client]:
    with httpx.Client(headers={"xi-api-key": keys.speaker}, timeout=PATIENCE_S) as client:
        yield client


@pytest.mark.parametrize("path", ["", "/stream"])
def test_the_audio_is_the_body(keyed_server: Server, client: httpx.Client, path: str) -> None:
    answer = client.post(url_of(keyed_server, path), params=PCM, json={"text": TEXT})
    assert answer.content == expected_pcm(TEXT)
    assert answer.headers["content-type"] == "audio/pcm"


@pytest.mark.parametrize(
    ("name", "begins", "media_type"),
    [
        ("", b"\xff\xfb", "audio/mpeg"),
        ("mp3_22050_32", b"\xff\xf3", "audio/mpeg"),
        ("wav_16000", b"RIFF", "audio/wav"),
        ("opus_48000_64", b"OggS", "audio/ogg"),
        ("ulaw_8000", b"", "audio/PCMU"),
    ],
)
def test_it_comes_in_the_format_that_is_asked_for(
    keyed_server: Server, client: httpx.Client, name: str, begins: bytes, media_type: str
) -> None:
    params = {"output_format": name} if name else {}
    answer = client.post(url_of(keyed_server), params=params, json={"text": "Hello there."})
    assert answer.content.startswith(begins)
    assert answer.headers["content-type"] == media_type


def test_telephones_get_8000_bytes_a_second(keyed_server: Server, client: httpx.Client) -> None:
    params = {"output_format": "ulaw_8000", "optimize_streaming_latency": "3"}
    answer = client.post(url_of(keyed_server), params=params, json={"text": TEXT})
    seconds = len(expected_pcm(TEXT)) / BYTES_PER_S
    assert len(answer.content) == pytest.approx(8_000 * seconds, abs=8)


def test_the_characters_come_with_the_whole_audio(
    keyed_server: Server, client: httpx.Client
) -> None:
    answer = client.post(
        url_of(keyed_server, "/with-timestamps"), params=PCM, json={"text": TEXT}
    ).json()
    assert list(answer) == ["audio_base64", "alignment", "normalized_alignment"]
    assert base64.b64decode(answer["audio_base64"], validate=True) == expected_pcm(TEXT)
    alignment = answer["alignment"]
    assert "".join(alignment["characters"]) == f"{TEXT} "
    starts, ends = list(alignment.values())[1:]
    assert starts == sorted(starts)
    assert all(start <= end for start, end in zip(starts, ends, strict=True))
    assert ends[-1] == pytest.approx(len(expected_pcm(TEXT)) / BYTES_PER_S, abs=0.01)
    assert answer["normalized_alignment"] == alignment


def test_a_line_has_the_characters_that_begin_in_its_audio(
    keyed_server: Server, client: httpx.Client
) -> None:
    path = url_of(keyed_server, "/stream/with-timestamps")
    answer = client.post(path, params=PCM, json={"text": TEXT})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    pcm = b"".join(base64.b64decode(line["audio_base64"]) for line in lines)
    assert pcm == expected_pcm(TEXT)
    told = [line["alignment"] for line in lines if line["alignment"]]
    assert "".join("".join(alignment["characters"]) for alignment in told) == f"{TEXT} "
    starts = [start for one in told for start in one["character_start_times_seconds"]]
    assert starts == sorted(starts)  # they count from the start of the answer
    assert len(told) > 3


@pytest.mark.parametrize("params", [PCM, {}])
def test_marks_alone_are_a_silence(
    keyed_server: Server, client: httpx.Client, params: dict[str, str]
) -> None:
    answer = client.post(url_of(keyed_server), params=params, json={"text": "..."})
    assert answer.status_code == 200
    assert answer.content
    assert not params or not any(answer.content)


def test_what_is_not_followed_is_ignored(keyed_server: Server, client: httpx.Client) -> None:
    body = {
        "text": TEXT,
        "model_id": "eleven_flash_v2_5",
        "language_code": "en",
        "voice_settings": {"stability": 0.5, "similarity_boost": None, "use_speaker_boost": True},
        "pronunciation_dictionary_locators": [{"pronunciation_dictionary_id": "x"}],
        "seed": 7,
        "previous_text": "Before.",
        "next_text": None,
        "previous_request_ids": ["a"],
        "apply_text_normalization": "auto",
        "apply_language_text_normalization": False,
        "something_new": {},
    }
    answer = client.post(url_of(keyed_server), params=PCM, json=body)
    assert answer.content == expected_pcm(TEXT)


def test_the_speed_is_followed(keyed_server: Server, client: httpx.Client) -> None:
    body = {"text": TEXT, "voice_settings": {"speed": 2}}
    answer = client.post(url_of(keyed_server), params=PCM, json=body)
    assert answer.content == expected_pcm(TEXT, speed=2)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "params", "status"),
    [
        ({}, {}, 422),
        ({"text": ["a"]}, {}, 422),
        ({"text": TEXT}, {"output_format": "pcm_1"}, 422),
        ({"text": TEXT, "voice_settings": {"speed": 99}}, {}, 400),
        ({"text": "a" * 200_001}, {}, 400),
    ],
)
def test_what_is_wrong_is_told_in_their_form(
    keyed_server: Server,
    client: httpx.Client,
    path: str,
    body: object,
    params: dict[str, str],
    status: int,
) -> None:
    answer = client.post(url_of(keyed_server, path), params=params, json=body)
    assert answer.status_code == status
    detail = answer.json()["detail"]
    if status == 422:
        assert set(detail[0]) == {"loc", "msg", "type"}
    else:
        assert set(detail) == {"status", "message"}


def test_other_errors_have_their_form_too(keyed_server: Server, client: httpx.Client) -> None:
    url = url_of(keyed_server)
    assert client.get(url).json()["detail"]["status"] == "method_not_allowed"
    assert client.post(url, content=b"no json").json()["detail"]["status"] == "invalid_request"
    form = client.post(url, data={"text": "Hello."}, headers={"Sec-Fetch-Site": "none"})
    assert form.json()["detail"]["status"] == "unsupported_media_type"
    strange = client.post(url_of(keyed_server, voice="nobody"), json={"text": "Hello."})
    assert strange.status_code == 404
    assert strange.json()["detail"]["status"] == "voice_not_found"


def test_a_voice_of_a_backend_that_is_not_there_yet_is_not_said_to_be_unknown(
    keyed_server: Server, client: httpx.Client
) -> None:
    """As after a restart, while workers load: a client that is told so tries again."""
    url = url_of(keyed_server, voice="nobody")
    answer = client.post(url, json={"text": "Hello.", "model_id": "loading"})
    assert answer.status_code == 503
    assert answer.json()["detail"]["status"] == "no_worker"


@pytest.mark.parametrize("path", PATHS)
def test_without_the_right_key_nothing_is_spoken(
    keyed_server: Server, jobs_key: str, path: str
) -> None:
    for headers in ({}, {"xi-api-key": "vs_wrong"}):
        answer = httpx.post(url_of(keyed_server, path), json={"text": TEXT}, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["detail"]["status"] == "invalid_api_key"
    answer = httpx.post(url_of(keyed_server, path), json={"text": TEXT}, headers=bearer(jobs_key))
    assert answer.json()["detail"]["status"] == "missing_permissions"


def test_an_unknown_voice_is_another_with_a_warning(server: Server) -> None:
    """A server that is not told to refuse it; its text is spoken by the default voice."""
    url = url_of(server, voice="🗣️ Rachel")
    answer = httpx.post(url, params=PCM, json={"text": TEXT, "model_id": "tone"})
    assert answer.content == expected_pcm(TEXT)
    assert "Rachel" in answer.headers["x-voice-warning"]


async def test_a_client_that_leaves_stops_the_work(keyed_server: Server, keys: Keys) -> None:
    long = "This sentence is one of very many that take their time. " * 3_000
    headers = bearer(keys.speaker)
    async with (
        httpx.AsyncClient(headers=headers, timeout=PATIENCE_S) as client,
        client.stream("POST", url_of(keyed_server), json={"text": long}) as answer,
    ):
        await anext(answer.aiter_bytes())
    await until_idle(keyed_server, keys)
