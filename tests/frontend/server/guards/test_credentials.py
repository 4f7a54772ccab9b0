"""Where a key is found, and that nothing of it is left."""

from typing import Any

import pytest

from frontend.access.access import Credential
from frontend.server.guards.asking import KEY_HEADER
from frontend.server.guards.credentials import take_credential

KEY = "vs_0123456789ab_secret"


def connection(query: str = "", **headers: str) -> dict[str, Any]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"headers": [(b"host", b"here"), *named], "query_string": query.encode()}


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {KEY}"},
        {"authorization": f"bearer  {KEY} "},
        {"authorization": f"Token {KEY}"},
        {"xi_api_key": KEY},
        {"x_api_key": KEY},
        {"ocp_apim_subscription_key": KEY},
    ],
)
def test_a_key_is_taken_out_of_its_header(headers: dict[str, str]) -> None:
    asked = connection("text=a&token=b", **headers)
    assert take_credential(asked) == Credential(KEY)
    [name] = headers
    assert asked.pop(KEY_HEADER) == name.replace("_", "-")
    assert asked == connection("text=a")


@pytest.mark.parametrize(
    ("query", "key", "rest"),
    [
        ("api_key=abc&cartesia_version=1", "abc", "cartesia_version=1"),
        ("cartesia_version=1&access_token=a%2Fb", "a/b", "cartesia_version=1"),
        ("api_key=abc&access_token=def", "abc", ""),
        ("my_api_key=abc", "", "my_api_key=abc"),
    ],
)
def test_only_cartesias_socket_may_have_a_key_in_its_query(query: str, key: str, rest: str) -> None:
    asked = connection(query) | {"path": "/tts/websocket"}
    assert take_credential(asked) == Credential(key, in_url=not key)
    assert asked["query_string"].decode() == rest
    elsewhere = connection(query) | {"path": "/ws"}
    assert take_credential(elsewhere).text == ""
    assert elsewhere["query_string"].decode() == query


def test_a_key_in_the_query_is_taken_out_beside_one_in_a_header() -> None:
    asked = connection("api_key=abc", x_api_key=KEY) | {"path": "/tts/websocket"}
    assert take_credential(asked) == Credential(KEY)
    assert asked["query_string"] == b""


@pytest.mark.parametrize(
    ("query", "token", "rest"),
    [
        ("token=abc", "abc", ""),
        ("token=abc&text=a", "abc", "text=a"),
        ("text=a&token=abc", "abc", "text=a"),
        ("text=a&token=abc&x=1", "abc", "text=a&x=1"),
        ("token=abc&token=def", "abc", ""),
        ("mytoken=abc", "", "mytoken=abc"),
        ("text=token=abc", "", "text=token=abc"),
        ("token=", "", ""),
        ("text=a", "", "text=a"),
    ],
)
def test_a_token_is_taken_out_of_the_query(query: str, token: str, rest: str) -> None:
    asked = connection(query)
    assert take_credential(asked) == Credential(token, in_url=True)
    assert asked["query_string"].decode() == rest


def test_the_password_of_a_proxy_is_no_key() -> None:
    asked = connection(authorization="Basic dXNlcjpwYXNz")
    assert take_credential(asked).text == ""
    assert asked == connection(authorization="Basic dXNlcjpwYXNz")


@pytest.mark.parametrize(
    ("offered", "key", "left"),
    [
        (["token", KEY], KEY, ["token"]),
        (["Bearer", KEY], KEY, ["Bearer"]),
        (
            ["token", KEY, "x-deepgram-session-id", "7"],
            KEY,
            ["token", "x-deepgram-session-id", "7"],
        ),
        (["chat", "token", KEY], KEY, ["chat", "token"]),
        (["chat", "token"], "", ["chat", "token"]),
        (["chat"], "", ["chat"]),
        ([], "", []),
    ],
)
def test_a_key_is_taken_out_of_the_subprotocols(
    offered: list[str], key: str, left: list[str]
) -> None:
    asked = {**connection(sec_websocket_protocol=", ".join(offered)), "subprotocols": offered}
    assert take_credential(asked).text == key
    assert asked == {**connection(sec_websocket_protocol=", ".join(left)), "subprotocols": left}
