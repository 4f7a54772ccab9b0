"""Logging of every process of the server: to stderr, in one form, including its libraries' lines.

Lines about an utterance have its id in the field `utterance`, in frontends and workers. Texts are
private: only DEBUG lines have them, as fields.
"""

import logging
import os
from typing import Any

import structlog
from structlog.contextvars import (
    bind_contextvars,
    clear_contextvars,
    get_contextvars,
    merge_contextvars,
)
from structlog.stdlib import BoundLogger, ProcessorFormatter
from structlog.typing import EventDict, Processor

from backend_queues.errors import InvalidConfiguration, shown
from tasks.process.log_form import PROCESS_VARIABLE, LogForm, log_form

__all__ = [
    "AUDIT",
    "SPEECH",
    "bind_contextvars",
    "clear_contextvars",
    "get_contextvars",
    "get_logger",
    "set_up_logging",
]

LEVEL_VARIABLE = "VOICE_SERVER_LOG_LEVEL"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# The logger of routine events: a line or two for each stream and segment. Collectors get them; at a
# terminal they are shown only on request, or they would hide more important lines.
SPEECH = "speech"
# The logger of who changed what. No level of the process hides it.
AUDIT = "voice_server.audit"
# What every line begins with, and the fields that a line about speech has before its others.
HEAD = ("timestamp", "level", "logger", "event", "process")
SUBJECT = ("utterance", "segment_index", "attempt", "backend", "worker")
# They log each of their steps at INFO, and each message at DEBUG.
TALKATIVE = ("celery", "kombu")


def set_up_logging() -> None:
    """Give all logging of this process the form and level that the environment names.

    Raises:
        InvalidConfiguration: the form or level is unknown.
    """
    form, asked = log_form(), _asked_level()
    handler = logging.StreamHandler()
    handler.setFormatter(_formatter(form))
    logging.basicConfig(level=asked or "INFO", handlers=[handler], force=True)
    logging.captureWarnings(True)
    logging.getLogger(AUDIT).setLevel("INFO")
    for name in TALKATIVE:
        logging.getLogger(name).setLevel("WARNING")
    if form is LogForm.CONSOLE and not asked:
        logging.getLogger(SPEECH).setLevel("WARNING")


def get_logger(name: str) -> BoundLogger:
    """Return a logger that takes fields: log.info("A sentence.", segment_index=0)."""
    logger: BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            merge_contextvars,
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )
    return logger


def _asked_level() -> str:
    text = os.environ.get(LEVEL_VARIABLE, "")
    if text and text.upper() not in LEVELS:
        raise InvalidConfiguration(
            f"{LEVEL_VARIABLE}={shown(text)}: it must be one of {', '.join(LEVELS)}."
        )
    return text.upper()


def _formatter(form: LogForm) -> ProcessorFormatter:
    render: list[Processor] = [_in_order, _as_text]
    if form is LogForm.JSON:
        stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
        render = [stamp, _with_process, _in_order, structlog.processors.JSONRenderer()]
    return ProcessorFormatter(
        foreign_pre_chain=[merge_contextvars],
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            ProcessorFormatter.remove_processors_meta,
            _stripped,
            *render,
        ],
    )


def _stripped(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Drop the line ends that Celery and Python's warnings put around a sentence."""
    event["event"] = str(event["event"]).strip()
    return event


def _with_process(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Add the process's name; in the console form a supervisor writes it before the line."""
    if process := os.environ.get(PROCESS_VARIABLE):
        event["process"] = process
    return event


def _in_order(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Put the fields in order; those from the context come in any."""
    first = {key: event.pop(key) for key in (*HEAD, *SUBJECT) if key in event}
    return first | dict(event)


def _as_text(_logger: Any, _method: str, event: EventDict) -> str:
    """Render a line for people; tasks/supervision/crash_reason.py knows its form."""
    head = f"{event.pop('level').upper()} {event.pop('logger')}: {event.pop('event')}"
    traces = [event.pop(key) for key in ("exception", "stack") if key in event]
    fields = " ".join(f"{key}={_quoted(value)}" for key, value in event.items())
    return "\n".join([f"{head}  {fields}" if fields else head, *traces])


def _quoted(value: object) -> str:
    """Quote a value that would otherwise not be recognisable as one."""
    text = str(value)
    return text if text and text.isprintable() and " " not in text else repr(text)
