"""A text with flushes and a listener who interrupts it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from backend_queues.registry import Registry
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Flushed, Opened, Queued, SegmentBegan
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.contexts.context import Context, Interrupted
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import Core
from tests.support.memory_cluster import RATE_HZ, MemoryCluster
from tests.support.spelled import ASKED, REGISTRY, TEXT, spelled, spelling_cluster


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = spelling_cluster()
    yield cluster
    await cluster.close()


@pytest.fixture
async def core(cluster: MemoryCluster, settings: Settings) -> AsyncIterator[Core]:
    specs: Registry = REGISTRY
    background = Background()
    yield make_core(cluster, settings, background, "f", specs)
    await background.finish(limit_s=5)


async def test_what_is_flushed_is_spoken_before_its_sentence_ends(core: Core) -> None:
    events: list[Event] = []
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance)
        context.write("Half a sen")
        assert context.flush() == 1
        async for event in context.events():
            events.append(event)
            if event == Flushed(1):
                context.write("tence and the rest of it. One more.")
                assert context.flush() == 2
            elif event == Flushed(2):
                context.end()
    heard = "Half a sen tence and the rest of it. One more."
    assert spelled(events)[0][1].split() == heard.split()
    texts = [event.text for event in events if isinstance(event, SegmentBegan)]
    assert texts[0] == "Half a sen"
    places = [events.index(Flushed(1)), events.index(Flushed(2))]
    audio = [place for place, event in enumerate(events) if isinstance(event, Audio)]
    indices = [events[place].segment_index for place in audio if place < places[0]]  # type: ignore[union-attr]
    assert set(indices) == {0}
    assert max(audio) < places[1]
    assert isinstance(events[-1], Done)


async def test_a_flush_with_nothing_before_it_comes_at_once(core: Core) -> None:
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance)
        context.flush()
        context.write("*** \n")
        context.flush()
        events = context.events()
        assert [await anext(events), await anext(events)] == [Flushed(1), Flushed(2)]
        context.write("Now there is something.")
        context.end()
        rest = [event async for event in events]
    assert isinstance(rest[0], Opened)
    assert isinstance(rest[-1], Done)


@pytest.mark.parametrize("played_s", [0.0, 0.5, 1.0, 2.5])
async def test_an_interruption_tells_what_was_heard_and_what_not(
    core: Core, played_s: float
) -> None:
    """The end of the text has not even been cut by then."""
    long = f"{TEXT} " * 40
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context, sent_s = Context(utterance), 0.0
        context.write(long)
        async for event in context.events():
            sent_s += len(event.pcm) / 2 / RATE_HZ if isinstance(event, Audio) else 0.0
            if sent_s > played_s + 0.5:
                break
        interrupted = context.interrupt(played_s)
    whole = f"{interrupted.spoken} {interrupted.remaining}".split()
    assert whole == long.split()
    assert bool(interrupted.spoken) == (played_s > 0)
    assert len(interrupted.spoken) < len(TEXT)


async def test_without_a_time_it_was_played_as_it_came(core: Core) -> None:
    events: list[Event] = []
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance, asyncio.get_running_loop().time)
        context.write(f"{TEXT} " * 3)
        stream = context.events()
        while not any(isinstance(event, Audio) for event in events):
            events.append(await anext(stream))
        assert context.interrupt().spoken == ""
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context, events = Context(utterance, asyncio.get_running_loop().time), []
        context.write(TEXT)
        context.end()
        events = [event async for event in context.events()]
        await asyncio.sleep(60)
        interrupted = context.interrupt()
    assert interrupted.spoken.split() == TEXT.split()
    assert interrupted.remaining == ""


@pytest.mark.parametrize("had_s", [None, 2.0])
async def test_it_is_played_from_its_first_audio_on_and_after_what_was_had_before(
    core: Core, had_s: float | None
) -> None:
    """Two seconds are sent in two parts, of which one second has been played then."""
    text, start_s, clock = "今" * 40, had_s or 0.0, asyncio.get_running_loop().time
    second = bytes(2 * RATE_HZ)
    await asyncio.sleep(100)
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        resumed = {} if had_s is None else {"had_s": had_s}
        context = Context(utterance, clock, **resumed)
        context.take(Queued(0, text, 0))
        await asyncio.sleep(10)
        assert context.interrupt() == Interrupted("", text)
        context.take(SegmentBegan(0, text, start_s))
        context.take(Audio(0, RATE_HZ, second, RATE_HZ))
        await asyncio.sleep(1)
        context.take(Audio(0, 2 * RATE_HZ, second, RATE_HZ))
        context.take(Flushed(1))
        assert context.interrupt() == Interrupted(text[:20], text[20:])
        await asyncio.sleep(60)
        assert context.interrupt() == Interrupted(text, "")


async def test_leaving_the_block_cancels_what_was_interrupted(
    core: Core, cluster: MemoryCluster
) -> None:
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance)
        context.write(f"{TEXT} " * 10)
        async for event in context.events():
            if isinstance(event, Audio):
                break
        context.interrupt(0.1)
    await asyncio.sleep(1)
    sent = len(cluster.sent)
    await asyncio.sleep(30)
    assert len(cluster.sent) == sent
    assert not cluster.waiting


@pytest.mark.parametrize("events_taken", [0, 1, 2, 5, 20])
async def test_what_remains_is_all_of_the_text_wherever_it_is(
    core: Core, events_taken: int
) -> None:
    """Cut or not, launched or not, told or not; and the words are as they were written."""
    text = "This sentence goes on and on until nobody would wait for its end any more. " * 40
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance)
        context.write(text)
        events = context.events()
        for _ in range(events_taken):
            await anext(events)
        for _ in range(events_taken):
            await asyncio.sleep(0)  # segments are launched that no event has told of
        told = context.interrupt(0.0)
        await events.aclose()
    assert told.spoken == ""
    assert told.remaining.split() == text.split()


async def test_what_remains_can_be_sent_whatever_was_written(core: Core) -> None:
    async with core.service.utterance(ASKED, Endpoint.TTS, RATE_HZ) as utterance:
        context = Context(utterance)
        context.write("Half of\ud83d a character. " * 100)
        assert context.interrupt(0.0).remaining == ("Half of a character. " * 100).strip()
