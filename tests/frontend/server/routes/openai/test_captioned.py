"""POST /v1/audio/speech/captioned: JSON lines of audio with the times of its words."""

import base64
import io
import json
import re
import wave
from typing import Any

import httpx
import pytest

from tests.frontend.server.routes.openai.decoding import decoded_s
from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of
from tests.support.tones import pcm_of as tones_of

TEXT = "This is the first sentence of the text. Here comes another one!"
PATH = "/v1/audio/speech/captioned"
BODY = {"input": TEXT, "model": "faulty", "response_format": "pcm", "options": {"words": True}}
CHARACTER_S = 0.06


def lines_of(server: Server, path: str = PATH, **fields: object) -> list[dict[str, Any]]:
    answer = httpx.post(f"{server.url}{path}", json={**BODY, **fields})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def audio_of(lines: list[dict[str, Any]]) -> bytes:
    return b"".join(base64.b64decode(line["audio"]) for line in lines)


def words_of(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [word for line in lines for word in line["timestamps"]]


@pytest.mark.parametrize("path", [PATH, "/dev/captioned_speech"])
def test_the_lines_hold_the_speech_and_its_words(server: Server, path: str) -> None:
    lines = lines_of(server, path)
    assert audio_of(lines) == expected_pcm(TEXT)
    assert {line["audio_format"] for line in lines} == {"audio/pcm"}
    assert [word["word"] for word in words_of(lines)] == TEXT.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Bake at 40–60°C, then drive 100 km/h with 5kg.",
            "Bake at 40–60°C then drive 100 km/h with 5kg",
        ),
        ("On Jan. 5 it cost $1.5M in **World War II**.", "On Jan. 5 it cost $1.5M in World War II"),
    ],
)
def test_words_are_those_that_are_written(server: Server, text: str, words: str) -> None:
    lines = lines_of(server, input=text, normalisation="on")
    assert [word["word"].rstrip(".,") for word in words_of(lines)] == [
        word.rstrip(".,") for word in words.split()
    ]


def test_times_are_those_of_the_stream(server: Server) -> None:
    first, second = segments_of(TEXT)
    second_at_s = len(expected_pcm(TEXT)) / 48_000 - len(second.text) * CHARACTER_S
    expected = [
        (segment_at_s + word.start() * CHARACTER_S, segment_at_s + word.end() * CHARACTER_S)
        for segment, segment_at_s in ((first, 0.0), (second, second_at_s))
        for word in re.finditer(r"\S+", segment.text)
    ]
    for word, (start_s, end_s) in zip(words_of(lines_of(server)), expected, strict=True):
        assert word["start_time"] == pytest.approx(start_s, abs=0.02)
        assert word["end_time"] == pytest.approx(end_s, abs=0.02)


def test_a_word_comes_no_later_than_the_end_of_its_audio(server: Server) -> None:
    heard_s = 0.0
    for line in lines_of(server):
        assert all(word["end_time"] >= heard_s for word in line["timestamps"])
        heard_s += len(base64.b64decode(line["audio"])) / 48_000
    assert heard_s > 1


def test_the_audio_of_all_lines_is_one_stream(server: Server) -> None:
    lines = lines_of(server, response_format="mp3")
    assert {line["audio_format"] for line in lines} == {"audio/mpeg"}
    assert decoded_s(audio_of(lines)) == pytest.approx(len(expected_pcm(TEXT)) / 48_000, abs=0.1)
    assert [word["word"] for word in words_of(lines)] == TEXT.split()


def test_a_backend_without_words_has_no_timestamps(server: Server) -> None:
    lines = lines_of(server, model="tts-1", options={})
    assert audio_of(lines) == expected_pcm(TEXT)
    assert words_of(lines) == []


def test_words_can_be_left_away(server: Server) -> None:
    assert words_of(lines_of(server, return_timestamps=False)) == []


async def test_lines_come_before_the_speech_is_finished(server: Server) -> None:
    options = {"words": True, "part_s": 0.02, "speed": 4.0}
    async with (
        httpx.AsyncClient() as client,
        client.stream(
            "POST", f"{server.url}{PATH}", json={**BODY, "input": TEXT * 5, "options": options}
        ) as answer,
    ):
        lines = answer.aiter_lines()  # kept, for its end closes the connection
        line = json.loads(await anext(lines))
        assert line["audio"]
        with server.redis() as redis:
            assert redis.keys("vs:utt:*")


def test_a_failure_is_the_last_line(server: Server) -> None:
    *spoken, last = lines_of(server, options={"fault": "final", "fault_at": 1})
    assert audio_of(spoken) == tones_of(segments_of(TEXT)[:1])
    assert list(last) == ["error"]
    assert last["error"]["code"] == "segment_failed"
    assert "beyond repair" in last["error"]["message"]


def test_a_failure_before_there_is_audio_is_an_error_answer(server: Server) -> None:
    answer = httpx.post(f"{server.url}{PATH}", json={**BODY, "options": {"fault": "final"}})
    assert answer.status_code == 500
    assert answer.json()["error"]["type"] == "server_error"


@pytest.mark.parametrize("path", [PATH, "/dev/captioned_speech"])
def test_one_object_may_have_all(server: Server, path: str) -> None:
    body = {**BODY, "stream": False, "response_format": "wav"}
    answer = httpx.post(f"{server.url}{path}", json=body)
    assert answer.headers["content-type"] == "application/json"
    spoken = answer.json()
    assert set(spoken) == {"audio", "audio_format", "timestamps"}
    assert spoken["audio_format"] == "audio/wav"
    with wave.open(io.BytesIO(base64.b64decode(spoken["audio"]))) as file:
        frames = file.readframes(file.getnframes())
        assert file.getnframes() * 2 == len(frames)
    assert frames == expected_pcm(TEXT)
    assert [word["word"] for word in spoken["timestamps"]] == TEXT.split()


def test_one_object_without_words(server: Server) -> None:
    body = {**BODY, "stream": False, "return_timestamps": False}
    assert httpx.post(f"{server.url}{PATH}", json=body).json()["timestamps"] == []


def test_a_failure_in_the_midst_is_an_error_answer_in_place_of_the_object(server: Server) -> None:
    body = {**BODY, "stream": False, "options": {"fault": "final", "fault_at": 1}}
    answer = httpx.post(f"{server.url}{PATH}", json=body)
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "segment_failed"
