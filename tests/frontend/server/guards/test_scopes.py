"""Each route says what it needs, and what no route says needs a key."""

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from frontend.server.app import ROUTES
from frontend.server.guards.scopes import NEEDS, OPEN, need_of, need_of_route


def methods_of(route: BaseRoute) -> set[str]:
    return set(route.methods or ()) - {"HEAD"} if isinstance(route, Route) else {"GET"}


def path_of(route: BaseRoute) -> str:
    assert isinstance(route, Route | WebSocketRoute | Mount)
    return route.path


def test_every_route_is_in_the_table_and_no_other() -> None:
    served = {path_of(route) for route in ROUTES}
    listed = {entry.rpartition(" ")[2] for entry in NEEDS}
    assert listed == served | {"/static/{path:path}"}


def test_a_method_of_its_own_is_one_that_the_route_has() -> None:
    served = {f"{method} {path_of(route)}" for route in ROUTES for method in methods_of(route)}
    assert {entry for entry in NEEDS if " " in entry} <= served


def test_only_what_is_needed_before_there_is_a_key_is_open() -> None:
    open_paths = {path for path, need in NEEDS.items() if need == OPEN}
    pages = {"/", "/docs", "/openapi.json", "/static", "/static/{path:path}"}
    assert open_paths == {"/health", "/ready", *pages}


@pytest.mark.parametrize("route", [route for route in ROUTES if not isinstance(route, Mount)])
def test_a_request_needs_what_its_route_needs(route: BaseRoute) -> None:
    """The guard finds the route by itself, so it must find the one that answers."""
    template = path_of(route)
    filled = template.replace("{id}", "0123456789abcdef").replace("{name}", "a.mp3")
    filled = filled.replace("{model:path}", "a/b")
    for method in methods_of(route):
        assert need_of(method, filled) == need_of_route(method, template)
        # Which routes take for the same path.
        assert need_of(method, f"{filled}\n") == need_of_route(method, template)


@pytest.mark.parametrize(
    ("method", "path", "need"),
    [
        ("GET", "/v1/audio/voices", "speak"),
        ("POST", "/v1/audio/voices", "voices"),
        ("DELETE", "/v1/audio/voices/me", "voices"),
        ("GET", "/static/page.js", ""),
        ("GET", "/staticx", "any"),
        ("GET", "/docs/", ""),
        ("GET", "/health/", ""),
        ("GET", "/docs//", "any"),
        ("GET", "/metrics/", "any"),
        ("GET", "/v1/jobs/", "any"),
        ("GET", "/v1/jobs/1/else", "any"),
        ("GET", "//static/page.js", "any"),
        ("GET", "/nowhere", "any"),
        ("GET", "", "any"),
    ],
)
def test_what_no_route_says_needs_a_key(method: str, path: str, need: str) -> None:
    assert need_of(method, path) == need
