"""Keys, tokens, refused voices and the list, on a server that asks for keys."""

from collections.abc import Iterator

import httpx
import pytest

from tests.frontend.server.vendors.azure.asking import asked, ssml
from tests.support.keys import Keys, bearer
from tests.support.server import BACKENDS_FILE, Server, running_server
from tests.support.tones import expected_pcm

TEXT = "Let me in."
TOKEN = "/sts/v1.0/issueToken"
LIST = "/cognitiveservices/voices/list"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def reader_key(keys: Keys) -> str:
    """A key that may not speak."""
    return keys.add("jobs")


@pytest.fixture(scope="module")
def locked(no_cover: None, keys: Keys, reader_key: str) -> Iterator[Server]:
    """A server that asks for keys, and refuses voices that it does not have."""
    with running_server(
        "tone", registry=BACKENDS_FILE, keys=keys.file.path, unknown_voices="refuse"
    ) as server:
        yield server


def subscription(key: str) -> dict[str, str]:
    return {"Ocp-Apim-Subscription-Key": key}


def test_a_subscription_key_lets_in(locked: Server, keys: Keys) -> None:
    answer = asked(locked, ssml(TEXT, "sine"), **subscription(keys.speaker))
    assert answer.content == expected_pcm(TEXT)


@pytest.mark.parametrize("headers", [{}, subscription("vs_wrong"), bearer("vst_wrong")])
@pytest.mark.parametrize(("method", "path"), [("GET", LIST), ("POST", TOKEN)])
def test_without_a_right_key_it_is_401_in_azures_form(
    locked: Server, headers: dict[str, str], method: str, path: str
) -> None:
    answer = httpx.request(method, f"{locked.url}{path}", headers=headers)
    assert answer.status_code == 401
    error = answer.json()["error"]
    assert error["code"] == "401"
    assert error["innererror"] == {"code": "invalid_key"}
    assert error["message"]


def test_speech_without_a_key_is_401(locked: Server) -> None:
    assert asked(locked, ssml(TEXT, "sine")).status_code == 401


def test_a_key_without_the_scope_is_403(locked: Server, reader_key: str) -> None:
    answer = asked(locked, ssml(TEXT, "sine"), **subscription(reader_key))
    assert answer.status_code == 403


def test_a_token_lets_in_for_ten_minutes_at_most(locked: Server, keys: Keys) -> None:
    headers = subscription(keys.operator)
    answer = httpx.post(f"{locked.url}{TOKEN}", headers=headers).raise_for_status()
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    assert asked(locked, ssml(TEXT, "sine"), **bearer(answer.text)).status_code == 200
    [kept] = locked.redis().scan_iter("vs:token:*")
    assert 500 < locked.redis().ttl(kept) <= 600


def test_a_token_is_for_speech_alone_and_gets_no_other(locked: Server, keys: Keys) -> None:
    answer = httpx.post(f"{locked.url}{TOKEN}", headers=subscription(keys.operator))
    token = bearer(answer.text)
    assert httpx.get(f"{locked.url}/metrics", headers=token).status_code == 403
    assert httpx.post(f"{locked.url}{TOKEN}", headers=token).status_code == 401


def test_a_server_without_keys_gives_a_token_that_it_takes(server: Server) -> None:
    token = httpx.post(f"{server.url}{TOKEN}").raise_for_status().text
    assert asked(server, ssml(TEXT, "sine"), **bearer(token)).status_code == 200


@pytest.mark.parametrize(
    "document",
    [
        ssml(TEXT, "en-US-JennyNeural"),
        ssml(f"{TEXT}</voice><voice name='nobody'>{TEXT}", "sine"),
    ],
)
def test_an_unknown_voice_is_400_where_it_is_refused(
    locked: Server, keys: Keys, document: str
) -> None:
    answer = asked(locked, document, **subscription(keys.speaker))
    assert answer.status_code == 400
    assert answer.json()["error"]["innererror"] == {"code": "unknown_voice"}


@pytest.mark.parametrize("path", [LIST, f"/tts{LIST}"])
def test_the_list_has_each_voice_as_azure_has_it(locked: Server, keys: Keys, path: str) -> None:
    answer = httpx.get(f"{locked.url}{path}", headers=subscription(keys.speaker))
    assert answer.json() == [described("sine"), described("square")]


def described(name: str) -> dict[str, str]:
    return {
        "Name": f"Microsoft Server Speech Text to Speech Voice (en-US, {name})",
        "DisplayName": name,
        "LocalName": name,
        "ShortName": name,
        "Gender": "Neutral",
        "Locale": "en-US",
        "SampleRateHertz": "24000",
        "VoiceType": "Neural",
        "Status": "GA",
        "WordsPerMinute": "150",
    }
