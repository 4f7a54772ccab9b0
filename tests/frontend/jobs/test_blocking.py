"""Work that blocks has threads of its own, and patience with the storage."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from backend_queues.job_errors import StorageUnavailable
from frontend.jobs import blocking as module
from frontend.jobs.blocking import Blocking, PatientStorage


@pytest.fixture
def blocking() -> Iterator[Blocking]:
    blocking = Blocking()
    yield blocking
    blocking.close()


async def test_work_is_done_in_a_thread_of_jobs(blocking: Blocking) -> None:
    name = await blocking.do(lambda: threading.current_thread().name)
    assert name.startswith("jobs")


async def test_what_work_raises_is_raised(blocking: Blocking) -> None:
    with pytest.raises(ZeroDivisionError):
        await blocking.do(lambda: 1 // 0)


async def test_settling_waits_for_work_whose_task_was_cancelled(blocking: Blocking) -> None:
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        began.set()
        may_end.wait(10)
        ended.set()

    task = asyncio.create_task(blocking.do(work))
    assert await asyncio.to_thread(began.wait, 10)
    task.cancel()
    settling = asyncio.create_task(blocking.settle())
    await asyncio.wait({settling}, timeout=0)
    assert not settling.done()
    may_end.set()
    await settling
    assert ended.is_set()


async def test_a_storage_that_is_away_is_asked_again(
    blocking: Blocking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0.0)
    reports: list[str] = []
    reasons = ["Away.", "Still away."]

    def work() -> str:
        if len(reports) < len(reasons):
            raise StorageUnavailable(reasons[len(reports)])
        return "here"

    storage = PatientStorage(blocking, reports.append)
    assert await storage.retry_until_available(work) == "here"
    assert reports == ["Away.", "Still away.", ""]


async def test_no_other_error_is_waited_for(blocking: Blocking) -> None:
    storage = PatientStorage(blocking, lambda _: None)
    with pytest.raises(ZeroDivisionError):
        await storage.retry_until_available(lambda: 1 // 0)
