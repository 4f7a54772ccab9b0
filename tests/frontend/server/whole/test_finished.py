"""What is kept of finished streams, and for how long."""

import asyncio

import pytest

from frontend.access.client import Client
from frontend.audio.formats import Encoding
from frontend.server.whole.audio import ROOM, WholeAudio
from frontend.server.whole.finished import KEPT_S, FinishedStreams, new_etag, stream_name

WAV = Encoding("wav", 24_000)


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def finished(clock: Clock) -> FinishedStreams:
    return FinishedStreams(most_bytes=100, clock=clock)


def keep(finished: FinishedStreams, name: str, size: int) -> None:
    finished.keep(name, WholeAudio(bytes(size), WAV), new_etag())


def kept(finished: FinishedStreams, *names: str) -> list[str]:
    return [name for name in names if finished.find(name)]


def test_a_stream_is_kept_for_a_while(finished: FinishedStreams, clock: Clock) -> None:
    keep(finished, "a", 10)
    clock.now_s = KEPT_S - 1
    assert kept(finished, "a", "b") == ["a"]
    clock.now_s = KEPT_S
    assert kept(finished, "a") == []


def test_the_one_asked_for_longest_ago_goes_first(finished: FinishedStreams) -> None:
    for name in "abc":
        keep(finished, name, 30)
    assert finished.find("a")
    keep(finished, "d", 30)
    assert kept(finished, *"abcd") == ["a", "c", "d"]


def test_one_that_is_too_large_takes_nobodys_place(finished: FinishedStreams) -> None:
    keep(finished, "a", 60)
    keep(finished, "b", 101)
    assert kept(finished, "a", "b") == ["a"]


def test_another_of_the_same_name_takes_its_place(finished: FinishedStreams) -> None:
    for _ in range(20):
        keep(finished, "a", 60)
    keep(finished, "b", 40)
    assert kept(finished, "a", "b") == ["a", "b"]


def test_the_room_is_given_back(finished: FinishedStreams) -> None:
    before = ROOM.count
    keep(finished, "a", 60)
    assert ROOM.count == before + 60
    keep(finished, "b", 60)
    assert ROOM.count == before + 60


async def test_one_request_at_a_time_has_a_text_spoken(finished: FinishedStreams) -> None:
    inside: list[str] = []

    async def speak(name: str) -> None:
        async with finished.turn(name):
            inside.append(name)
            await asyncio.sleep(0)
            inside.remove(name)
            assert name not in inside

    await asyncio.gather(*(speak(name) for name in "aababb"))


async def test_a_turn_that_is_given_up_is_the_next_ones(finished: FinishedStreams) -> None:
    async def speak() -> None:
        async with finished.turn("a"):
            await asyncio.Event().wait()

    first, second = asyncio.create_task(speak()), asyncio.create_task(speak())
    await asyncio.sleep(0)
    for task in (second, first):
        task.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    async with finished.turn("a"):
        pass


def test_a_stream_is_its_clients_own() -> None:
    anna, bert = Client(key="anna"), Client(key="bert")
    names = {
        stream_name("Hello.", WAV, anna),
        stream_name("Hello.", WAV, bert),
        stream_name("Hullo.", WAV, anna),
        stream_name("Hello.", Encoding("wav", 8_000), anna),
        stream_name("\ud83d", WAV, anna),
    }
    assert len(names) == 5
    assert stream_name("Hello.", WAV, Client(key="anna", address="::1")) in names
