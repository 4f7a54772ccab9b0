"""A server with short limits, and clients that send what they like."""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.sync.client import ClientConnection, connect

from frontend.server.connections.http import HttpConnection
from frontend.server.connections.limits import Limits
from frontend.server.connections.server import LimitedServer
from frontend.server.connections.websocket import WebSocketConnection
from tests.support.processes import wait_until

GET = b"GET /%b HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /%b HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
CHUNKED = b"POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
UPGRADE = (
    b"GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PING, CLOSE = 0x89, 0x88
TEXT, LAST = 0x01, 0x80
FLOOD_PARTS, FLOOD_PART_BYTES = 1_000, 12_000
PATIENCE_S = 30.0  # of the tests; the limits are far below


class Broken:
    """Sends a part of a body, and no end of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})


class LimitedApp:
    """Routes that read, that do not, and that go on for as long as a test wants."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.may_go_on = threading.Event()
        self.disconnected = threading.Event()
        self.cut_all: Callable[[], None] = lambda: None
        routes = [
            Route("/health", self.read, methods=["GET", "POST"]),
            Route("/read", self.read, methods=["GET", "POST"]),
            Route("/unread", self.unread, methods=["POST"]),
            Route("/late", self.late, methods=["POST"]),
            Route("/long", self.long),
            Route("/silent", self.silent),
            Route("/broken", Broken()),
            WebSocketRoute("/echo", self.echo),
            WebSocketRoute("/cut", self.cut),
            WebSocketRoute("/refuse", self.refuse),
            WebSocketRoute("/flood", self.flood),
            WebSocketRoute("/bye", self.bye),
            WebSocketRoute("/deaf", self.deaf),
        ]
        self.app = Starlette(routes=routes)

    async def read(self, request: Request) -> PlainTextResponse:
        body = await request.body()
        return PlainTextResponse(f"{len(body)} {sorted(request.headers)}")

    async def unread(self, _: Request) -> PlainTextResponse:
        return PlainTextResponse("too much", 413)

    async def late(self, request: Request) -> PlainTextResponse:
        """Read nothing before the test says so."""
        await asyncio.to_thread(self.may_go_on.wait, PATIENCE_S)
        return await self.read(request)

    async def long(self, _: Request) -> StreamingResponse:
        async def parts() -> Iterator[bytes]:  # type: ignore[misc]
            yield b"first"
            await asyncio.to_thread(self.may_go_on.wait, PATIENCE_S)
            yield b"last"

        return StreamingResponse(parts())

    async def silent(self, request: Request) -> PlainTextResponse:
        """Wait for the client to leave."""
        self.began.set()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        self.disconnected.set()
        return PlainTextResponse("nobody hears this")

    async def echo(self, websocket: WebSocket) -> None:
        await websocket.accept()
        async for text in websocket.iter_text():
            try:
                await websocket.send_text(text)
            except WebSocketDisconnect:
                break
        self.disconnected.set()

    async def refuse(self, websocket: WebSocket) -> None:
        await websocket.send_denial_response(PlainTextResponse("not you", 403))

    async def flood(self, websocket: WebSocket) -> None:
        """Send far more than a connection holds, as fast as it is taken, and read meanwhile."""
        await websocket.accept()
        reading = asyncio.create_task(websocket.receive())
        try:
            for _ in range(FLOOD_PARTS):
                await websocket.send_bytes(bytes(FLOOD_PART_BYTES))
        finally:
            reading.cancel()

    async def deaf(self, websocket: WebSocket) -> None:
        """Take no message before the test says so."""
        await websocket.accept()
        await asyncio.to_thread(self.may_go_on.wait, PATIENCE_S)

    async def bye(self, websocket: WebSocket) -> None:
        """Close at the first message."""
        await websocket.accept()
        await websocket.receive_text()
        await websocket.close()

    async def cut(self, websocket: WebSocket) -> None:
        """Have the client be gone before it is answered."""
        self.cut_all()
        try:
            await websocket.accept()
            await websocket.send_text("Hello?")
        finally:
            self.disconnected.set()


class LimitedServerAt:
    """Where the server is, and what its application does."""

    def __init__(self, port: int, app: LimitedApp, server: LimitedServer) -> None:
        self.port = port
        self.app = app
        self.server = server

    @contextmanager
    def connection(self, sent: bytes = b"") -> Iterator[socket.socket]:
        with closing(socket.create_connection(("127.0.0.1", self.port))) as client:
            client.settimeout(PATIENCE_S)
            client.sendall(sent)
            yield client

    def ask(self, sent: bytes) -> bytes:
        """Send that, and return all that comes until the server closes."""
        with self.connection(sent) as client:
            return read_all(client)


@contextmanager
def limited_server(limits: Limits) -> Iterator[LimitedServerAt]:
    app = LimitedApp()
    config = uvicorn.Config(
        app.app,
        loop="uvloop",
        http=HttpConnection,
        ws=WebSocketConnection,
        ws_ping_interval=1,
        ws_ping_timeout=None,
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    server = LimitedServer(config, limits)

    def cut_all() -> None:
        for connection in server.server_state.connections:
            connection.transport.abort()

    app.cut_all = cut_all
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield LimitedServerAt(listener.getsockname()[1], app, server)
        finally:
            app.may_go_on.set()
            server.should_exit = True
            thread.join()


def read_all(client: socket.socket) -> bytes:
    """Return what comes until the server closes; at a reset, what came before it."""
    got = b""
    try:
        while part := client.recv(65_536):
            got += part
    except ConnectionResetError:
        pass
    return got


def status_of(answer: bytes) -> int:
    """Return the status of the first answer, 0 if there is none."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


@contextmanager
def client_of(server: LimitedServerAt) -> Iterator[ClientConnection]:
    with connect(f"ws://127.0.0.1:{server.port}/echo", compression=None) as client:
        yield client


def frame(opcode: int, content: bytes, length: int | None = None) -> bytes:
    """Return a client's frame, whose mask changes nothing; `length` may promise more."""
    head = struct.pack("!BBQ", opcode, 0x80 | 127, len(content) if length is None else length)
    return head + bytes(4) + content
