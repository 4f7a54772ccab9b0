"""Keeps lines out of the log that anybody could fill it with: what libraries say of bad requests.

The client is told what is wrong, and metrics count it.
"""

import logging

# uvicorn's: about bodies that were cut off on purpose, which are logged already; about bytes that
# are not HTTP; and, with a traceback, about bytes that are not UTF-8.
LINES = frozenset(
    (
        "ASGI callable returned without completing response.",
        "Invalid HTTP request received.",
        "Invalid UTF-8 sequence received from client.",
    )
)
FORMS = "python_multipart.multipart"  # warns of each form that is none


def silence() -> None:
    """Drop such lines in this process."""
    logging.getLogger("uvicorn.error").addFilter(_is_of_interest)
    logging.getLogger(FORMS).setLevel("ERROR")


def _is_of_interest(record: logging.LogRecord) -> bool:
    return record.getMessage() not in LINES
