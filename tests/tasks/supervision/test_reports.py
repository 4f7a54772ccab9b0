"""What is reported about a child, from its first start to long after its last end."""

import msgspec
import pytest

from tasks.supervision.process import Child
from tasks.supervision.reports import REPORTED_S, ChildReport, Record, end_of, problem

CHILD = Child("tone-1", ("/bin/true",), backend="tone")


def said(record: Record, now: float, serves: bool = False) -> str:
    return problem(record.report(now), "here", serves)


def test_a_child_that_loads_is_reported_until_it_serves() -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7)
    assert said(record, 1) == "tone-1 on here is loading."
    assert said(record, 1, serves=True) == ""


def test_a_worker_has_worked_from_when_it_said_so_and_others_from_their_start() -> None:
    worker, other = Record(CHILD), Record(Child("serve", ("/bin/true",)))
    for record in (worker, other):
        record.starts(10)
    assert (worker.worked_s(25), other.worked_s(25)) == (0, 15)
    worker.note_ready(22)
    assert worker.worked_s(25) == 3
    worker.starts(30)
    assert worker.worked_s(45) == 0


def test_an_end_is_reported_with_its_reason_and_what_comes_next() -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7)
    record.feed("out of luck")
    record.ended(end_of(-11), now=10, delay_s=4)
    ended = "tone-1 on here was ended by SIGSEGV and"
    assert said(record, 11) == f"{ended} is started again in 3 s. Its last words: out of luck"
    record.starts(14)
    record.runs(8)
    assert said(record, 15) == f"{ended} is loading again. Its last words: out of luck"
    assert said(record, 16, serves=True) == f"{ended} serves again. Its last words: out of luck"
    assert said(record, 14 + REPORTED_S, serves=True) == ""


def test_a_process_that_has_served_and_is_silent_is_not_explained_by_an_earlier_end() -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7)
    record.ended(end_of(-9), now=10, delay_s=1)
    record.starts(11)
    record.runs(8)
    report = record.report(30)
    assert problem(report, "here", serves=False, silent=True) == "tone-1 on here does not answer."


def test_ends_in_a_row_are_counted_and_the_last_one_is_reported() -> None:
    record = Record(CHILD)
    for code in (1, -9, 0):
        assert not record.report(0).failing
        record.starts(0)
        record.ended(end_of(code), now=1, delay_s=1)
    assert record.report(0).failing
    expected = "tone-1 on here ended with code 0 and is started again in 1 s (3 ends in a row)."
    assert said(record, 1) == expected


def test_an_end_after_a_long_life_is_the_first_again() -> None:
    record = Record(CHILD)
    for started in (0, 10, 20):
        record.starts(started)
        record.ended("ended", now=started + 1, delay_s=1)
    record.starts(30)
    record.ended("ended", now=30 + REPORTED_S, delay_s=1)
    assert record.report(31 + REPORTED_S).ends == 1


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (0, "ended with code 0"),
        (3, "ended with code 3"),
        (-6, "was ended by SIGABRT"),
        (-40, "was ended by signal 40"),
        (-9, "was ended by SIGKILL (the system does so when memory runs out)"),
    ],
)
def test_an_exit_code_is_described_in_words(code: int, sentence: str) -> None:
    assert end_of(code) == sentence


def test_a_report_names_the_backend_and_the_process() -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7)
    assert record.report(1) == ChildReport(
        name="tone-1", backend="tone", pid=7, ends=0, end="", crash_reason="", starts_in_s=0.0
    )


def test_the_name_of_the_reason_in_redis_is_that_of_older_versions() -> None:
    report = Record(CHILD).report(1)
    assert b'"last_words":""' in msgspec.json.encode(report)


@pytest.mark.parametrize(
    ("code", "is_crash"),
    [(1, True), (-11, True), (-6, True), (0, False), (-9, False), (-15, False), (-2, False)],
)
def test_a_crash_is_told_from_an_end_that_somebody_wanted(code: int, is_crash: bool) -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7, "tone-a")
    assert record.report(1).crashed_workers == ()
    record.ended(end_of(code), now=10, delay_s=4)
    record.starts(14)
    record.runs(8, "tone-b")
    assert record.report(15).crashed_workers == (("tone-a",) if is_crash else ())
    assert record.report(15).ended_workers == ("tone-a",)


def test_of_many_crashes_the_last_few_are_told() -> None:
    record = Record(CHILD)
    for life in range(20):
        record.starts(life)
        record.runs(life, f"tone-{life}")
        record.ended(end_of(1), now=life + 0.5, delay_s=0.5)
    crashed = record.report(20).crashed_workers
    assert crashed == tuple(f"tone-{life}" for life in range(20))[-len(crashed) :]
    assert len(crashed) > 2


def test_what_is_no_worker_crashes_as_none() -> None:
    record = Record(CHILD)
    record.starts(0)
    record.runs(7)
    record.ended(end_of(1), now=10, delay_s=4)
    assert record.report(11).crashed_workers == ()
