"""Keeps child processes running: restarts those that die, and ends all of them when asked to."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Collection

import msgspec

from backend_queues.errors import TTSError
from tasks.process.cancellation import cancel_and_wait
from tasks.process.readiness import READY_LINE
from tasks.process.worker_name import NAME_VARIABLE, new_name
from tasks.supervision.backoff import Backoff
from tasks.supervision.line_rate import LineRateLimit
from tasks.supervision.process import GRACE_S, Child, Process
from tasks.supervision.reports import ChildReport, Record, end_of

# One Ctrl-C may come twice: from the terminal, and from a program in between that passes it on.
SAME_SIGNAL_S = 0.5


class ProcessFailed(TTSError):
    """A child process ends again and again instead of getting ready."""

    code = "process_failed"


class Supervisor:
    """Groups of children, started one after the other and stopped in the reverse order.

    `show(name, line)` gets every line that a child writes, and news of its end and restart.
    `ended` gets the name of each worker that has ended, under which frontends know of it; then
    `reports` tell how, and `has_news` is set.
    """

    def __init__(self, show: Callable[[str, str], None]) -> None:
        self._show = show
        self._groups: list[list[asyncio.Task[None]]] = []
        self._running: set[Process] = set()
        self._records: list[Record] = []
        self.ended: asyncio.Queue[str] = asyncio.Queue()
        self.has_news = asyncio.Event()
        self._patient = False
        self._killed = False

    def start(self, *children: Child) -> None:
        """Start these children, which will also be stopped together."""
        if children:  # a group of none could not be waited for
            self._groups.append(
                [asyncio.create_task(self._keep(child), name=child.name) for child in children]
            )

    def reports(self) -> list[ChildReport]:
        """Return what is known now of each child, in the order they were started."""
        return [record.report(time.monotonic()) for record in self._records]

    def check(self, spared: Collection[str] = ()) -> None:
        """Check that no child fails; called while waiting for the children to get ready.

        Raises:
            ProcessFailed: one of them has ended three times and is not of a `spared` backend.
        """
        for report in self.reports():
            if report.failing and report.backend not in spared:
                raise ProcessFailed(
                    f"{report.name} has ended {report.ends} times before it was ready; "
                    "its output above says why."
                )

    async def stop(self, *, patient: bool = False) -> None:
        """End all children: by a signal, and after the grace period by SIGKILL.

        When `patient`, each has its own grace period; else it is short, as a user is waiting.
        """
        self._patient = patient
        while self._groups:
            group = self._groups.pop()
            for task in group:
                task.cancel()
            await asyncio.wait(group)

    def kill(self) -> None:
        """End all children at once, even those whose grace period `stop` is waiting out."""
        self._killed = True
        for process in self._running:
            process.kill()

    async def _keep(self, child: Child) -> None:
        backoff = Backoff()
        record = Record(child)
        self._records.append(record)
        while True:
            record.starts(time.monotonic())
            end = await self._run(child, record)
            if self._killed:
                return
            now = time.monotonic()
            delay_s = backoff.delay_s(record.worked_s(now))
            record.ended(end, now, delay_s)
            self.has_news.set()
            self._show(child.name, f"It {end}; it is started again in {round(delay_s, 1):g} s.")
            await asyncio.sleep(delay_s)

    def _ending_of(self, child: Child) -> tuple[float, signal.Signals]:
        """Return how long the child may take to end, and the signal that asks it to."""
        if self._killed:
            return 0, signal.SIGKILL
        if self._patient:
            return child.grace_s, signal.SIGTERM
        return min(child.grace_s, GRACE_S), child.hurried_by

    async def _run(self, child: Child, record: Record) -> str:
        """Run the child until it ends, or until this is cancelled; return how it ended."""
        limited = LineRateLimit(lambda line: self._show(child.name, line))

        def on_line(line: str) -> None:
            if line.endswith(READY_LINE):
                record.note_ready(time.monotonic())
                line = line.removesuffix(READY_LINE)  # a progress bar may have ended no line
                if not line.strip():
                    return
            record.feed(line)
            limited.line(line)

        worker = new_name(child.backend) if child.backend else ""
        try:
            process = await Process.start(_named(child, worker), on_line)
        except OSError as error:
            return f"cannot be started ({error})"
        record.runs(process.pid, worker)
        self._running.add(process)
        try:
            await process.until_ended()
            if worker:
                self.ended.put_nowait(worker)
            return end_of(await process.wait())
        finally:
            await process.end(*self._ending_of(child))
            self._running.discard(process)
            limited.end()


def _named(child: Child, worker: str) -> Child:
    """Return the child as it is started for one life."""
    environment = {**child.environment, NAME_VARIABLE: worker}
    return msgspec.structs.replace(child, environment=environment)


async def supervise(
    work: Callable[[Supervisor], Awaitable[None]], show: Callable[[str, str], None]
) -> int:
    """Do the work until it is done or a signal ends it, then end all children.

    SIGINT, SIGTERM and SIGHUP cancel the work; another one ends the children at once. SIGTERM
    lets them take their time; SIGINT and SIGHUP come from a user at a terminal, who waits.

    Returns:
        The number of the signal, or 0 when the work was done.
    """
    supervisor = Supervisor(show)
    task = asyncio.ensure_future(work(supervisor))
    ending = _Ending(supervisor, task)
    for number in _ending_signals():
        asyncio.get_running_loop().add_signal_handler(number, ending.on_signal, number)
    await asyncio.wait({task})
    await supervisor.stop(patient=ending.signal == signal.SIGTERM)
    if not task.cancelled():
        task.result()
        return 0
    return ending.signal


class _Ending:
    """Cancels the work at the first signal; at a later one, kills the children."""

    def __init__(self, supervisor: Supervisor, work: asyncio.Task[None]) -> None:
        self._supervisor = supervisor
        self._work = work
        self._cancelling: asyncio.Task[None] | None = None
        self._signalled_at = 0.0
        self.signal = 0  # the first one

    def on_signal(self, number: int) -> None:
        now = time.monotonic()
        if not self._cancelling:
            self.signal, self._signalled_at = number, now
            self._cancelling = asyncio.create_task(cancel_and_wait(self._work))
        elif now - self._signalled_at > SAME_SIGNAL_S:
            self._supervisor.kill()


def _ending_signals() -> list[signal.Signals]:
    """Leave SIGHUP alone where it is ignored: that is how nohup keeps a process alive."""
    hang_up = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hang_up else [])]
