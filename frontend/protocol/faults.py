"""What a client is told of an exception that nobody expected: an id, under which the log has it.

An exception's own words stay in the log: they may quote a text, a path or a password.
"""

import logging
from typing import Any, Protocol

from backend_queues.errors import InternalError, new_error_id, pointing_to_log


class FieldLogger(Protocol):
    """A logger that takes fields, such as those of tasks.process.logs."""

    def error(self, event: str | None = None, *args: Any, **fields: Any) -> Any: ...


def internal_error(
    log: logging.Logger | FieldLogger, what: str, error: BaseException, **fields: object
) -> InternalError:
    """Log an exception with its traceback, and return the error that a client is sent for it.

    `what` is a sentence for the log, such as "A job has failed."; `fields` say which one it was.
    """
    error_id = new_error_id()
    fields = {**fields, "error_id": error_id}
    if isinstance(log, logging.Logger):
        shown_fields = " ".join(f"{name}={value}" for name, value in fields.items())
        log.error("%s  %s", what, shown_fields, exc_info=error)
    else:
        log.error(what, **fields, exc_info=error)
    return InternalError(
        pointing_to_log("An internal error occurred", "the server's log", error_id)
    )
