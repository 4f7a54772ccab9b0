"""The guards as the settings ask for them."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from backend_queues.errors import InvalidConfiguration
from frontend.server.guards.stack import checked_origins, guards
from frontend.settings import Settings

APP = "https://app.example"
PREFLIGHT = {
    "origin": APP,
    "access-control-request-method": "POST",
    # Also those of OpenAI's client, and whatever an interface's next client will send.
    "access-control-request-headers": "authorization, cache-control, content-type, x-api-key, "
    "x-stainless-os, x-stainless-retry-count, xi-api-key",
}


def broken(_: Request) -> Response:
    raise ZeroDivisionError


def client(origins: str = "", hosts: str = "") -> TestClient:
    settings = Settings(origins=origins, hosts=hosts)
    routes = [
        Route("/tts", lambda _: PlainTextResponse("spoken"), methods=["GET", "POST"]),
        Route("/broken", broken),
    ]
    app = Starlette(routes=routes, middleware=guards(settings))
    return TestClient(app, "http://localhost:8000")


def test_origins_are_read_as_browsers_send_them() -> None:
    assert checked_origins("https://App.example/, http://localhost:3000 ,*") == [
        "https://app.example",
        "http://localhost:3000",
        "*",
    ]


@pytest.mark.parametrize("wrong", ["app.example", "https://app.example/page", "https://", "null"])
def test_what_is_no_origin_is_refused_at_start(wrong: str) -> None:
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_ORIGINS"):
        guards(Settings(origins=f"{APP},{wrong}"))


def test_without_the_setting_no_browser_is_told_that_a_page_may_read() -> None:
    answer = client().options("/tts", headers=PREFLIGHT)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("setting", [APP, "*"])
def test_an_allowed_page_may_send_keys_and_json(setting: str) -> None:
    answer = client(setting).options("/tts", headers=PREFLIGHT)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] in (APP, "*")
    sent = PREFLIGHT["access-control-request-headers"].split(", ")
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert all(name in allowed for name in sent)


def test_an_allowed_page_reads_the_answer() -> None:
    headers = {"origin": APP, "sec-fetch-site": "cross-site"}
    answer = client(APP).post("/tts", headers=headers)
    assert (answer.text, answer.headers["access-control-allow-origin"]) == ("spoken", APP)


def test_an_allowed_page_reads_that_the_server_has_a_fault() -> None:
    answer = client(APP).get("/broken", headers={"origin": APP, "sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal_error")
    assert answer.headers["access-control-allow-origin"] == APP


def test_no_other_page_does() -> None:
    headers = {"origin": "https://other.example", "sec-fetch-site": "cross-site"}
    answer = client(APP).post("/tts", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_a_compressed_body_is_refused_so_that_a_page_can_read_why() -> None:
    headers = {"origin": APP, "sec-fetch-site": "cross-site", "content-encoding": "gzip"}
    answer = client(APP).post("/tts", headers=headers)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (415, APP)


def test_an_allowed_origin_does_not_make_a_foreign_name_ours() -> None:
    headers = {"origin": APP, "host": "evil.example"}
    assert client(APP).post("/tts", headers=headers).status_code == 421
    assert client(APP, "evil.example").post("/tts", headers=headers).status_code == 200
