"""Refused keys and answers without speech become sentences without the key."""

import logging

import pytest

from backend_queues.errors import (
    InvalidConfiguration,
    InvalidRequest,
    SynthesisFailed,
    TTSError,
    UnknownVoice,
)
from backend_queues.remote import connection
from backend_queues.remote.adapter import Azure, ElevenLabs, OpenAI
from backend_queues.remote.service import Service, listing
from tests.backend_queues.remote.conftest import KEY, Load
from tests.backend_queues.remote.fake_server import Answer, Fake, json_answer
from tests.backend_queues.remote.fakes import tone
from tests.backend_queues.remote.speaking import TEXT, parts, pcm, refused

PCM = tone(TEXT, 1)
OPENAI_401 = {
    "error": {
        "message": f"Incorrect API key provided: {KEY[:9]}****. You can find your API key at ...",
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_api_key",
    }
}
ELEVENLABS_401 = {"detail": {"status": "quota_exceeded", "message": f"The key {KEY} has 0 left."}}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (json_answer(OPENAI_401, 401), " (invalid_api_key)"),
        (json_answer(ELEVENLABS_401, 401), " (quota_exceeded)"),
        (Answer(status=403), ""),
    ],
)
def test_a_refused_key_is_reported_by_its_variable_and_never_quoted(
    openai: OpenAI, fake_openai: Fake, answer: Answer, reason: str
) -> None:
    error = refused(openai, fake_openai, answer)
    assert isinstance(error, InvalidConfiguration) and not error.retryable
    assert error.message.endswith(f"the key in OPENAI_API_KEY{reason}.")
    assert KEY[:9] not in error.message


def test_a_server_that_asks_for_a_key_after_all_says_where_it_goes(
    fake_openai: Fake, load: Load
) -> None:
    backend = load(OpenAI(url=f"{fake_openai.url}/v1", key_variable=""))
    error = refused(backend, fake_openai, Answer(status=401))
    assert "`key_variable`" in error.message


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (
            json_answer(
                {"detail": {"status": "voice_not_found", "message": "No such voice."}}, 404
            ),
            UnknownVoice,
            "No such voice.",
        ),
        (
            json_answer({"error": {"message": f"Too long, {KEY}.", "code": None}}, 400),
            InvalidRequest,
            "status 400: Too long, ....",
        ),
        (
            json_answer({"detail": [{"loc": ["body", "text"], "msg": "field required"}]}, 422),
            InvalidRequest,
            "field required",
        ),
        (Answer((b"SSML is wrong.",), 400), InvalidRequest, "SSML is wrong."),
        (Answer((b'{"message": "No\xff"}',), 400), InvalidRequest, '{"message": "No'),
        (Answer((b"[" * 10_000,), 502), SynthesisFailed, "status 502: [["),
        (Answer((b"<html>Bad gateway</html>",), 502), SynthesisFailed, "status 502: Bad Gateway"),
        (Answer(status=302, headers={"Location": "/"}), InvalidRequest, "status 302"),
    ],
)
def test_a_refusal_is_reported_in_the_services_own_words(
    openai: OpenAI, fake_openai: Fake, answer: Answer, kind: type[TTSError], said: str
) -> None:
    error = refused(openai, fake_openai, answer)
    assert type(error) is kind
    assert said in error.message
    assert KEY not in error.message


def test_a_busy_service_is_asked_again_after_the_time_it_names(
    openai: OpenAI, fake_openai: Fake
) -> None:
    busy = [json_answer({}, status, Retry_After="0.05") for status in (429, 503)]
    fake_openai.script.extend(busy)
    assert pcm(list(parts(openai))) == PCM


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_is_busy_for_long_is_left_to_a_later_attempt(
    openai: OpenAI, fake_openai: Fake, status: int
) -> None:
    busy = json_answer({"error": {"message": "Rate limit reached."}}, status, Retry_After="60")
    error = refused(openai, fake_openai, busy)
    assert isinstance(error, SynthesisFailed) and error.retryable
    assert error.message.endswith("Rate limit reached.")


def test_a_service_that_stays_busy_is_not_asked_for_ever(
    openai: OpenAI, fake_openai: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LONGEST_WAIT_S", 0.6)
    busy = [json_answer({}, 429, Retry_After="0") for _ in range(3)]
    refused(openai, fake_openai, *busy)


@pytest.mark.parametrize(
    ("backend", "variable"),
    [
        (OpenAI(), "OPENAI_API_KEY"),
        (ElevenLabs(), "ELEVENLABS_API_KEY"),
        (Azure(region="westeurope"), "AZURE_SPEECH_KEY"),
    ],
)
def test_a_missing_key_is_reported_by_the_variable_to_set(
    backend: Service, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable)
    with pytest.raises(InvalidConfiguration, match=f"set {variable} where the worker"):
        backend.load()


def test_a_key_that_is_invalid_is_refused_before_it_is_sent_or_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-one\nsk-two")
    with pytest.raises(InvalidConfiguration, match="^OPENAI_API_KEY holds characters") as raised:
        OpenAI().load()
    assert "sk-" not in str(raised.value)


@pytest.mark.parametrize("url", ["api.example.com/v1", "ftp://a/v1", "https://", "http://a:port"])
def test_a_url_that_cannot_be_asked_is_named(url: str) -> None:
    with pytest.raises(InvalidConfiguration, match="^url: "):
        OpenAI(url=url).load()


def test_a_refused_key_is_found_when_the_voices_are_listed(
    fake_elevenlabs: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fake_elevenlabs, "list", lambda path: json_answer(ELEVENLABS_401, 401))
    with pytest.raises(InvalidConfiguration, match="ELEVENLABS_API_KEY"):
        ElevenLabs(url=fake_elevenlabs.url).load()


@pytest.mark.parametrize("kind", [ElevenLabs, Azure])
def test_a_url_without_a_list_of_voices_is_reported(
    fake_openai: Fake, kind: type[ElevenLabs | Azure]
) -> None:
    with pytest.raises(InvalidConfiguration, match="is it the right `url`"):
        kind(url=fake_openai.url).load()


@pytest.mark.parametrize("body", [b"{}", b'[{"ShortName": "\xff"}]', b"[" * 100_000, b""])
def test_a_list_of_another_kind_is_reported(body: bytes) -> None:
    with pytest.raises(InvalidConfiguration, match="lists voices in another way"):
        listing(body, list[dict[str, str]], "http://localhost")


def test_no_key_is_logged(
    openai: OpenAI, fake_openai: Fake, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    list(parts(openai))
    refused(openai, fake_openai, json_answer(OPENAI_401, 401))
    assert KEY not in caplog.text
