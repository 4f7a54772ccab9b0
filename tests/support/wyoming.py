"""A client of Wyoming in plain sockets, which can also say what no client should."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

PATIENCE_S = 60


class Event(NamedTuple):
    kind: str
    data: dict[str, Any]
    payload: bytes = b""


class Line:
    """One connection."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), PATIENCE_S)
        self._file = self.socket.makefile("rb")

    def send(self, kind: str, payload: bytes = b"", **data: object) -> Self:
        body = json.dumps(data).encode() if data else b""
        lengths = {"data_length": len(body), "payload_length": len(payload)}
        self.socket.sendall(json.dumps({"type": kind, **lengths}).encode() + b"\n" + body + payload)
        return self

    def read(self) -> Event | None:
        """Return the next event, None if the server has closed."""
        line = self._file.readline()
        if not line:
            return None
        header = json.loads(line)
        body = self._file.read(header.get("data_length", 0))
        payload = self._file.read(header.get("payload_length", 0))
        return Event(header["type"], json.loads(body or b"{}"), payload)

    def until(self, last: str) -> list[Event]:
        """Return the events up to the one of that kind."""
        events = []
        while event := self.read():
            events.append(event)
            if event.kind == last:
                return events
        raise AssertionError(f"the server has closed after {events[-1:]}")

    def rest(self) -> list[Event]:
        """Return the events until the server closes."""
        return list(iter(self.read, None))

    def close(self) -> None:
        self._file.close()
        self.socket.close()


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    line = Line(address)
    try:
        yield line
    finally:
        line.close()


def pcm_of(events: list[Event]) -> bytes:
    return b"".join(event.payload for event in events if event.kind == "audio-chunk")


def kinds_of(events: list[Event]) -> list[str]:
    """Return the kinds in order, without repetitions."""
    kinds = [event.kind for event in events]
    return [kind for n, kind in enumerate(kinds) if n == 0 or kinds[n - 1] != kind]
