"""An application behind a guard, asked without a server."""

from collections.abc import Callable, Mapping

from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

Guard = Callable[[ASGIApp], ASGIApp]


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request, and accept every WebSocket."""
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).accept()
    else:
        await PlainTextResponse("passed")(scope, receive, send)


def client_behind(guard: Guard, host: str) -> TestClient:
    return TestClient(guard(app), f"http://{host}")


async def status(
    guard: Guard, host: str, path: str, method: str, headers: Mapping[str, str]
) -> int:
    """Return the status of the answer to a request; the method WEBSOCKET asks for one: 101."""
    is_socket = method == "WEBSOCKET"
    scope: Scope = {
        "type": "websocket" if is_socket else "http",
        "path": path,
        "headers": [
            (name.encode(), value.encode())
            for name, value in ({"host": host} | {**headers}).items()
        ],
        "extensions": {"websocket.http.response": {}},
    }
    if not is_socket:
        scope["method"] = method
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect" if is_socket else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await guard(app)(scope, receive, send)
    return 101 if sent[0]["type"] == "websocket.accept" else int(sent[0]["status"])
