"""A text is kept beside its way to the listener: when, how much of it, and who waits for it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from frontend.audio.formats import Encoding
from frontend.streaming.journal.entries import (
    Began,
    Entry,
    Launched,
    Opening,
    Took,
    Wrote,
    decode_entries,
    encode_entry,
)
from frontend.streaming.journal.journal import Journal
from frontend.streaming.resume_records import ResumeRight, ResumeRoom
from tests.support.memory_cluster import MemoryCluster
from tests.support.virtual_time import now

RIGHT = ResumeRight("token", "me")
ENCODING = Encoding("pcm", 24_000)
OPENING = Opening(7, ENCODING)
SPOKEN = Launched(0.3, 1)
ENOUGH_BYTES = 2_000_000
KEPT_S = 60  # that it can be resumed after its end


class Store(MemoryCluster):
    """Says when it was asked to keep something, and from which byte on."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self.asked: list[tuple[float, int]] = []

    async def append(
        self, name: str, entries: bytes, offset: int, *, generation: str, owner: str
    ) -> int | None:
        self.asked.append((now(), offset))
        return await super().append(name, entries, offset, generation=generation, owner=owner)

    @property
    def text(self) -> bytes:
        return self.texts.get(RIGHT.name, b"")

    @property
    def entries(self) -> Sequence[Entry]:
        return decode_entries(self.text)

    def start_empty(self) -> None:
        """Lose all it has, as a Redis does that is started again."""
        self.records.clear()
        self.texts.clear()


@pytest.fixture
def store() -> Store:
    return Store()


@asynccontextmanager
async def opened(store: Store, room_bytes: int = ENOUGH_BYTES) -> AsyncIterator[Journal]:
    journal = Journal(store, ResumeRoom(room_bytes), RIGHT)
    journal.open("u", ENCODING, OPENING.seed)
    try:
        yield journal
    finally:
        await journal.end()


