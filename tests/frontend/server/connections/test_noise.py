"""Nobody fills the log with what he sends."""

import logging
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed

from frontend.server.connections import noise
from frontend.server.connections.limits import Limits
from tests.frontend.server.connections.limited import (
    LAST,
    TEXT,
    client_of,
    frame,
    limited_server,
    status_of,
)


@pytest.fixture
def silenced() -> Iterator[None]:
    noise.silence()
    yield
    logging.getLogger("uvicorn.error").removeFilter(noise._is_of_interest)
    logging.getLogger(noise.FORMS).setLevel(logging.NOTSET)


def test_bad_requests_and_frames_are_nothing_to_log(
    silenced: None, caplog: pytest.LogCaptureFixture
) -> None:
    with limited_server(Limits()) as server:
        assert status_of(server.ask(b"no HTTP\r\n\r\n")) == 400
        with client_of(server) as client:
            client.socket.sendall(frame(TEXT | LAST, b"\xff"))
            with pytest.raises(ConnectionClosed) as closed:
                client.recv()
            assert closed.value.rcvd and closed.value.rcvd.code == 1007
    logging.getLogger(noise.FORMS).warning("Expected boundary character")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_other_lines_are_logged(silenced: None, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("uvicorn.error").warning("Something else.")
    assert caplog.messages == ["Something else."]
