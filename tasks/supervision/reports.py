"""What a supervisor knows about its children, and the sentences that users get; pure.

Times are given, in seconds of one monotonic clock.
"""

import signal
from collections import deque

import msgspec

from tasks.supervision.crash_reason import CrashReason
from tasks.supervision.process import Child

FAILING_ENDS = 3
ENDS_TOLD = 4  # of a child: it may end again before frontends have read of the first time
REPORTED_S = 300.0  # an end is reported until the child has lived for this long
NAMES = {number.value: number.name for number in signal.Signals}
SIGNS = {signal.SIGKILL.value: " (the system does so when memory runs out)"}


class ChildReport(msgspec.Struct, frozen=True, kw_only=True):
    """One child. `ends` counts since it last lived for 5 minutes, the rest is of the last end."""

    name: str
    backend: str  # whose worker it is, "" for other children
    pid: int  # 0 while it does not run
    ends: int
    end: str  # "was ended by SIGSEGV"; "" if it never ended
    # The line that best explains its end. The name in Redis is that of older versions.
    crash_reason: str = msgspec.field(name="last_words")
    starts_in_s: float  # when it is started again, 0 while it runs
    # The last few workers that it was in lives that ended by themselves, and badly.
    crashed_workers: tuple[str, ...] = ()
    # The last few in lives that have ended, however that was; older versions do not tell them.
    ended_workers: tuple[str, ...] = ()

    @property
    def failing(self) -> bool:
        return self.ends >= FAILING_ENDS


class SupervisorReport(msgspec.Struct, frozen=True):
    """The workers of one supervisor, as it publishes them."""

    host: str
    pid: int  # the supervisor's own
    children: tuple[ChildReport, ...]
    number: int = 0  # of its reports, from 1; older versions do not count


class Record:
    """The life of one child, and how its earlier lives ended."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._pid = 0
        self._worker = ""
        self._crashed: deque[str] = deque(maxlen=ENDS_TOLD)
        self._ended: deque[str] = deque(maxlen=ENDS_TOLD)
        self._started_at = 0.0
        self._ready_at: float | None = None
        self._starts_at = 0.0
        self._ends = 0
        self._end = ""
        self._crash_reason = ""
        self._output = CrashReason()

    def starts(self, now: float) -> None:
        self._started_at, self._worker = now, ""
        self._ready_at = None if self._child.backend else now
        self._output = CrashReason()

    def runs(self, pid: int, worker: str = "") -> None:
        """Note that it runs, as the worker of that name if it is one."""
        self._pid, self._worker = pid, worker

    def note_ready(self, now: float) -> None:
        """Note that it has loaded, which only workers say."""
        self._ready_at = now

    def worked_s(self, now: float) -> float:
        """Return for how long it was ready, in the life that ends now."""
        return 0.0 if self._ready_at is None else now - self._ready_at

    def feed(self, line: str) -> None:
        """Note a line that the child wrote."""
        self._output.feed(line)

    def ended(self, end: str, now: float, delay_s: float) -> None:
        """Note how it ended, and that it is started again after a delay."""
        self._ends = 1 if self._lived(now) else self._ends + 1
        self._end = end
        self._crash_reason = self._output.text()
        if self._worker:
            self._ended.append(self._worker)
            if end not in NO_CRASHES:
                self._crashed.append(self._worker)
        self._pid = 0
        self._starts_at = now + delay_s

    def report(self, now: float) -> ChildReport:
        return ChildReport(
            name=self._child.name,
            backend=self._child.backend,
            pid=self._pid,
            ends=0 if self._pid and self._lived(now) else self._ends,
            end=self._end,
            crash_reason=self._crash_reason,
            starts_in_s=0.0 if self._pid else max(0.0, self._starts_at - now),
            crashed_workers=tuple(self._crashed),
            ended_workers=tuple(self._ended),
        )

    def _lived(self, now: float) -> bool:
        return now - self._started_at >= REPORTED_S


def end_of(code: int) -> str:
    """Say what an exit code means, as asyncio gives it: below 0 is a signal."""
    if code >= 0:
        return f"ended with code {code}"
    return f"was ended by {NAMES.get(-code, f'signal {-code}')}{SIGNS.get(-code, '')}"


def problem(report: ChildReport, host: str, serves: bool, silent: bool = False) -> str:
    """Say in a sentence or two what is wrong with a child; "" if nothing is.

    `silent`: the process that it is has served, and is not heard of any more.
    """
    name = f"{report.name} on {host}"
    if silent:
        return f"{name} does not answer."  # how an earlier process ended explains nothing of it
    if not report.ends:
        return "" if serves else f"{name} is loading."
    times = f" ({report.ends} ends in a row)" if report.ends > 1 else ""
    reason = f" Its last words: {report.crash_reason}" if report.crash_reason else ""
    return f"{name} {report.end} and {_then(report, serves)}{times}.{reason}"


def _then(report: ChildReport, serves: bool) -> str:
    if serves:
        return "serves again"
    if report.pid:
        return "is loading again"
    return f"is started again in {report.starts_in_s:.0f} s"


# It has ended well, or somebody has ended it. The system's SIGKILL for want of memory is not told
# from a person's.
NO_CRASHES = {end_of(code) for code in (0, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)}
