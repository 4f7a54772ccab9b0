"""Tasks that end together."""

import asyncio

import pytest

from frontend.jobs.running.task_scope import TaskScope


async def for_ever(ended: list[str], name: str = "") -> None:
    try:
        await asyncio.sleep(3600)
    finally:
        ended.append(name)


async def breaks(after_s: float, why: str) -> None:
    await asyncio.sleep(after_s)
    raise ValueError(why)


async def test_the_end_cancels_what_still_runs() -> None:
    scope, ended = TaskScope(), list[str]()
    scope.start(for_ever(ended, "a"))
    scope.start(for_ever(ended, "b"))
    asyncio.get_running_loop().call_later(1, scope.end)
    await scope.wait()
    assert sorted(ended) == ["a", "b"]


async def test_the_first_fault_ends_all_and_is_raised() -> None:
    scope, ended = TaskScope(), list[str]()
    scope.start(for_ever(ended))
    scope.start(breaks(2, "the second"))
    scope.start(breaks(1, "the first"))
    with pytest.raises(ValueError, match="the first"):
        await scope.wait()
    assert ended == [""]


async def test_a_task_that_is_done_is_no_end() -> None:
    scope = TaskScope()
    await scope.start(asyncio.sleep(0))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(10):
            await scope.wait()


async def test_cancelling_the_wait_cancels_the_tasks() -> None:
    scope, ended = TaskScope(), list[str]()
    scope.start(for_ever(ended))
    waiting = asyncio.create_task(scope.wait())
    await asyncio.sleep(1)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended == [""]


async def test_a_task_that_begins_while_the_others_are_cancelled_ends_too() -> None:
    scope, ended = TaskScope(), list[str]()

    async def stubborn() -> None:
        """As redis-py before Python 3.12 may, drop a cancellation and go on."""
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            scope.start(for_ever(ended, "late"))
            await asyncio.sleep(3600)

    scope.start(stubborn())
    await asyncio.sleep(0)
    scope.end()
    await scope.wait()
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_fault_after_the_end_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    scope = TaskScope()

    async def untidy() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            raise ValueError("while tidying up")

    scope.start(untidy())
    await asyncio.sleep(0)
    scope.end()
    await scope.wait()
    await asyncio.sleep(0)
    [record] = caplog.records
    assert record.exc_info and "while tidying up" in str(record.exc_info[1])
