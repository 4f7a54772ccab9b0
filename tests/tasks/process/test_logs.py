"""The two forms of a log, as a process of its own would write them."""

import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend_queues.errors import InvalidConfiguration
from tasks.process.log_form import FORMAT_VARIABLE, PROCESS_VARIABLE, json_line, tell
from tasks.process.logs import (
    AUDIT,
    LEVEL_VARIABLE,
    SPEECH,
    bind_contextvars,
    clear_contextvars,
    get_logger,
    set_up_logging,
)

SetUp = Callable[..., None]


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetUp]:
    """Set logging up for variables of the environment, until the test is over."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    clear_contextvars()  # what another test has bound, as workers do in threads that live on

    def set_up(**variables: str) -> None:
        for name in (FORMAT_VARIABLE, LEVEL_VARIABLE, PROCESS_VARIABLE):
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(f"VOICE_SERVER_{name.upper()}", value)
        logging.getLogger(SPEECH).setLevel(logging.NOTSET)
        set_up_logging()

    yield set_up
    clear_contextvars()
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger(SPEECH).setLevel(logging.NOTSET)


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_of_json_begins_with_what_every_line_has(
    set_up: SetUp, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(log_format="JSON", process="tone-1")
    bind_contextvars(attempt=2, utterance="abc")
    get_logger("a.module").info("It is so.", voice="Zoë", first_audio_s=None)
    [line] = json_lines(capsys)
    assert list(line)[:7] == [
        *("timestamp", "level", "logger", "event", "process", "utterance", "attempt")
    ]
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "a.module",
        "event": "It is so.",
        "process": "tone-1",
        "utterance": "abc",
        "attempt": 2,
        "voice": "Zoë",
        "first_audio_s": None,
    }


def test_what_libraries_log_has_the_fields_of_the_context(
    set_up: SetUp, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(log_format="json")
    bind_contextvars(utterance="abc")
    logging.getLogger("a.library").warning("%d things", 3, extra={"text": "somebody's"})
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.warn("take care", stacklevel=1)
    logged, warned = json_lines(capsys)
    assert (logged["event"], logged["level"], logged["utterance"]) == ("3 things", "warning", "abc")
    assert "text" not in logged
    assert "take care" in warned["event"]
    assert (warned["logger"], warned["utterance"]) == ("py.warnings", "abc")


def test_an_exception_is_one_line_of_json_whatever_it_holds(
    set_up: SetUp, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(log_format="json")
    try:
        raise ValueError("two\nlines, and half of a pair: \ud83d")
    except ValueError:
        logging.getLogger("a.module").exception("It failed.")
    [line] = json_lines(capsys)
    assert line["event"] == "It failed."
    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("two\nlines, and half of a pair: \ud83d")


def test_a_line_for_people_has_its_fields_at_the_end(
    set_up: SetUp, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    get_logger("a.module").warning("It is so.", backend="tone", reason="it broke", code="")
    logging.getLogger("a.library").warning("%d things", 3)
    assert capsys.readouterr().err.splitlines() == [
        "WARNING a.module: It is so.  backend=tone reason='it broke' code=''",
        "WARNING a.library: 3 things",
    ]


@pytest.mark.parametrize(
    ("variables", "logged"),
    [
        ({}, ["news"]),
        ({"log_format": "json"}, ["usual", "news"]),
        ({"log_level": "info"}, ["usual", "news"]),
        ({"log_level": "DEBUG"}, ["usual", "text", "news"]),
        ({"log_level": "warning", "log_format": "json"}, []),
    ],
)
def test_what_is_usual_is_for_collectors_and_for_who_asks(
    set_up: SetUp, capsys: pytest.CaptureFixture[str], variables: dict[str, str], logged: list[str]
) -> None:
    set_up(**variables)
    get_logger(SPEECH).info("usual")
    get_logger(SPEECH).debug("text")
    get_logger("a.module").info("news")
    logging.getLogger("celery.worker").info("steps")
    said = capsys.readouterr().err
    assert [word for word in ("usual", "text", "news", "steps") if word in said] == logged


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [("log_format", "xml", "console or json"), ("log_level", "loud", "DEBUG, INFO, WARNING")],
)
def test_a_wrong_setting_is_reported_with_what_it_may_be(
    set_up: SetUp, name: str, value: str, allowed: str
) -> None:
    with pytest.raises(InvalidConfiguration, match=f"{name.upper()}='{value}': .*{allowed}"):
        set_up(**{name: value})


def test_a_line_of_another_process_becomes_json_unless_it_is() -> None:
    line = json_line("tone-1", 'a "line" of a library')
    read = json.loads(line)
    assert (read["process"], read["event"]) == ("tone-1", 'a "line" of a library')
    assert json_line("frontend", line) == line


def test_a_sentence_for_the_user_takes_the_form_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FORMAT_VARIABLE, "console")
    tell("It begins.")
    assert capsys.readouterr().err == "It begins.\n"
    monkeypatch.setenv(FORMAT_VARIABLE, "json")
    tell("It begins.")
    [line] = json_lines(capsys)
    assert (line["event"], line["level"]) == ("It begins.", "info")


def test_no_level_hides_who_changed_what(set_up: SetUp, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(log_format="json", log_level="ERROR")
    get_logger("tasks.worker").warning("A warning.")
    get_logger(AUDIT).info("A key was added.")
    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "A key was added."
