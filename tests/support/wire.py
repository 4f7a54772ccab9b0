"""A way to a server that can be cut, as a network, a proxy or a restart would."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

PART_BYTES = 16_384


class Wire:
    """Passes on what comes to `url`; `passed_bytes` is what has come back."""

    def __init__(self, server_url: str) -> None:
        parts = urlsplit(server_url)
        self._server = (parts.hostname or "", parts.port or 80)
        self._listener = _listener(0)
        self._port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._open: set[socket.socket] = set()
        self._cut_after: int | None = None
        self.passed_bytes = 0
        self._listen()

    def cut_after(self, passed_bytes: int) -> None:
        """Cut what is being passed on once, when so much more has come back."""
        self._cut_after = self.passed_bytes + passed_bytes

    @property
    def was_cut(self) -> bool:
        return self._cut_after is None

    def take_away(self) -> None:
        """Cut all connections, and refuse new ones."""
        _end(self._listener)
        for end in list(self._open):
            _end(end)

    def bring_back(self) -> None:
        self._listener = _listener(self._port)
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # it is closed to end this
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(self._server)
                self._open |= {client, server}
                for pump in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=pump, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, back: bool) -> None:
        with suppress(OSError):
            while part := source.recv(PART_BYTES):
                target.sendall(part)
                self.passed_bytes += len(part) if back else 0
                if self._cut_after is not None and self.passed_bytes >= self._cut_after:
                    self._cut_after = None
                    break
        for end in (source, target):
            _end(end)
            self._open.discard(end)


@contextmanager
def wire_to(server_url: str) -> Iterator[Wire]:
    wire = Wire(server_url)
    try:
        yield wire
    finally:
        wire.take_away()


def _listener(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def _end(end: socket.socket) -> None:
    with suppress(OSError):  # it has ended already
        end.shutdown(socket.SHUT_RDWR)
    end.close()
