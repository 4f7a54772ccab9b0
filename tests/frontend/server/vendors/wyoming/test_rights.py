"""Whose rights the clients of a Wyoming port have."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from frontend.access.key import id_of
from tests.support.keys import Keys
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, free_port, running_server
from tests.support.wyoming import Line, line_to, pcm_of


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def server(keys: Keys) -> Iterator[Server]:
    """A server that asks for keys, but for its Wyoming port, and refuses unknown voices."""
    with running_server(
        "tone",
        registry=BACKENDS_FILE,
        keys=keys.file.path,
        unknown_voices="refuse",
        wyoming=f"127.0.0.1:{free_port()}",
        wyoming_key=id_of(keys.speaker),
        max_connections=5,
    ) as server:
        yield server


def test_the_port_speaks_without_a_key(server: Server) -> None:
    with line_to(server.wyoming) as line:
        assert line.send("describe").until("info")
        assert pcm_of(line.send("synthesize", text="Hello.").until("audio-stop"))


def test_a_wrong_voice_is_an_error_where_the_settings_say_so(server: Server) -> None:
    with line_to(server.wyoming) as line:
        line.send("synthesize", text="Hello.", voice={"name": "nobody"})
        [error] = line.rest()
    assert error.data["code"] == "unknown_voice"
    assert "nobody" in error.data["text"]


def test_connections_beyond_the_limit_are_told(server: Server) -> None:
    with ExitStack() as lines:
        for _ in range(5):  # those of the tests before may still be closing
            wait_until(lambda: pongs(lines.enter_context(line_to(server.wyoming))))
        [error] = lines.enter_context(line_to(server.wyoming)).rest()
    assert error.data["code"] == "too_many_connections"
    wait_until(lambda: answers(server))


def answers(server: Server) -> bool:
    with line_to(server.wyoming) as line:
        return pongs(line)


def pongs(line: Line) -> bool:
    event = line.send("ping").read()
    return event is not None and event.kind == "pong"


def test_a_key_that_is_revoked_speaks_no_longer(server: Server, keys: Keys) -> None:
    keys.file.revoke(id_of(keys.speaker))
    wait_until(lambda: said(server) == "invalid_key")


def said(server: Server) -> str:
    with line_to(server.wyoming) as line:
        event = line.send("describe").read()
        return str(event.data["code"]) if event and event.kind == "error" else ""
