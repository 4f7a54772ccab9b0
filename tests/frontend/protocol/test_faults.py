"""Of an unexpected exception, the log has all and the client an id."""

import logging
import re

import pytest

from backend_queues.errors import InternalError
from frontend.protocol.faults import FieldLogger, internal_error
from tasks.process.logs import get_logger

LOGGERS = [logging.getLogger("faults.plain"), get_logger("faults.fields")]


def a_fault() -> ValueError:
    try:
        raise ValueError("somebody's own text")
    except ValueError as error:
        return error


def error_id(error: InternalError) -> str:
    found = re.search(r"the id ([0-9a-f]{8})\.$", error.message)
    assert found, error.message
    return found[1]


@pytest.mark.parametrize("log", LOGGERS)
def test_the_log_has_the_id_the_fields_and_the_exception(
    log: logging.Logger | FieldLogger, caplog: pytest.LogCaptureFixture
) -> None:
    told = internal_error(log, "A job has failed.", a_fault(), job="5f0c")
    [record] = caplog.records
    text = caplog.text
    assert record.levelno == logging.ERROR
    assert "A job has failed." in text and "5f0c" in text and error_id(told) in text
    assert "ValueError" in text and "somebody's own text" in text


def test_the_client_gets_none_of_the_exceptions_words() -> None:
    told = internal_error(logging.getLogger("faults"), "A job has failed.", a_fault())
    assert told.code == "internal_error" and not told.retryable
    assert "somebody" not in told.message and "ValueError" not in told.message


def test_every_error_has_an_id_of_its_own() -> None:
    log = logging.getLogger("faults")
    ids = {error_id(internal_error(log, "It failed.", a_fault())) for _ in range(20)}
    assert len(ids) == 20
