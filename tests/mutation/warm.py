"""A process that has collected the tests, of which each change gets a fork."""

import gc
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import pytest
from coverage import Coverage
from hypothesis import Phase, settings

from tests.mutation.changes import ROOT, Changed, Place, changed_code
from tests.mutation.swapping import (
    Codes,
    DefinedAtImport,
    lines_of,
    rebind,
    swap,
    swapped_codes,
)

# A test that hangs is noticed: where its loop has used much more of the CPU than usual, or here,
# which is long enough for a machine that is busy otherwise.
LIMIT_S = 600
HANGING_CPU_FACTOR = 2
OPTIONS = (
    *("-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "-n0"),
    *("--no-cov", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
FORK = multiprocessing.get_context("fork")
BROKEN = 102
STARTED = {"redis_url", "server", "busy_server", "model_server"}
EXAMPLES = 25  # of a property that asks for no number
NOTICED = 1
CANNOT = 101  # be told without a new process


class Known(NamedTuple):
    """What each test executes and uses, from one run of unchanged code."""

    by_line: Mapping[Path, Mapping[int, set[str]]]
    cpu_s: Mapping[str, float]

    def executing(self, file: Path, lines: set[int]) -> set[str]:
        by_line = self.by_line.get(file, {})
        return {test for line in lines for test in by_line.get(line, ())}


class Answer(NamedTuple):
    """Whether a test noticed the change; None if that cannot be told here."""

    place: Place
    change: str
    is_noticed: bool | None


class Warm:
    """Instead of running the collected tests, runs those of each change in a fork."""

    def __init__(self, places: Sequence[Place], answers: Connection) -> None:
        self._places = places
        self._answers = answers
        self._items: list[pytest.Item] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A property that fails has been noticed: no smaller example is looked for, or kept."""
        phases = (Phase.explicit, Phase.generate)
        patient = settings.get_profile("patient")
        settings.register_profile(
            "mutation", patient, database=None, phases=phases, max_examples=EXAMPLES
        )
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = [item for item in session.items if _is_alone(item)]
        gc.disable()  # which would copy all memory of the fork
        known = self._learn(session)
        for place in self._places:
            self._answers.send(self._tried(session, place, known))
        self._answers.send(None)
        return True

    def _learn(self, session: pytest.Session) -> Known:
        receiving, sending = FORK.Pipe(duplex=False)
        run = FORK.Process(target=_learn, args=(session, self._items, sending))
        run.start()
        sending.close()
        known: Known = receiving.recv()
        run.join()
        return known

    def _tried(self, session: pytest.Session, place: Place, known: Known) -> Answer:
        changed = changed_code((ROOT / place.file).read_text(), place.number)
        mirrored = [item for item in self._mirrored(place) if item.nodeid in known.cpu_s]
        try:
            codes: Codes | None = swapped_codes(changed)
        except DefinedAtImport:
            codes = None
        if codes is not None:
            executing = known.executing(place.file, lines_of(codes))
            mirrored = [item for item in mirrored if item.nodeid in executing]
        limit_s = 2 + round(HANGING_CPU_FACTOR * sum(known.cpu_s[it.nodeid] for it in mirrored))

        def make() -> bool:
            return rebind(place.file, changed) if codes is None else swap(codes)

        code = in_fork(lambda: _run_changed(session, mirrored, make, limit_s))
        is_noticed = None if code == CANNOT else code != 0
        return Answer(place, _shown(place, changed), is_noticed)

    def _mirrored(self, place: Place) -> Iterator[pytest.Item]:
        """Yield its tests, those of the one module first."""
        given: set[str] = set()
        for tests in place.nearest_first():
            for item in self._items:
                relative = item.path.relative_to(ROOT)
                if relative.is_relative_to(tests) and item.nodeid not in given:
                    given.add(item.nodeid)
                    yield item


def _is_alone(item: pytest.Item) -> bool:
    """Tell whether a test starts nothing: a Redis that is slow to start notices no change."""
    return not STARTED & set(getattr(item, "fixturenames", ()))


def _shown(place: Place, changed: Changed) -> str:
    return f"{place.file}:{changed.change}"


def in_fork(target: Callable[[], int]) -> int:
    """Return what it returns in a fork; where it takes too long, a signal's number below zero."""
    run = FORK.Process(target=_ended_by, args=(target,))
    run.start()
    run.join(LIMIT_S)
    run.kill()
    run.join()
    if run.exitcode == BROKEN:
        raise RuntimeError("No test could be run")
    return run.exitcode or 0


def _ended_by(target: Callable[[], int]) -> None:
    code = BROKEN
    try:
        code = target()
    finally:
        os._exit(code)


def _run_changed(
    session: pytest.Session, items: Sequence[pytest.Item], make: Callable[[], bool], limit_s: int
) -> int:
    if not make():
        return CANNOT
    resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
    return NOTICED if any(not _passes(session, item) for item in items) else 0


def _passes(session: pytest.Session, item: pytest.Item) -> bool:
    """Run a test with fixtures of its own: which one is next is not known."""
    failed = session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    return session.testsfailed == failed


def _learn(session: pytest.Session, items: Sequence[pytest.Item], answers: Connection) -> None:
    """Run the unchanged code; a test that fails has nothing to say."""
    measured = Coverage(
        data_file=None, include=[str(ROOT / "frontend/*"), str(ROOT / "tasks/*")], config_file=False
    )
    cpu_s: dict[str, float] = {}
    measured.start()
    for item in items:
        began_s = time.process_time()
        measured.switch_context(item.nodeid)
        if _passes(session, item):
            cpu_s[item.nodeid] = time.process_time() - began_s
    measured.stop()
    answers.send(Known(_by_line(measured), cpu_s))


def _by_line(measured: Coverage) -> dict[Path, dict[int, set[str]]]:
    data = measured.get_data()
    return {
        Path(file).relative_to(ROOT): {
            line: set(tests) for line, tests in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }


def collect_and_try(places: Sequence[Place], answers: Connection) -> None:
    """Collect the tests of these places, and answer for each; runs in a process of its own."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    tests = list(dict.fromkeys(tests for place in places for tests in place.nearest_first()))
    pytest.main([*OPTIONS, *tests], plugins=[Warm(places, answers)])
