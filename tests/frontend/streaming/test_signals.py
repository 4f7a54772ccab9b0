"""A signal wakes who waits for it, once; a wait with a limit ends without it."""

import asyncio

import pytest

from frontend.streaming.signals import Signal

LONG_S = 60.0


async def waiting(signal: Signal, timeout_s: float | None = None) -> asyncio.Task[None]:
    """Return a task that waits for the signal already."""
    task = asyncio.create_task(signal.wait(timeout_s))
    await asyncio.sleep(0)
    assert not task.done()
    return task


@pytest.mark.parametrize("timeout_s", [None, LONG_S])
async def test_who_waits_is_woken(timeout_s: float | None) -> None:
    signal = Signal()
    task = await waiting(signal, timeout_s)
    signal.set()
    signal.set()
    async with asyncio.timeout(LONG_S):
        await task


async def test_one_that_is_set_is_not_waited_for_until_it_is_cleared() -> None:
    signal = Signal()
    signal.set()
    async with asyncio.timeout(LONG_S):
        await signal.wait()
        await signal.wait(LONG_S)
    signal.clear()
    task = await waiting(signal)
    signal.set()
    await task


async def test_a_wait_ends_at_its_limit_and_another_may_follow() -> None:
    signal = Signal()
    async with asyncio.timeout(LONG_S):
        await signal.wait(0.001)
        await signal.wait(0.001)
    task = await waiting(signal, LONG_S)
    signal.set()
    await task


async def test_a_wait_that_is_cancelled_leaves_nothing_behind() -> None:
    signal = Signal()
    task = await waiting(signal, LONG_S)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    signal.clear()
    task = await waiting(signal)
    signal.set()
    await task
