"""GET /voices and /voices/{id}, which classic clients have too."""

from typing import Any

import httpx
import pytest

from tests.support.keys import Keys, bearer
from tests.support.server import Server

VERSION = {"Cartesia-Version": "2026-08-14"}


def ask(server: Server, keys: Keys, path: str = "/voices", **query: Any) -> Any:
    headers = {**VERSION, **bearer(keys.speaker)}
    return httpx.get(f"{server.url}{path}", params=query, headers=headers)


def ids(server: Server, keys: Keys, **query: Any) -> list[str]:
    return [voice["id"] for voice in ask(server, keys, **query).json()["data"]]


def test_a_voice_is_described(served: Server, keys: Keys) -> None:
    page = ask(served, keys).json()
    assert (page["has_more"], page["next_page"]) == (False, None)
    [sine] = [voice for voice in page["data"] if voice["id"] == "sine"]
    assert sine == {
        "id": "sine",
        "name": "sine",
        "description": "a pure tone",
        "language": "en",
        "locales": [{"locale": "en-US", "is_native": True}],
        "gender": None,
        "is_owner": False,
        "access": "public",
        "visibility": "all",
        "tagline": "",
        "created_at": "1970-01-01T00:00:00Z",
    }
    assert ask(served, keys, "/voices/sine").json() == sine


def test_the_pages_have_every_voice_once(served: Server, keys: Keys) -> None:
    everyone = ids(served, keys)
    assert len(everyone) == len(set(everyone)) > 1
    first = ask(served, keys, limit=1).json()
    assert (first["has_more"], first["next_page"]) == (True, everyone[0])
    assert ids(served, keys, starting_after=everyone[0]) == everyone[1:]
    assert ids(served, keys, starting_after=everyone[-1]) == []
    assert ids(served, keys, ending_before=everyone[-1], limit=1) == [everyone[-2]]
    assert ids(served, keys, ending_before=everyone[0]) == []


def test_voices_are_looked_for(served: Server, keys: Keys) -> None:
    assert ids(served, keys, q="PURE") == ["sine"]
    assert ids(served, keys, q="nothing of this kind") == []
    assert ids(served, keys, is_owner="true") == []
    assert ids(served, keys, gender="feminine") == []
    assert ids(served, keys, **{"expand[]": "preview_file_url"}) == ids(served, keys)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"gender": "any"}, "gender"),
        ({"starting_after": "nobody"}, "starting_after"),
    ],
)
def test_a_wrong_query_is_told(
    served: Server, keys: Keys, query: dict[str, str], part: str
) -> None:
    answer = ask(served, keys, **query)
    assert answer.status_code == 400
    assert part in answer.json()["message"]


def test_a_voice_that_there_is_not(served: Server, keys: Keys) -> None:
    answer = ask(served, keys, "/voices/nobody")
    assert answer.status_code == 404
    assert answer.json()["error_code"] == "voice_not_found"


def test_classic_clients_get_names(served: Server, keys: Keys) -> None:
    answer = httpx.get(f"{served.url}/voices", headers=bearer(keys.speaker))
    assert answer.json() == ids(served, keys)
    answer = httpx.post(f"{served.url}/voices", headers={**VERSION, **bearer(keys.speaker)})
    assert answer.json() == ids(served, keys)


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"X-API-Key": "KEY"}, ""),
        ({"Authorization": "Bearer KEY"}, "?cartesia_version=2024-06-10"),
    ],
)
def test_a_version_or_a_header_says_whose_client_it_is(
    served: Server, keys: Keys, headers: dict[str, str], query: str
) -> None:
    given = {name: value.replace("KEY", keys.speaker) for name, value in headers.items()}
    answer = httpx.get(f"{served.url}/voices{query}", headers=given)
    assert [voice["id"] for voice in answer.json()["data"]] == ids(served, keys)


def test_a_wrong_key_is_told_in_the_form_of_who_asks(served: Server) -> None:
    wrong = {"Authorization": "Bearer wrong"}
    answer = httpx.get(f"{served.url}/voices", headers={**VERSION, **wrong})
    assert (answer.status_code, answer.json()["title"]) == (401, "Unauthorized")
    answer = httpx.get(f"{served.url}/voices", headers=wrong)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_key")
