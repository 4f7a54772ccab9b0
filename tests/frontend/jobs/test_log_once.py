"""A fault that stays is one line of the log."""

import logging

import pytest

from frontend.jobs.log_once import LogOnce


def test_a_fault_is_logged_again_when_it_changes(caplog: pytest.LogCaptureFixture) -> None:
    log_once = LogOnce(logging.getLogger("once"))
    for message in ("It is empty.", "It is empty.", "It is cut off.", "It is empty."):
        log_once.report("a", message)
    log_once.report("b", "It is empty.")
    assert [record.message for record in caplog.records] == [
        *("It is empty.", "It is cut off.", "It is empty.", "It is empty.")
    ]


def test_an_error_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    LogOnce(logging.getLogger("once")).report("a", "It broke.", ValueError("why"))
    assert "ValueError: why" in caplog.text
