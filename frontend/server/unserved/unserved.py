"""What to say of a path that no route serves, or not with this method, or not by a WebSocket."""

from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import Scope

from backend_queues.errors import TTSError, shown
from backend_queues.request_errors import UnknownPath, UpgradeRequired, WrongMethod
from backend_queues.suggestions import is_like, nearest

MOST_PATH_CHARS = 100  # of a path that is compared
OF_FILES = ["GET", "HEAD"]  # which alone are mounted
LIST = "GET /docs has every route."


def unserved(scope: Scope) -> TTSError:
    """Return the error of a request or WebSocket that none of the app's routes serves as it is."""
    # Within what is mounted, `root_path` has its path as well.
    root = scope.get("app_root_path", scope.get("root_path", ""))
    path = scope["path"].removeprefix(root)
    routes = scope["app"].routes
    here = [route for route in _with_path(routes) if route.path_regex.match(path)]
    methods = sorted({method for route in here for method in _methods(route)})
    if any(isinstance(route, Mount) and route.path_regex.match(path) for route in routes):
        methods = OF_FILES
    if scope["type"] == "websocket":
        return _no_socket(path, methods, routes)
    if methods and scope["method"] not in methods:
        return WrongMethod(scope["method"], path, methods)
    if here and not methods:
        return UpgradeRequired(
            f"{shown(path)} is a WebSocket: connect to it with ws:// or wss:// in place of http."
        )
    return UnknownPath(f"There is no {shown(path)} here.{_like(path, _with_path(routes))} {LIST}")


def _no_socket(path: str, methods: list[str], routes: Iterable[BaseRoute]) -> TTSError:
    if methods:
        return UnknownPath(f"{shown(path)} is no WebSocket; ask by HTTP: {', '.join(methods)}.")
    sockets = [route for route in routes if isinstance(route, WebSocketRoute)]
    meant = _like(path, sockets)
    return UnknownPath(f"There is no WebSocket {shown(path)} here.{meant} {LIST}")


def _with_path(routes: Iterable[BaseRoute]) -> Iterator[Route | WebSocketRoute]:
    for route in routes:
        if isinstance(route, Route | WebSocketRoute):
            yield route


def _methods(route: Route | WebSocketRoute) -> Iterable[str]:
    return route.methods or () if isinstance(route, Route) else ()


def _like(path: str, routes: Iterable[Route | WebSocketRoute]) -> str:
    """Return the question with the paths that are most like it.

    A route's parameters are what the client has in their place, so that they count for nothing.
    """
    asked = path[:MOST_PATH_CHARS].strip("/")
    near = (_filled(route.path.strip("/"), asked) for route in routes)
    found = nearest(asked, [each for each in dict.fromkeys(near) if each])
    return f" Did you mean {' or '.join(f'/{each}' for each in found)}?" if found else ""


def _filled(template: str, asked: str) -> str:
    """Return the template's path with what the client has in place of parameters.

    "" if its fixed parts are not like the client's one by one: a parameter is like anything.
    """
    parts, given = template.split("/"), asked.split("/")
    if "{" not in template:
        return template
    if len(parts) != len(given) or parts[0] != given[0]:
        return ""
    pairs = list(zip(parts, given, strict=True))
    if not all(part.startswith("{") or is_like(mine, part) for part, mine in pairs):
        return ""
    return "/".join(mine if part.startswith("{") else part for part, mine in pairs)
