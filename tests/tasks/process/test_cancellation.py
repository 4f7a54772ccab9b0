"""Tasks that may lose a cancellation still end."""

import asyncio

import pytest

from tasks.process.cancellation import cancel_and_wait, race, wait_for_event


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


class Runner:
    """Runs for ever, and notes that it was stopped."""

    def __init__(self) -> None:
        self.stopped = False

    async def run(self) -> str:
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped = True
        return "never"


async def at_once(result: str) -> str:
    return result


async def broken() -> str:
    raise ValueError("broken")


async def test_a_race_returns_what_the_first_returned_and_stops_the_others() -> None:
    runner = Runner()
    assert await race(runner.run(), at_once("first")) == "first"
    assert runner.stopped


async def test_a_race_raises_what_the_first_raised_and_stops_the_others() -> None:
    runner = Runner()
    with pytest.raises(ValueError, match="broken"):
        await race(runner.run(), broken())
    assert runner.stopped


async def test_of_works_that_end_at_once_the_first_in_order_wins_a_race() -> None:
    assert await race(at_once("one"), at_once("other")) == "one"


async def test_a_cancelled_race_stops_all_of_its_works() -> None:
    runners = [Runner(), Runner()]
    racing = asyncio.create_task(race(*(runner.run() for runner in runners)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cancel_and_wait(racing)
    assert racing.cancelled()
    assert all(runner.stopped for runner in runners)


async def test_waiting_for_an_event_ends_when_it_is_set() -> None:
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    assert await wait_for_event(event, timeout_s=60)


async def test_waiting_for_an_event_ends_at_the_limit() -> None:
    assert not await wait_for_event(asyncio.Event(), timeout_s=0)


async def test_an_event_that_is_set_needs_no_waiting() -> None:
    event = asyncio.Event()
    event.set()
    assert await wait_for_event(event, timeout_s=0)


async def test_without_a_limit_the_event_is_waited_for() -> None:
    event = asyncio.Event()
    waiting = asyncio.create_task(wait_for_event(event, timeout_s=None))
    await asyncio.sleep(0)
    assert not waiting.done()
    event.set()
    assert await waiting


async def test_waiting_for_an_event_can_be_cancelled() -> None:
    waiting = asyncio.create_task(wait_for_event(asyncio.Event(), timeout_s=60))
    await asyncio.sleep(0)
    await cancel_and_wait(waiting)
    assert waiting.cancelled()


async def test_a_wait_in_the_clean_up_of_a_cancelled_task_ends_at_its_limit() -> None:
    cleaned_up = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            assert not await wait_for_event(asyncio.Event(), 0.01)
            cleaned_up.set()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await cancel_and_wait(task)
    assert task.cancelled() and cleaned_up.is_set()
