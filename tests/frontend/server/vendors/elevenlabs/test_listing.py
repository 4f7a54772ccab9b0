"""What ElevenLabs' clients ask for beside speech, and whose form it has."""

import httpx
import pytest

from tests.support.keys import Keys, bearer
from tests.support.server import Server

BOTH = ["/v1/voices", "/v1/models"]


def get(server: Server, path: str, key: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers={"xi-api-key": key})


def test_the_voices_are_listed_in_their_form(keyed_server: Server, keys: Keys) -> None:
    listed = get(keyed_server, "/v1/voices", keys.speaker).json()["voices"]
    assert [voice["voice_id"] for voice in listed] == ["sine", "square"]
    first = listed[0]
    assert (first["name"], first["category"]) == ("sine", "premade")
    assert first["labels"] == {"language": "en", "locale": "en-US", "backend": "wordy"}
    page = get(keyed_server, "/v2/voices?page_size=1", keys.speaker).json()
    assert page == {"voices": listed, "total_count": 2, "has_more": False, "next_page_token": None}


def test_the_models_are_backends_and_their_names_for_some(keyed_server: Server, keys: Keys) -> None:
    listed = get(keyed_server, "/v1/models", keys.speaker).json()
    assert [model["model_id"] for model in listed] == ["tone", "wordy", "eleven_flash_v2_5"]
    assert all(model["can_do_text_to_speech"] for model in listed)
    assert listed[0]["languages"] == [{"language_id": "en-US", "name": "en-US"}]


def test_a_key_can_be_checked_by_the_user(keyed_server: Server, keys: Keys) -> None:
    answer = get(keyed_server, "/v1/user", keys.speaker).json()
    assert answer["user_id"]
    assert keys.speaker not in str(answer)
    assert answer["subscription"] == get(keyed_server, "/v1/user/subscription", keys.speaker).json()
    refused = get(keyed_server, "/v1/user", "vs_wrong")
    assert refused.status_code == 401
    assert refused.json()["detail"]["status"] == "invalid_api_key"


@pytest.mark.parametrize("path", BOTH)
def test_other_clients_get_what_they_always_got(
    keyed_server: Server, keys: Keys, path: str
) -> None:
    ours = httpx.get(f"{keyed_server.url}{path}", headers=bearer(keys.speaker)).json()
    assert "tags" in ours or ours["object"] == "list"
    theirs = get(keyed_server, path, "vs_wrong")
    assert theirs.json()["detail"]["status"] == "invalid_api_key"
    wrong = httpx.get(f"{keyed_server.url}{path}", headers=bearer("vs_wrong"))
    assert "error" in wrong.json()


@pytest.mark.parametrize("path", BOTH)
def test_the_header_counts_where_no_keys_are_asked_for(server: Server, path: str) -> None:
    assert httpx.get(f"{server.url}{path}").json() != get(server, path, "anything").json()
