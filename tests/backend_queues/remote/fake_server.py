"""An HTTP server on this machine that answers as scripted, to the byte and to the moment."""

import json
import select
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST_WAIT_S = 10.0


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """An answer in pieces, each sent on its own; at an event the server waits for it.

    `before` is waited for before anything is sent. A `broken` answer ends without its end.
    """

    pieces: tuple[bytes | threading.Event, ...] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: threading.Event | None = None
    broken: bool = False


def json_answer(value: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = {"Content-Type": "application/json"}
    return Answer((json.dumps(value).encode(),), status, {**content, **named})


class Fake:
    """A service to be. What is in `script` is answered first, then each request is spoken."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.script: deque[Answer] = deque()
        self.waiting = threading.Event()  # an answer has come to one of its events
        self.left = threading.Event()  # the client has closed the connection before its end
        self.connections: set[tuple[str, int]] = set()
        handler = type("Handler", (_Handler,), {"fake": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> "Fake":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, seen: Seen) -> Answer:
        self.seen.append(seen)
        if seen.method == "GET":
            return self.list(seen.path)
        return self.script.popleft() if self.script else self.speak(seen)

    def list(self, path: str) -> Answer:
        return json_answer({"error": {"message": f"Invalid URL (GET {path})"}}, 404)

    def speak(self, seen: Seen) -> Answer:
        raise NotImplementedError

    def spoken_to(self) -> Seen:
        """The last request for speech."""
        return next(seen for seen in reversed(self.seen) if seen.method == "POST")


class _Handler(BaseHTTPRequestHandler):
    fake: Fake
    protocol_version = "HTTP/1.1"
    timeout = 30.0

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def _answer(self, body: bytes) -> None:
        self.fake.connections.add(self.client_address)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.fake.answer(Seen(self.command, self.path, headers, body))
        if answer.before and not self._wait(answer.before):
            return
        self.send_response(answer.status)
        chunked = "Content-Length" not in answer.headers
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.close_connection = not self._send(answer, chunked)

    def _send(self, answer: Answer, chunked: bool) -> bool:
        """Send the pieces; whether the answer came to its end."""
        try:
            for piece in answer.pieces:
                if isinstance(piece, threading.Event):
                    if not self._wait(piece):
                        return False
                else:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
            if chunked and not answer.broken:
                self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.fake.left.set()
            return False
        return not answer.broken

    def _wait(self, event: threading.Event) -> bool:
        """Wait for the event; whether it came before the client had left."""
        self.fake.waiting.set()
        self.close_connection = True
        for _ in range(int(LONGEST_WAIT_S / 0.01)):
            if event.wait(0.01):
                return True
            readable, _, _ = select.select([self.connection], [], [], 0)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                self.fake.left.set()
                return False
        return False

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests look at what was seen."""
