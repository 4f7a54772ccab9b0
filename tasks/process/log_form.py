"""The two forms of a log, and sentences and other processes' lines written in them.

console  LEVEL logger: sentence  field=value ...          for people; journals add the time
json     {"timestamp", "level", "logger", "event", ...}   one object a line, for who collects them

Loads no structlog, which takes longer than the rest of the command line.
"""

import json
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum

from backend_queues.errors import InvalidConfiguration, shown

FORMAT_VARIABLE = "VOICE_SERVER_LOG_FORMAT"
PROCESS_VARIABLE = "VOICE_SERVER_PROCESS"  # the name that a supervisor gives a child
OPENING = '{"timestamp": '  # of each line of ours in JSON


class LogForm(StrEnum):
    CONSOLE = "console"
    JSON = "json"


def log_form() -> LogForm:
    """Return the form that the environment asks for.

    Raises:
        InvalidConfiguration: there is no such form.
    """
    text = os.environ.get(FORMAT_VARIABLE, LogForm.CONSOLE)
    try:
        return LogForm(text.lower())
    except ValueError as error:
        raise InvalidConfiguration(
            f"{FORMAT_VARIABLE}={shown(text)}: it must be {' or '.join(LogForm)}."
        ) from error


def tell(sentence: str) -> None:
    """Say something on stderr to whoever started this process.

    Raises:
        InvalidConfiguration: the environment asks for a form that there is not.
    """
    print(json_line("", sentence) if log_form() is LogForm.JSON else sentence, file=sys.stderr)


def json_line(process: str, text: str) -> str:
    """Return a line that a process wrote as JSON; what it logged is JSON already."""
    if text.startswith(OPENING):
        return text
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    line = {"timestamp": now, "level": "info", "logger": "output", "event": text}
    return json.dumps(line | ({"process": process} if process else {}))
