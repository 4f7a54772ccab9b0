"""Tasks that may lose a cancellation still end."""

import asyncio

from tasks.process.cancellation import cancel_and_wait


async def test_a_task_that_loses_a_cancellation_ends() -> None:
    """As redis-py's do before Python 3.12: the work gets done in the moment of the cancellation."""
    lost = 0

    async def stubborn() -> None:
        nonlocal lost
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost += 1
                if lost == 3:
                    raise

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await cancel_and_wait(task)
    assert task.cancelled()
    assert lost == 3


async def test_tasks_that_have_ended_are_left_as_they_are() -> None:
    async def fail() -> None:
        raise ValueError("kept")

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    await cancel_and_wait(task)
    assert isinstance(task.exception(), ValueError)
