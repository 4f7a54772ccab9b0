"""The line that tells best why a process ended, out of all it wrote; pure."""

import re
from pathlib import Path

import msgspec

LONGEST = 300
# What these open tells of an end better than any line after it; the first is our own logging's.
CAUSE = re.compile(
    r"CRITICAL [\w.]+: (?P<said>.+?)(  \w+=.*)?$"
    r"|(?P<native>Fatal Python error: .+|Timeout \(.+)"
)
# A life's news, and the list of modules that faulthandler adds.
IDLE = ("INFO ", "DEBUG ", "Extension modules: ")
THREAD = re.compile(r"(Current thread|Thread|Stack) .*\(most recent call first\):")
FRAME = re.compile(r'  File "(?P<path>.+)", line (?P<line>\d+) in (?P<function>.+)')


class LogLine(msgspec.Struct, frozen=True):
    """A line that our logging wrote as JSON."""

    level: str
    event: str
    logger: str
    exception: str = ""

    def as_text(self) -> str:
        """Return it as it would be told to people, an exception by its last line."""
        if self.exception:
            return self.exception.strip().splitlines()[-1]
        return f"{self.level.upper()} {self.logger}: {self.event}"


_read = msgspec.json.Decoder(LogLine).decode


class CrashReason:
    """Listens to a process. faulthandler's traceback is told as its cause and its inmost frame."""

    def __init__(self) -> None:
        self._last = ""
        self._cause = ""
        self._native = False
        self._thread = ""
        self._frame = ""

    def hear(self, line: str) -> None:
        line = _as_text(line)
        if found := CAUSE.match(line):
            self._cause = found["said"] or found["native"]
            self._native = bool(found["native"])
            self._thread = self._frame = ""
        elif self._native:
            self._hear_traceback(line)
        elif line.strip() and not line.startswith(IDLE):
            self._last = line.strip()

    def told(self) -> str:
        """Return the line, "" if there was none."""
        cause = f"{self._cause.rstrip('.!')} in {self._frame}" if self._frame else self._cause
        return (cause or self._last)[:LONGEST]

    def _hear_traceback(self, line: str) -> None:
        """Take the inmost frame of the thread at fault, or of the last, which is the main one."""
        if found := THREAD.match(line):
            if self._thread != "Current thread":
                self._thread, self._frame = found[1], ""
        elif (found := FRAME.match(line)) and not self._frame:
            place = Path(*Path(found["path"]).parts[-2:])
            self._frame = f"{found['function']} ({place}:{found['line']})"


def _as_text(line: str) -> str:
    if not line.startswith("{"):
        return line
    try:
        return _read(line).as_text()
    except msgspec.DecodeError:
        return line  # a library's own
