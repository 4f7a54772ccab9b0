"""The two forms of a log, in which sentences and other processes' lines are written too.

console  LEVEL logger: sentence  field=value ...          for people; journals add the time
json     {"timestamp", "level", "logger", "event", ...}   one object a line, for log collectors

This does not import structlog, which takes longer than the rest of the command line.
"""

import json
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum

from backend_queues.errors import InvalidConfiguration, shown

FORMAT_VARIABLE = "VOICE_SERVER_LOG_FORMAT"
PROCESS_VARIABLE = "VOICE_SERVER_PROCESS"  # the name that a supervisor gives a child
OPENING = '{"timestamp": '  # how each of our JSON lines begins


class LogForm(StrEnum):
    CONSOLE = "console"
    JSON = "json"


def log_form() -> LogForm:
    """Return the form that the environment asks for.

    Raises:
        InvalidConfiguration: no form has that name.
    """
    text = os.environ.get(FORMAT_VARIABLE, LogForm.CONSOLE)
    try:
        return LogForm(text.lower())
    except ValueError as error:
        raise InvalidConfiguration(
            f"{FORMAT_VARIABLE}={shown(text)}: it must be {' or '.join(LogForm)}."
        ) from error


def tell(sentence: str) -> None:
    """Write a sentence on stderr for the user who started this process.

    Raises:
        InvalidConfiguration: the environment asks for an unknown form.
    """
    print(json_line("", sentence) if log_form() is LogForm.JSON else sentence, file=sys.stderr)


def json_line(process: str, text: str) -> str:
    """Return a line of a process as JSON; what it logged is JSON already."""
    if text.startswith(OPENING):
        return text
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    line = {"timestamp": now, "level": "info", "logger": "output", "event": text}
    return json.dumps(line | ({"process": process} if process else {}))
