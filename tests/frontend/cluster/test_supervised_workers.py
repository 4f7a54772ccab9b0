"""Whether it is known that a silent worker still runs, from the reports of its supervisor."""

import msgspec

from frontend.cluster.supervised_workers import SupervisedWorkers
from tasks.supervision.reports import ChildReport, SupervisorReport
from tests.support.examples import CHILD, PRESENCE

RUNS = msgspec.structs.replace(CHILD, pid=PRESENCE.pid)
HEARD_AT = 100.0
LATER = HEARD_AT + 1.6  # another heartbeat would be here


def report(number: int, child: ChildReport = RUNS) -> SupervisorReport:
    return SupervisorReport(PRESENCE.host, 7, (child,), number)


def heard_of() -> SupervisedWorkers:
    supervised = SupervisedWorkers()
    supervised.note([report(1)], [PRESENCE], HEARD_AT)
    return supervised


def is_known(supervised: SupervisedWorkers) -> bool:
    return supervised.is_known(PRESENCE.worker, HEARD_AT)


def test_a_worker_that_is_reported_to_run_long_after_it_fell_silent_has_not_crashed() -> None:
    supervised = heard_of()
    supervised.note([report(2)], [], HEARD_AT + 1)
    assert not is_known(supervised)  # it may have ended after this report, and before its next beat
    supervised.note([report(3)], [], LATER)
    assert is_known(supervised)
    supervised.note([report(3)], [], LATER + 1)
    assert is_known(supervised)


def test_a_report_that_was_there_before_says_nothing_of_now() -> None:
    supervised = heard_of()
    supervised.note([report(1)], [], LATER)
    assert not is_known(supervised)


def test_nothing_is_known_from_the_first_report_of_a_supervisor() -> None:
    supervised = SupervisedWorkers()
    supervised.note([], [PRESENCE], HEARD_AT)
    supervised.note([report(5)], [], LATER)
    assert not is_known(supervised)
    supervised.note([report(6)], [], LATER + 1)
    assert is_known(supervised)


def test_an_older_version_that_does_not_count_its_reports_says_nothing() -> None:
    supervised = SupervisedWorkers()
    for at in (HEARD_AT, LATER, LATER + 1):
        supervised.note([report(0)], [PRESENCE], at)
    assert not is_known(supervised)


def test_a_worker_that_runs_without_a_sign_of_life_is_unheard() -> None:
    supervised = heard_of()
    assert not supervised.is_unheard(PRESENCE.worker)
    supervised.note([report(2)], [], LATER)
    assert supervised.is_unheard(PRESENCE.worker)
    supervised.note([report(3, msgspec.structs.replace(RUNS, pid=0))], [], LATER)
    assert not supervised.is_unheard(PRESENCE.worker)
    assert not supervised.is_unheard("another")


def test_a_child_that_does_not_run_any_more_is_not_known_to_run() -> None:
    supervised = heard_of()
    supervised.note([report(2, msgspec.structs.replace(RUNS, pid=0))], [], LATER)
    assert not is_known(supervised)