async def test_nothing_is_kept_of_a_text_of_which_nothing_was_spoken(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(Wrote("Hello."))
        await asyncio.sleep(60)
    assert store.asked == []


async def test_all_is_kept_from_the_first_segment_on(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(Wrote("Hello."))
        journal.note(SPOKEN)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert (now(), store.entries) == (0.0, [OPENING, Wrote("Hello."), SPOKEN])


async def test_text_waits_a_moment_for_more_and_what_is_spoken_does_not(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await asyncio.sleep(1)
        store.asked.clear()
        journal.note(Wrote("One "))
        await asyncio.sleep(0.05)
        journal.note(Wrote("two."))
        await asyncio.sleep(1)
        journal.note(Wrote("Three."))
        await asyncio.sleep(0.05)
        journal.note(Began(1, 300_000))
        await asyncio.sleep(1)
    assert [asked_s for asked_s, _ in store.asked[:2]] == pytest.approx([1.1, 2.1])


async def test_only_what_is_new_is_sent(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        before = len(store.text)
        journal.note(Wrote("More."))
        await journal.written()
        assert [offset for _, offset in store.asked] == [0, before]
        assert store.entries == [OPENING, SPOKEN, Wrote("More.")]


async def test_what_the_client_has_sent_is_counted_with_what_is_noted_of_it(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        assert store.entries == [OPENING, SPOKEN]
        journal.took()
        journal.took()
        await asyncio.sleep(1)
        assert store.entries == [OPENING, SPOKEN, Took(2)]


async def test_the_client_is_told_of_its_messages_once_they_are_kept(store: Store) -> None:
    async with opened(store) as journal:
        taken = journal.taken()
        asking = asyncio.ensure_future(anext(taken))
        journal.took()
        await asyncio.sleep(1)
        assert not asking.done()
        journal.note(SPOKEN)
        assert await asking == 1
        asking = asyncio.ensure_future(anext(taken))
        await asyncio.sleep(1)
        assert not asking.done()
        journal.took()
        assert await asking == 2


async def test_a_redis_that_is_away_is_asked_twice_a_second(store: Store) -> None:
    async with opened(store) as journal:
        store.remember_fails = True
        journal.note(SPOKEN)
        await asyncio.sleep(1.75)
        assert [asked_s for asked_s, _ in store.asked] == pytest.approx([0.0, 0.5, 1.0, 1.5])
        store.remember_fails = False
        await asyncio.sleep(0.5)
        assert store.entries == [OPENING, SPOKEN]


async def test_a_redis_that_was_started_empty_has_it_again_at_the_next_word(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        store.start_empty()
        journal.note(Wrote("More."))
        await journal.written()
        assert store.entries == [OPENING, SPOKEN, Wrote("More.")]


async def test_a_redis_that_was_started_empty_has_it_again_though_nothing_is_written(
    store: Store,
) -> None:
    """Three times in as long as it can be resumed without being kept again."""
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        store.start_empty()
        await asyncio.sleep(KEPT_S / 3 - 1)
        assert store.entries == []
        await asyncio.sleep(2)
        assert store.entries == [OPENING, SPOKEN]


async def test_nobody_waits_long_for_a_redis_that_does_not_answer(store: Store) -> None:
    store.remember_s = 60
    async with opened(store) as journal:
        await asyncio.sleep(1)
        journal.note(SPOKEN)
        await journal.written()
        assert now() == pytest.approx(1.25)


async def test_what_is_kept_is_not_waited_for(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        asked = list(store.asked)
        await journal.written()
        assert (now(), store.asked) == (0.0, asked)


async def test_what_is_left_is_kept_at_the_end(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        journal.note(Wrote("The end."))
    assert store.entries == [OPENING, SPOKEN, Wrote("The end.")]


async def test_whoever_is_taken_over_keeps_nothing_more(store: Store) -> None:
    async with opened(store) as journal:
        journal.note(SPOKEN)
        await journal.written()
        await store.take_over(RIGHT.name, RIGHT.owner)
        store.asked.clear()
        journal.note(Wrote("Too late."))
        await journal.written()
        assert len(store.asked) == 1
        journal.note(Wrote("Later still."))
        journal.took()
        await asyncio.sleep(60)
    assert len(store.asked) == 1
    assert store.entries == [OPENING, SPOKEN]


async def test_after_a_resumption_it_goes_on_behind_what_is_there(store: Store) -> None:
    async with opened(store) as journal:
        journal.took()
        journal.note(SPOKEN)
        await journal.written()
    taken = await store.take_over(RIGHT.name, RIGHT.owner)
    assert taken
    again = Journal(store, ResumeRoom(ENOUGH_BYTES), RIGHT, store.text, 1)
    again.open(taken[1], ENCODING, OPENING.seed)
    asking = asyncio.ensure_future(anext(again.taken()))
    again.took()
    assert await asking == 2
    await again.end()
    assert store.entries == [OPENING, SPOKEN, Took(1), Took(2)]


def size(*entries: Entry) -> int:
    """Return how many bytes are kept of entries, each in a line."""
    return sum(len(encode_entry(entry)) + 1 for entry in entries)


@pytest.mark.parametrize(("more", "is_kept"), [(0, True), (1, False)])
async def test_a_million_bytes_are_kept_of_a_text_and_no_more(
    store: Store, more: int, is_kept: bool
) -> None:
    chars = 1_000_000 - size(OPENING, Wrote(""), SPOKEN) + more
    async with opened(store) as journal:
        journal.note(Wrote("x" * chars))
        journal.note(SPOKEN)
        await asyncio.sleep(60)
    assert bool(store.text) == is_kept


LINES = [Wrote("One."), Wrote("Two."), Wrote("Three.")]


async def test_a_text_that_grows_takes_no_more_room_than_it_has_bytes(store: Store) -> None:
    async with opened(store, size(OPENING, SPOKEN, *LINES)) as journal:
        journal.note(SPOKEN)
        for line in LINES:
            await journal.written()
            journal.note(line)
    assert store.entries == [OPENING, SPOKEN, *LINES]


async def test_what_was_kept_is_forgotten_once_there_is_no_more_room(store: Store) -> None:
    async with opened(store, size(OPENING, SPOKEN, *LINES) - 1) as journal:
        journal.note(SPOKEN)
        for line in LINES:
            await journal.written()
            journal.note(line)
        await journal.written()
        store.asked.clear()
        assert store.text == b""
        journal.note(Wrote("More."))
        await asyncio.sleep(60)
    assert store.asked == []


async def test_its_room_is_free_again_once_it_cannot_be_resumed_any_more(store: Store) -> None:
    room = ResumeRoom(size(OPENING, SPOKEN))
    journal = Journal(store, room, RIGHT)
    journal.open("u", ENCODING, OPENING.seed)
    journal.note(SPOKEN)
    await journal.written()
    await journal.end()
    await asyncio.sleep(KEPT_S - 1)
    assert not room.take(1)
    await asyncio.sleep(2)
    assert room.take(size(OPENING, SPOKEN))
