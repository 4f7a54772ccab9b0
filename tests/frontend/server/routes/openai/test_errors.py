"""Errors are in OpenAI's shape, and the official client raises what it has for them."""

from typing import Any

import httpx
import openai
import pytest

from tests.support.server import Server

HELLO = {"model": "tts-1", "voice": "sine", "input": "Hello."}
PATHS = ["/v1/audio/speech", "/v1/audio/speech/captioned", "/dev/captioned_speech"]


def refused(client: openai.OpenAI, **fields: Any) -> openai.APIStatusError:
    with pytest.raises(openai.APIStatusError) as raised:
        client.audio.speech.create(**HELLO | fields)
    assert isinstance(raised.value.body, dict)
    assert list(raised.value.body) == ["message", "type", "param", "code"]
    return raised.value


@pytest.mark.parametrize(
    ("fields", "param", "named"),
    [
        ({"speed": 5.0}, "speed", "speed must be a number of at most 4."),
        ({"speed": 0.1}, "speed", "0.25"),
        ({"speed": "fast"}, "speed", "speed must be a number, not text."),
        ({"response_format": "midi"}, "response_format", "mp3"),
        ({"stream_format": "smoke"}, "stream_format", "audio, sse"),
        ({"voice": 7}, "voice", "text"),
        ({"voice": {"name": "sine"}}, "voice", "name"),
        ({"input": 7}, "input", "input must be text, not a whole number."),
        ({"input": ""}, "input", "no letter"),
        ({"input": "<think>Hm."}, "input", "<think>"),
        ({"extra_body": {"sample_rate": 1}}, "sample_rate", "24000"),
        ({"extra_body": {"options": {"pitch": 7}}}, "options", "speed"),
        ({"extra_body": {"options": [7]}}, "options", "object"),
    ],
)
def test_a_wrong_field_is_a_bad_request_that_names_it(
    client: openai.OpenAI, fields: dict[str, object], param: str, named: str
) -> None:
    error = refused(client, **fields)
    assert isinstance(error, openai.BadRequestError)
    assert (error.type, error.param) == ("invalid_request_error", param)
    assert named in error.message


@pytest.mark.parametrize(
    ("fields", "param", "code", "named"),
    [
        ({"model": "gpt-9"}, "model", "model_not_found", "tts-1, gpt-4o-mini-tts, tone, faulty"),
        ({"voice": "nobody"}, "voice", "unknown_voice", "sine, square"),
        ({"extra_body": {"language": "de"}}, "voice", "unknown_voice", "no voice here does"),
        ({"extra_body": {"lang_code": "f"}}, "voice", "unknown_voice", "fr-FR"),
    ],
)
def test_what_does_not_exist_is_not_found(
    client: openai.OpenAI, fields: dict[str, object], param: str, code: str, named: str
) -> None:
    error = refused(client, **fields)
    assert isinstance(error, openai.NotFoundError)
    assert (error.type, error.param, error.code) == ("invalid_request_error", param, code)
    assert named in error.message


@pytest.mark.parametrize("model", ["absent", "tts-1-hd"])
def test_a_model_that_nobody_serves_now_is_to_be_tried_again(
    client: openai.OpenAI, model: str
) -> None:
    error = refused(client, model=model)
    assert isinstance(error, openai.InternalServerError)
    assert (error.status_code, error.type, error.code) == (503, "server_error", "no_worker")
    assert int(error.response.headers["retry-after"]) > 0


def test_a_text_over_the_limit_is_413(client: openai.OpenAI) -> None:
    error = refused(client, input="a" * 300_000)
    assert (error.status_code, error.param, error.code) == (413, "input", "text_too_long")
    assert "VOICE_SERVER_MAX_TEXT_CHARS" in error.message


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("content", ["", "no json", "[]", "7", "{}", '{"\\ud83d": 1}'])
def test_a_body_that_is_none(server: Server, path: str, content: str) -> None:
    answer = httpx.post(f"{server.url}{path}", content=content)
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert (error["type"], error["code"]) == ("invalid_request_error", "invalid_request")


@pytest.mark.parametrize("path", [*PATHS, "/v1/models", "/v1/models/tone"])
def test_a_wrong_method_is_told_in_the_same_shape(server: Server, path: str) -> None:
    answer = httpx.delete(f"{server.url}{path}")
    assert answer.status_code == 405
    listed = answer.headers["allow"].replace(", ", " or ")
    assert answer.json() == {
        "error": {
            "message": f"'{path}' cannot be asked with 'DELETE': send {listed}.",
            "type": "invalid_request_error",
            "param": None,
            "code": "method_not_allowed",
        }
    }
