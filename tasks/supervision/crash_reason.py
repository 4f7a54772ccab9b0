"""Picks the line that best explains why a process ended, out of all it wrote; pure."""

import re
from pathlib import Path

import msgspec

from tasks.process.decoding import UNDECODABLE

LONGEST = 300
# A line that starts like this explains an end better than any line after it. The first form is
# that of our own logging.
CAUSE = re.compile(
    r"CRITICAL [\w.]+: (?P<event>.+?)(  \w+=.*)?$"
    r"|(?P<native>Fatal Python error: .+|Timeout \(.+)"
)
# Ordinary progress, and the list of modules that faulthandler adds.
UNREVEALING = ("INFO ", "DEBUG ", "Extension modules: ")
THREAD = re.compile(r"(Current thread|Thread|Stack) .*\(most recent call first\):")
FRAME = re.compile(r'  File "(?P<path>.+)", line (?P<line>\d+) in (?P<function>.+)')


class LogLine(msgspec.Struct, frozen=True):
    """A line that our logging wrote as JSON."""

    level: str
    event: str
    logger: str
    exception: str = ""

    def as_text(self) -> str:
        """Return it as people would read it, an exception by its last line."""
        if lines := self.exception.strip().splitlines():
            return lines[-1]
        return f"{self.level.upper()} {self.logger}: {self.event}"


_read = msgspec.json.Decoder(LogLine).decode


class CrashReason:
    """Reads what a process writes. Of faulthandler's traceback, cause and inmost frame remain."""

    def __init__(self) -> None:
        self._last = ""
        self._cause = ""
        self._native = False
        self._thread = ""
        self._frame = ""

    def feed(self, line: str) -> None:
        line = _as_text(line)
        if found := CAUSE.match(line):
            self._cause = found["event"] or found["native"]
            self._native = bool(found["native"])
            self._thread = self._frame = ""
        elif self._native:
            self._feed_traceback(line)
        elif line.strip() and not line.startswith(UNREVEALING):
            self._last = line.strip()

    def text(self) -> str:
        """Return the reason, "" if no line gave one."""
        cause = f"{self._cause.rstrip('.!')} in {self._frame}" if self._frame else self._cause
        return (cause or self._last)[:LONGEST]

    def _feed_traceback(self, line: str) -> None:
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
    except UNDECODABLE:
        return line  # JSON of a library
