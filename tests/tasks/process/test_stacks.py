"""A task's stack goes down to what it waits for."""

import asyncio

from tasks.process.stacks import stack_of


async def outer(event: asyncio.Event) -> None:
    await inner(event)


async def inner(event: asyncio.Event) -> None:
    await event.wait()


async def test_all_frames_of_a_waiting_task_are_told() -> None:
    event = asyncio.Event()
    task = asyncio.create_task(outer(event), name="a task")
    await asyncio.sleep(0)
    name, first, second, third, *_ = stack_of(task).splitlines()
    assert name == "a task"
    assert first.endswith("in outer") and __file__ in first
    assert second.endswith("in inner")
    assert third.endswith("in Event.wait")
    event.set()
    await task
    assert stack_of(task).splitlines()[0] == "a task"
