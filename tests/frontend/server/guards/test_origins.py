"""Which pages may send which requests: every route of the server's table, whoever asks."""

from collections.abc import Iterator

import pytest
from starlette.routing import Mount, Route, WebSocketRoute

from frontend.server.app import ROUTES
from frontend.server.guards.origins import Origins
from tests.frontend.server.guards.guarded import client_behind, status

HOST, LAN = "localhost:8000", "192.168.1.5:8000"
PASSED = (200, 101)
WEBSOCKET = "WEBSOCKET"
APP = "https://app.example"
BROWSER = {"user-agent": "Mozilla/5.0 (X11)", "accept-language": "en"}
TYPED = {**BROWSER, "upgrade-insecure-requests": "1"}
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": "http://localhost:3000"},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"referer": "http://evil.example/page"},
]
OURS = [
    {},
    {"sec-fetch-site": "none", **BROWSER},
    {"sec-fetch-site": "same-origin", "origin": f"http://{HOST}", **BROWSER},
    {"origin": f"http://{HOST}", **BROWSER},
    {"referer": f"http://{HOST}/", **BROWSER},
]
# What a page of another site may ask for: where its links may lead, and probes.
OPEN = {"/", "/docs", "/openapi.json", "/health", "/ready", "/static"}


def all_requests() -> Iterator[tuple[str, str]]:
    """Yield method and path of all that the server's table has."""
    for route in ROUTES:
        if isinstance(route, Route):
            path = route.path.replace(":path", "")
            yield from ((method, path) for method in sorted(route.methods or ()))
        elif isinstance(route, Mount):
            yield "GET", f"{route.path}/page.js"
        elif isinstance(route, WebSocketRoute):
            yield WEBSOCKET, route.path


ALL = list(all_requests())
GUARDED = [
    (method, path)
    for method, path in ALL
    if method not in ("GET", "HEAD") or path.removesuffix("/page.js") not in OPEN
]


def test_the_table_has_requests_of_every_kind() -> None:
    assert {method for method, _ in GUARDED} == {"POST", "DELETE", "GET", "HEAD", WEBSOCKET}
    paths = {path for _, path in GUARDED}
    assert {"/tts", "/sse", "/ws", "/set_engine", "/v1/jobs", "/v1/audio/speech"} <= paths


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(("method", "path"), GUARDED)
async def test_a_foreign_page_is_refused(method: str, path: str, headers: dict[str, str]) -> None:
    assert await status(Origins, HOST, path, method, headers) == 403


@pytest.mark.parametrize("headers", OURS, ids=str)
@pytest.mark.parametrize(("method", "path"), ALL)
async def test_the_servers_own_page_and_programs_are_let_in(
    method: str, path: str, headers: dict[str, str]
) -> None:
    assert await status(Origins, HOST, path, method, headers) == PASSED[method == WEBSOCKET]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", sorted(OPEN - {"/static"}))
async def test_a_link_of_a_foreign_page_may_lead_to_the_page(
    path: str, headers: dict[str, str]
) -> None:
    assert await status(Origins, HOST, path, "GET", headers) == 200
    assert await status(Origins, HOST, path, "POST", headers) == 403


@pytest.mark.parametrize("path", ["/set_engine", "/setvoice"])
async def test_a_browser_that_does_not_tell_its_page_changes_nothing_by_get(path: str) -> None:
    """Over http to another machine, an image without a referrer sends no more than that."""
    assert await status(Origins, LAN, path, "GET", BROWSER) == 403
    assert await status(Origins, LAN, path, "GET", TYPED) == 403


@pytest.mark.parametrize("path", ["/tts", "/sse"])
async def test_such_a_browser_is_spoken_to_only_at_a_typed_address(path: str) -> None:
    assert await status(Origins, LAN, path, "GET", BROWSER) == 403
    assert await status(Origins, LAN, path, "GET", TYPED) == 200


@pytest.mark.parametrize(("method", "path"), ALL)
async def test_a_page_of_an_allowed_origin_is_let_in(method: str, path: str) -> None:
    headers = {"origin": APP, "sec-fetch-site": "cross-site"}
    code = await status(lambda app: Origins(app, [APP]), HOST, path, method, headers)
    assert code == PASSED[method == WEBSOCKET]


def test_answers_may_be_embedded_by_allowed_origins_only() -> None:
    client = client_behind(lambda app: Origins(app, [APP]), HOST)
    embedding = {"referer": f"{APP}/", "sec-fetch-site": "cross-site"}
    policies = [
        client.get(path, headers=headers).headers["cross-origin-resource-policy"]
        for path, headers in [("/tts", {}), ("/tts", embedding), ("/tts", FOREIGN[0])]
    ]
    assert policies == ["same-origin", "cross-origin", "same-origin"]


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/tts", {"error": {"code", "message"}}),
        ("/v1/audio/speech", {"error": {"message", "type", "param", "code"}}),
        ("/setvoice", {"error": str}),
    ],
)
def test_a_refusal_has_the_shape_of_its_protocol(path: str, shape: dict[str, object]) -> None:
    answer = client_behind(Origins, HOST).get(path, headers=FOREIGN[0]).json()["error"]
    described = set(answer) if isinstance(answer, dict) else type(answer)
    assert {"error": described} == shape
    assert "VOICE_SERVER_ORIGINS" in str(answer)
