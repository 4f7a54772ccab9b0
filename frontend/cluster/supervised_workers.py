"""What supervisors report of the workers of all machines: which run, and how others have ended."""

import math
import time
from collections.abc import Iterator, Sequence

from tasks.keys import HEARTBEAT_DUE_S
from tasks.messages import Presence
from tasks.supervision.reports import ChildReport, SupervisorReport, problem

GONE_S = 60.0

Place = tuple[str, int]  # a process: its host and pid


class SupervisedWorkers:
    """The last reports, and where the workers are or were that have been heard of."""

    def __init__(self) -> None:
        self.reports: Sequence[SupervisorReport] = ()
        self._live: frozenset[Place] = frozenset()
        self._places: dict[str, tuple[Place, float]] = {}  # by worker; and when last heard of
        self._ran_at: dict[Place, float] = {}  # as supervisors have said

    def note(
        self,
        reports: Sequence[SupervisorReport],
        workers: Sequence[Presence],
        looked_at: float,
    ) -> None:
        """Take what was read now of both; the reports before were read at `looked_at`."""
        running = _running(reports)
        self._ran_at = {place: self._ran_at.get(place, -math.inf) for place in running}
        # A report of a higher number was made after the one before it had been read.
        numbers = {(report.host, report.pid): report.number for report in self.reports}
        new = [it for it in reports if it.number > numbers.get((it.host, it.pid), it.number)]
        self._ran_at.update(dict.fromkeys(_running(new), looked_at))
        self.reports = reports
        self._live = frozenset((worker.host, worker.pid) for worker in workers)
        self._note_places(workers, running)

    def has_crashed(self, worker: str) -> bool:
        """Tell whether the process of that worker has crashed."""
        return any(worker in child.crashed_workers for _, child in self._children())

    def is_unheard(self, worker: str) -> bool:
        """Tell whether the process of that worker runs, and nothing is heard of it."""
        place = self._place_of(worker)
        return place in self._ran_at and place not in self._live

    def is_known(self, worker: str, heard_at: float) -> bool:
        """Tell whether `has_crashed` is final for a worker last heard of at `heard_at`.

        It is if the process has ended, or ran for so long afterwards that another heartbeat was
        due: then it stands still, or cannot be heard. `heard_at` is of the monotonic clock.
        """
        if any(worker in child.ended_workers for _, child in self._children()):
            return True
        return self._ran_at.get(self._place_of(worker), -math.inf) > heard_at + HEARTBEAT_DUE_S

    def is_silent(self, host: str, pid: int) -> bool:
        """Tell whether that process has served, and is not heard of any more."""
        place = (host, pid)
        served = any(place == known for known, _ in self._places.values())
        return served and place not in self._live

    def problems(self, backend: str) -> list[str]:
        """Return what is wrong with a backend's workers, a sentence each."""
        sentences = (
            problem(
                child,
                host,
                serves=(host, child.pid) in self._live,
                silent=self.is_silent(host, child.pid),
            )
            for host, child in self._children()
            if child.backend == backend
        )
        return [sentence for sentence in sentences if sentence]

    def _place_of(self, worker: str) -> Place:
        place, _ = self._places.get(worker, (("", 0), 0.0))
        return place

    def _children(self) -> Iterator[tuple[str, ChildReport]]:
        return ((report.host, child) for report in self.reports for child in report.children)

    def _note_places(self, workers: Sequence[Presence], running: set[Place]) -> None:
        """Keep where workers were for some time after they have gone, or while they run unheard."""
        now = time.monotonic()
        self._places = {
            **{
                name: (place, seen_at)
                for name, (place, seen_at) in self._places.items()
                if now - seen_at < GONE_S or place in running
            },
            **{worker.worker: ((worker.host, worker.pid), now) for worker in workers},
        }


def _running(reports: Sequence[SupervisorReport]) -> set[Place]:
    return {(it.host, child.pid) for it in reports for child in it.children if child.pid}
