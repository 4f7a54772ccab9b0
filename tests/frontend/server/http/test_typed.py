"""Queries are read into Structs, and a wrong value is named."""

import httpx

from tests.support.server import Server


def test_a_value_of_the_wrong_type_is_named(server: Server) -> None:
    answer = httpx.post(f"{server.url}/v1/audio/voices?replace=perhaps", files={"file": b"x"})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == "invalid_request"
    assert "replace" in error["message"]
