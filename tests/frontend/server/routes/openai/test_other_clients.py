"""What programs made for other servers send, and where they look."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from backend_queues.errors import InvalidRequest
from frontend.server.messages.openai import InvalidField, SpeechBody
from frontend.server.routes.openai.body import convert_fields
from tests.frontend.server.routes.openai.decoding import decoded_s
from tests.support.server import Server
from tests.support.tones import expected_pcm

HELLO = {"model": "tts-1", "input": "Hello.", "voice": "sine", "response_format": "pcm"}
KOKOROS = {
    "download_format": "mp3",
    "return_timestamps": True,
    "volume_multiplier": 1,
    "normalization_options": {"normalize": False, "unit_normalization": True},
}
WARNING = "x-voice-warning"


@pytest.fixture(scope="module")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as client:
        yield client


def spoken(client: httpx.Client, path: str, **fields: Any) -> httpx.Response:
    answer = client.post(path, content=json.dumps(HELLO | fields))
    assert answer.status_code == 200, answer.text
    return answer


def test_a_body_made_for_kokoros_server_is_spoken_and_what_is_left_out_told(
    client: httpx.Client,
) -> None:
    answer = spoken(client, "/v1/audio/speech", **KOKOROS)
    assert answer.content == expected_pcm("Hello.")
    told = answer.headers[WARNING]
    assert "'download_format', 'return_timestamps', 'volume_multiplier'" in told
    assert "normalization_options" not in told


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/audio/speech", {"stream_format": "sse"}),
        ("/v1/audio/speech/captioned", {}),
        ("/dev/captioned_speech", {}),
    ],
)
def test_every_form_of_answer_tells_it(
    client: httpx.Client, path: str, fields: dict[str, Any]
) -> None:
    assert "'volume'" in spoken(client, path, volume=7, **fields).headers[WARNING]
    assert WARNING not in spoken(client, path, **fields).headers


def test_any_name_of_a_field_fits_into_a_header(client: httpx.Client) -> None:
    strange = {f"{n}\r\nSet-Cookie: a=b 語\ud83d" + "x" * 1_000: 1 for n in range(1_000)}
    answer = spoken(client, "/v1/audio/speech", **strange)
    assert "set-cookie" not in answer.headers
    assert len(answer.headers[WARNING]) < 4_000
    assert answer.headers[WARNING].endswith(", ...")


def test_a_strict_server_refuses_the_first_of_them() -> None:
    given = {"input": "Hello.", "volume": 7, "tone": 1}
    with pytest.raises(InvalidField, match="no field 'volume'; there are: .*response_format"):
        convert_fields(given, SpeechBody, refuse_unknown=True)
    assert issubclass(InvalidField, InvalidRequest)
    assert convert_fields(given, SpeechBody).left_out == ("volume", "tone")


@pytest.mark.parametrize(
    "path",
    ["/v1//audio/speech", "/audio/speech", "/v1/audio/speech/", "/v1/v1/audio/speech"],
)
def test_a_base_url_may_end_in_a_slash_or_lack_its_version(client: httpx.Client, path: str) -> None:
    assert spoken(client, path).content == expected_pcm("Hello.")


def test_a_wrong_body_is_told_in_openais_form_there_too(client: httpx.Client) -> None:
    answer = client.post("/audio/speech/", json=HELLO | {"speed": 7})
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "speed")


def test_pickers_of_models_find_them(client: httpx.Client) -> None:
    """Open WebUI asks without /v1 if its URL has none."""
    listed = [model["id"] for model in client.get("/v1/models").json()["data"]]
    for path in ("/v1/audio/models", "/audio/models"):
        assert [model["id"] for model in client.get(path).json()["models"]] == listed


def test_pickers_of_voices_find_names_or_objects(client: httpx.Client) -> None:
    objects = client.get("/v1/audio/voices").json()["voices"]
    names = client.get("/v1/audio/voices?legacy=true").json()["voices"]
    assert {"id": "sine", "name": "sine", "object": "audio.voice"} in objects
    assert names == [voice["name"] for voice in objects]
    assert client.get("/v1/audio/voices?legacy=false").json()["voices"] == objects


@pytest.mark.parametrize("text", ["...", "---", '\U0001f60a"', "\U0001f60a \U0001f60a", "**", "?!"])
def test_marks_and_emoji_alone_are_a_short_silence(client: httpx.Client, text: str) -> None:
    """Agents that send sentence by sentence end at an error."""
    answer = spoken(client, "/v1/audio/speech", input=text)
    assert set(answer.content) == {0}
    assert len(answer.content) == 0.1 * 48_000
    mp3 = spoken(client, "/v1/audio/speech", input=text, response_format="mp3")
    assert decoded_s(mp3.content) >= 0.1
    [line] = spoken(client, "/v1/audio/speech/captioned", input=text).text.splitlines()
    assert json.loads(line)["timestamps"] == []
    events = spoken(client, "/v1/audio/speech", input=text, stream_format="sse").text
    assert "speech.audio.delta" in events and events.strip().endswith('"total_tokens":3}}')


@pytest.mark.parametrize("format", ["audio", "sse"])
def test_an_answer_names_its_utterance_as_openai_names_a_request(
    client: httpx.Client, format: str
) -> None:
    answers = [spoken(client, "/v1/audio/speech", stream_format=format) for _ in range(2)]
    ids = {answer.headers["x-request-id"] for answer in answers}
    assert len(ids) == 2 and all(ids)


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"normalization_options": {"normalize": True}}, "on"),
        ({"normalization_options": {"normalize": False}}, "off"),
        ({"normalization_options": {"unit_normalization": True}}, ""),
        ({"normalization_options": {"normalize": True}, "normalisation": "off"}, "off"),
    ],
)
def test_kokoros_wish_for_normalisation_is_followed(fields: dict[str, Any], asked: str) -> None:
    body = convert_fields(HELLO | fields, SpeechBody).body
    assert body.wording.normalisation == asked
