"""A part of the frontend that ends is started again alone; a vital one ends the process."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry, Counter

from frontend.server.parts import Parts

PART = "watcher"


class Clock:
    """Time that passes only while somebody sleeps; notes how long that was each time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept_s: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


class Part:
    """Ends after having run for each of these times, and then runs for ever."""

    def __init__(self, clock: Clock, *lives_s: float, returns: bool = False) -> None:
        self.lasts = asyncio.Event()  # it has begun to run for ever
        self._clock = clock
        self._lives_s = list(lives_s)
        self._returns = returns

    async def run(self) -> None:
        if not self._lives_s:
            self.lasts.set()
            await asyncio.Event().wait()
        self._clock.now += self._lives_s.pop(0)
        if not self._returns:
            raise ZeroDivisionError("a fault of the part")


class House:
    """Some parts, and what became of them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.ended = asyncio.Event()
        self._registry = CollectorRegistry()
        restarts = Counter("restarts", "Of parts.", ["part"], registry=self._registry)
        self.parts = Parts(restarts, self.ended.set, self.clock, self.clock.sleep)

    def restarts(self, part: str) -> float | None:
        return self._registry.get_sample_value("restarts_total", {"part": part})


@pytest.fixture
async def house() -> AsyncIterator[House]:
    house = House()
    yield house
    await house.parts.close()


async def test_a_part_that_ends_is_started_again(house: House) -> None:
    part = Part(house.clock, 0.0)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    assert house.restarts(PART) == 1
    assert not house.ended.is_set()


async def test_a_part_that_returns_is_started_again(house: House) -> None:
    part = Part(house.clock, 0.0, returns=True)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    assert house.restarts(PART) == 1


async def test_the_other_parts_run_on(house: House) -> None:
    part, other = Part(house.clock, 0.0), Part(house.clock)
    house.parts.keep("other", other.run)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    assert house.restarts("other") == 0


async def test_the_delay_doubles_from_half_a_second_to_30(house: House) -> None:
    part = Part(house.clock, *[0.0] * 8)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    assert house.clock.slept_s == [0.5, 1, 2, 4, 8, 16, 30, 30]


async def test_the_delay_starts_over_when_the_part_has_run_for_a_while(house: House) -> None:
    part = Part(house.clock, 0.0, 0.0, 31.0, 0.0)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    assert house.clock.slept_s == [0.5, 1, 0.5, 1]


async def test_the_log_names_the_part_and_has_the_traceback(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    part = Part(house.clock, 0.0)
    house.parts.keep(PART, part.run)
    await part.lasts.wait()
    [record] = caplog.records
    assert (record.levelno, PART in record.getMessage()) == (logging.ERROR, True)
    assert "in run" in caplog.text and "a fault of the part" in caplog.text


async def test_a_vital_part_that_ends_ends_the_process(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.parts.need("results", Part(house.clock, 0.0).run)
    await house.ended.wait()
    [record] = caplog.records
    assert (record.levelno, record.exc_info is not None) == (logging.CRITICAL, True)


async def test_closing_ends_all_parts_and_not_the_process(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    kept, vital = Part(house.clock), Part(house.clock)
    house.parts.keep(PART, kept.run)
    house.parts.need("results", vital.run)
    await kept.lasts.wait()
    await vital.lasts.wait()
    await house.parts.close()
    assert not house.ended.is_set()
    assert house.restarts(PART) == 0
    assert not caplog.records
