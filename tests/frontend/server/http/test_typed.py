"""Queries are read into Structs, and a wrong value is named."""

import json
from typing import Any

import httpx
import pytest

from backend_queues.errors import InvalidRequest
from frontend.server.http.typed import parse_json
from tests.support.server import Server


def test_a_value_of_the_wrong_type_is_named(server: Server) -> None:
    answer = httpx.post(f"{server.url}/v1/audio/voices?replace=perhaps", files={"file": b"x"})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "invalid_request"
    assert "replace" in error["message"]


@pytest.mark.parametrize("encoding", [str, lambda text: text.encode("utf-8", "surrogatepass")])
def test_half_a_pair_is_replaced_wherever_it_stands(encoding: Any) -> None:
    """What was taken is written as JSON again, to Redis or to the client, which cannot hold it."""
    sent = {"\udc00a": ["b\ud800", {"c": "\ud83d\ude00"}, 1, None]}
    read = {"\ufffda": ["b\ufffd", {"c": "\U0001f600"}, 1, None]}
    assert parse_json(encoding(json.dumps(sent)), dict[str, Any], "{}") == read
    raw = json.dumps({"a": "\ud800"}, ensure_ascii=False)
    assert parse_json(encoding(raw), dict[str, Any], "{}") == {"a": "\ufffd"}


def test_what_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(InvalidRequest):
        parse_json("[" * 900 + "]" * 900, dict[str, Any], "{}")
