"""The log of a running server: frontend and workers tell of the same utterance, in JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.faulty_backend import LIBRARY_LINE, PRINTED_LINE
from tests.support.processes import wait_until
from tests.support.server import BACKENDS_FILE, Server, running_server

TEXT = "Wombats are here, they said. And they dig!"
WAIT_S = 30

Line = dict[str, Any]


class Log:
    """What the server has written to stderr, every line of which is a JSON object."""

    def __init__(self, server: Server, path: Path) -> None:
        self.server = server
        self.path = path

    def lines(self) -> list[Line]:
        lines = [json.loads(line) for line in self.path.read_text().split("\n")[:-1]]
        assert all(line.keys() >= {"timestamp", "level", "logger", "event"} for line in lines)
        return lines

    def of_stream(self, raised: int = 0, **body: object) -> list[Line]:
        """Speak a text, and return what is logged of its utterance.

        That has come when the stream has ended and workers have told of so many exceptions.
        """
        before = len(self.lines())
        httpx.post(f"{self.server.url}/tts", json={"text": TEXT, **body}, timeout=WAIT_S)
        wait_until(lambda: with_event(self.lines()[before:], "A stream has ended."), WAIT_S)
        wait_until(lambda: len(exceptions(self.lines()[before:])) == raised, WAIT_S)
        [end] = with_event(self.lines()[before:], "A stream has ended.")
        return [line for line in self.lines() if line.get("utterance") == end["utterance"]]


def with_event(lines: list[Line], event: str) -> list[Line]:
    return [line for line in lines if line["event"].startswith(event)]


def exceptions(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "exception" in line]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    path = tmp_path_factory.mktemp("log") / "stderr"
    with (
        path.open("wb") as file,
        running_server(
            "tone", "faulty", registry=BACKENDS_FILE, stderr=file, log_format="json"
        ) as server,
    ):
        yield Log(server, path)


def test_frontend_and_worker_tell_of_one_utterance(log: Log) -> None:
    lines = log.of_stream(backend="tone")
    [opened] = with_event(lines, "A stream opens.")
    assert (opened["process"], opened["level"]) == ("frontend", "info")
    assert (opened["door"], opened["backend"], opened["voice"]) == ("/tts", "tone", "sine")
    spoken = with_event(lines, "A segment is spoken.")
    assert [line["segment_index"] for line in spoken] == [0, 1]
    for line in spoken:
        assert (line["process"], line["backend"], line["attempt"]) == ("tone-1", "tone", 1)
        assert line["worker"].startswith("tone-")
        assert line["synthesis_s"] >= 0
    [ended] = with_event(lines, "A stream has ended.")
    assert (ended["outcome"], ended["error"], ended["segments"]) == ("done", "", 2)
    assert ended["first_audio_s"] > 0
    assert ended["audio_s"] == pytest.approx(sum(line["audio_s"] for line in spoken), abs=0.002)


def test_an_exception_of_a_backend_is_one_line_with_its_traceback(log: Log) -> None:
    lines = log.of_stream(backend="faulty", options={"fault": "exception"}, raised=3)
    raised = exceptions(lines)
    assert [line["attempt"] for line in raised] == [1, 2, 3]
    for line in raised:
        assert (line["level"], line["process"], line["segment_index"]) == ("error", "faulty-1", 0)
        assert line["exception"].startswith("Traceback (most recent call last):\n")
        assert line["exception"].endswith("\nZeroDivisionError: a fault of the backend")
    again = with_event(lines, "A segment is tried again.")
    assert [(line["attempt"], line["level"]) for line in again] == [(1, "warning"), (2, "warning")]
    [given_up] = with_event(lines, "A segment is given up.")
    assert (given_up["code"], given_up["attempt"]) == ("segment_failed", 3)
    assert raised[2]["error_id"] in given_up["reason"]
    [ended] = with_event(lines, "A stream has ended.")
    assert (ended["outcome"], ended["error"]) == ("failed", "segment_failed")


def test_what_a_backends_libraries_say_is_logged_with_what_they_spoke(log: Log) -> None:
    lines = log.of_stream(backend="faulty", options={"fault": "chatty", "fault_at": 1})
    [logged] = with_event(lines, LIBRARY_LINE)
    assert (logged["logger"], logged["process"]) == ("a.library", "faulty-1")
    assert (logged["segment_index"], logged["attempt"], logged["backend"]) == (1, 1, "faulty")
    [printed] = with_event(log.lines(), PRINTED_LINE)
    assert (printed["logger"], printed["process"]) == ("output", "faulty-1")


def test_a_body_that_is_broken_off_is_told_with_its_utterance(log: Log) -> None:
    before = len(log.lines())
    with pytest.raises(httpx.RemoteProtocolError):
        log.of_stream(backend="faulty", options={"fault": "final", "fault_at": 1})
    said = "An audio body was broken off."
    wait_until(lambda: with_event(log.lines()[before:], said), WAIT_S)
    [broken_off] = with_event(log.lines()[before:], said)
    [opened] = with_event(log.lines()[before:], "A stream opens.")
    assert broken_off["utterance"] == opened["utterance"]
    assert broken_off["code"] == "segment_failed"


def test_no_text_of_a_user_is_logged(log: Log) -> None:
    """Not even where a client is told which sentence could not be spoken, and why."""
    before = len(log.lines())
    said = httpx.post(
        f"{log.server.url}/tts",
        json={"text": TEXT, "backend": "faulty", "options": {"fault": "unspeakable"}},
    )
    assert "Wombats" in said.json()["error"]["message"]
    wait_until(lambda: with_event(log.lines()[before:], "A stream has ended."), WAIT_S)
    assert not [line for line in log.lines() if "wombats" in json.dumps(line).lower()]
