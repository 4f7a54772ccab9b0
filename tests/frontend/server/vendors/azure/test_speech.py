"""POST /cognitiveservices/v1, as Azure's clients send it."""

import io
import wave
from pathlib import Path

import httpx
import pytest

from tests.frontend.server.vendors.azure.asking import PCM, SSML, asked, ssml
from tests.support.scraping import Growth, when
from tests.support.server import Server
from tests.support.tones import expected_pcm

PATHS = ["/cognitiveservices/v1", "/tts/cognitiveservices/v1"]
TEXT = "This is the first sentence of the text. Here comes another one!"

# What livekit-plugins-azure 1.8.9 sends, with a style, prosody and a lexicon.
RECORDED = Path(__file__).with_name("livekit.http")


@pytest.mark.parametrize("path", PATHS)
def test_a_document_is_spoken_to_the_sample(server: Server, path: str) -> None:
    answer = asked(server, ssml(TEXT, "sine"), path=path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/pcm"
    assert answer.content == expected_pcm(TEXT)
    assert "x-voice-warning" not in answer.headers


def test_the_voice_of_the_document_speaks(server: Server) -> None:
    assert asked(server, ssml(TEXT, "square")).content == expected_pcm(TEXT, voice="square")


def test_a_long_name_of_the_list_speaks(server: Server) -> None:
    name = httpx.get(f"{server.url}/cognitiveservices/voices/list").json()[1]["Name"]
    assert name.endswith("(en-US, square)")
    assert asked(server, ssml(TEXT, name)).content == expected_pcm(TEXT, voice="square")


def test_a_wav_has_its_rate(server: Server) -> None:
    answer = asked(server, ssml(TEXT, "sine"), "riff-16khz-16bit-mono-pcm")
    with wave.open(io.BytesIO(answer.content)) as opened:
        assert opened.getframerate() == 16_000
    assert answer.headers["content-type"] == "audio/wav"


def test_a_name_of_azures_is_the_languages_default_voice_with_a_warning(server: Server) -> None:
    answer = asked(server, ssml(TEXT, "en-US-JennyNeural"))
    assert answer.content == expected_pcm(TEXT)
    assert "'en-US-JennyNeural'" in answer.headers["x-voice-warning"]


def test_what_cannot_be_followed_is_a_warning(server: Server) -> None:
    inner = f"<mstts:express-as style='sad'>{TEXT}</mstts:express-as>"
    answer = asked(server, ssml(inner, "sine"))
    assert answer.content == expected_pcm(TEXT)
    assert "'express-as'" in answer.headers["x-voice-warning"]


def test_a_warning_is_a_header_whatever_the_document_has(server: Server) -> None:
    answer = asked(server, ssml(TEXT, "Jörg&#10;X-Evil: 日本"))
    assert answer.status_code == 200
    assert "x-evil" not in answer.headers
    assert "J\\xf6rg" in answer.headers["x-voice-warning"]


def test_unescaped_text_is_spoken_as_text(server: Server) -> None:
    """As agents put it into their documents."""
    answer = asked(server, ssml("Tom & Jerry: 1 < 2 &amp; 3.", "sine"))
    escaped = asked(server, ssml("Tom &amp; Jerry: 1 &lt; 2 &amp; 3.", "sine"))
    assert answer.status_code == 200
    assert answer.content == escaped.content


def test_what_livekit_sends_is_spoken(server: Server) -> None:
    head, body = RECORDED.read_text().split("\n\n", 1)
    first, *fields = head.splitlines()
    method, path, _ = first.split()
    headers = dict(field.split(": ", 1) for field in fields)
    answer = httpx.request(method, f"{server.url}{path}", headers=headers, content=body)
    assert answer.status_code == 200
    assert answer.content == expected_pcm("Take your time, please.", speed=0.75)


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("<speak><voice name='sine'>Hello.</speak>", "line 1, column"),
        ("<speak><!-- nothing --></speak>", "no letter"),
        ("<!DOCTYPE x [<!ENTITY y 'z'>]><speak>&y;</speak>", "document type"),
        (b"\xff\xfe", "UTF-8"),
        ("<speak>" + "a" * 300_000 + "</speak>", "VOICE_SERVER_MAX_TEXT_CHARS"),
    ],
)
def test_a_document_that_cannot_be_spoken_is_400(
    server: Server, document: str | bytes, named: str
) -> None:
    answer = asked(server, document)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "400" and named in error["message"]


def test_another_format_than_those_made_is_400_with_their_names(server: Server) -> None:
    answer = asked(server, ssml(TEXT, "sine"), "webm-24khz-16bit-mono-opus")
    assert answer.status_code == 400
    assert "riff-24khz-16bit-mono-pcm" in answer.json()["error"]["message"]


def test_a_missing_format_is_400(server: Server) -> None:
    headers = {"Content-Type": SSML}
    url = f"{server.url}/cognitiveservices/v1"
    answer = httpx.post(url, content=ssml(TEXT, "sine"), headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
def test_a_body_that_is_not_said_to_be_ssml_is_415(server: Server, kind: str) -> None:
    answer = asked(server, ssml(TEXT, "sine"), kind=kind)
    assert answer.status_code == 415
    assert answer.json()["error"]["innererror"]["code"] == "unsupported_media_type"


def test_a_wrong_method_is_405_in_azures_form(server: Server) -> None:
    answer = httpx.get(f"{server.url}/cognitiveservices/v1")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["error"]["code"] == "405"


def test_a_client_that_leaves_cancels_its_work(server: Server) -> None:
    growth = Growth(server.url)
    document = ssml(f"{TEXT} " * 500, "sine")
    headers = {"Content-Type": SSML, "X-Microsoft-OutputFormat": PCM}
    with httpx.stream(
        "POST", f"{server.url}{PATHS[0]}", content=document, headers=headers, timeout=60
    ) as answer:
        next(answer.iter_raw())
    ended = {"door": PATHS[0], "outcome": "cancelled"}
    when(growth, lambda growth: growth.of("utterances_total", **ended) == 1)
