"""The one subscription of a frontend: what cannot be read on it ends nothing."""

import asyncio
import logging
from collections.abc import AsyncIterator

import msgspec
import pytest
import redis
from msgspec.structs import replace

from frontend.cluster.results import ResultSubscriber
from tasks.keys import CANCEL_CHANNEL, ENDED_CHANNEL, frontend_channel
from tasks.messages import AnySegmentMessage, encode_message
from tasks.process.cancellation import cancel_and_wait
from tests.support.examples import CHUNK, FINISHED


class Utterance:
    """Takes messages and notes them."""

    def __init__(self) -> None:
        self.received: asyncio.Queue[AnySegmentMessage] = asyncio.Queue()
        self.healed = asyncio.Event()
        self.ended: asyncio.Queue[str] = asyncio.Queue()

    def receive(self, message: AnySegmentMessage) -> bool:
        self.received.put_nowait(message)
        return True

    def worker_ended(self, worker: str) -> None:
        self.ended.put_nowait(worker)

    async def heal(self) -> None:
        self.healed.set()

    async def next(self) -> AnySegmentMessage:
        async with asyncio.timeout(10):
            return await self.received.get()


@pytest.fixture
async def subscriber(redis_url: str) -> AsyncIterator[ResultSubscriber]:
    subscriber = ResultSubscriber(redis_url, "f")
    yield subscriber
    await subscriber.close()


@pytest.fixture
async def utterance(subscriber: ResultSubscriber) -> AsyncIterator[Utterance]:
    """An utterance that is attached and whose subscription is there."""
    utterance = Utterance()
    subscriber.attach("u", utterance)
    listening = asyncio.create_task(subscriber.listen())
    async with asyncio.timeout(10):
        await utterance.healed.wait()  # which is done right after subscribing
    yield utterance
    assert not listening.done()
    await cancel_and_wait(listening)


@pytest.mark.parametrize("alien", [b"", b"\x00\xff", encode_message(CHUNK)[:-3], b"\x91" * 100_000])
async def test_messages_that_cannot_be_read_are_logged_and_dropped(
    utterance: Utterance, keys: redis.Redis, caplog: pytest.LogCaptureFixture, alien: bytes
) -> None:
    with caplog.at_level(logging.ERROR):
        for text in (encode_message(CHUNK), alien, encode_message(FINISHED)):
            keys.publish(frontend_channel("f"), text)
        assert [await utterance.next(), await utterance.next()] == [CHUNK, FINISHED]
    assert "A message cannot be read" in caplog.text


async def test_text_that_is_not_utf_8_is_no_message_either(
    utterance: Utterance, keys: redis.Redis
) -> None:
    keys.publish(frontend_channel("f"), encode_message(CHUNK).replace(b"\xa1u", b"\xa1\xff"))
    keys.publish(frontend_channel("f"), encode_message(FINISHED))
    assert await utterance.next() == FINISHED


async def test_a_cancellation_reaches_its_utterance_past_what_is_no_name(
    subscriber: ResultSubscriber, utterance: Utterance, keys: redis.Redis
) -> None:
    cancelled = asyncio.Event()
    subscriber.attach("u", utterance, cancelled.set)
    for name in (b"\xff\xfe", b"", "u"):
        keys.publish(CANCEL_CHANNEL, name)
    async with asyncio.timeout(10):
        await cancelled.wait()


async def test_messages_of_other_utterances_are_dropped(
    subscriber: ResultSubscriber, utterance: Utterance, keys: redis.Redis
) -> None:
    other = Utterance()
    subscriber.attach("other", other)
    subscriber.detach("other")
    keys.publish(frontend_channel("f"), encode_message(CHUNK).replace(b"\xa1u", b"\xa5other"))
    keys.publish(frontend_channel("f"), encode_message(FINISHED))
    assert await utterance.next() == FINISHED
    assert other.received.empty()


class Breaking(Utterance):
    """An utterance with a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.heals = 0

    def receive(self, message: AnySegmentMessage) -> bool:
        raise ZeroDivisionError("a fault of the utterance")

    def worker_ended(self, worker: str) -> None:
        raise ZeroDivisionError("a fault of the utterance")

    def cancelled(self) -> None:
        raise ZeroDivisionError("a fault of the utterance")

    async def heal(self) -> None:
        self.heals += 1
        if self.heals < 3:
            raise ZeroDivisionError("a fault of the utterance")
        self.healed.set()


async def test_an_utterance_that_breaks_takes_no_other_with_it_and_is_healed_again(
    subscriber: ResultSubscriber,
    utterance: Utterance,
    keys: redis.Redis,
    caplog: pytest.LogCaptureFixture,
) -> None:
    breaking = Breaking()
    subscriber.attach("breaks", breaking, breaking.cancelled)
    keys.publish(CANCEL_CHANNEL, "breaks")
    keys.publish(ENDED_CHANNEL, "a worker")
    keys.publish(frontend_channel("f"), encode_message(replace(CHUNK, utterance="breaks")))
    keys.publish(frontend_channel("f"), encode_message(FINISHED))
    assert await utterance.next() == FINISHED
    async with asyncio.timeout(10):
        await breaking.healed.wait()
    assert "A message could not be taken." in caplog.text
    assert caplog.text.count("could not be told of an end") == 2
    assert "could not be healed" in caplog.text
    subscriber.detach("breaks")


async def test_a_chunk_without_a_rate_ends_nothing(utterance: Utterance, keys: redis.Redis) -> None:
    fields = msgspec.msgpack.decode(encode_message(CHUNK))
    fields[fields.index(24_000)] = 0
    keys.publish(frontend_channel("f"), msgspec.msgpack.encode(fields))
    keys.publish(frontend_channel("f"), encode_message(FINISHED))
    assert await utterance.next() == FINISHED


async def test_the_end_of_a_worker_reaches_every_utterance(
    utterance: Utterance, keys: redis.Redis
) -> None:
    keys.publish(ENDED_CHANNEL, "tone-1")
    async with asyncio.timeout(10):
        assert await utterance.ended.get() == "tone-1"
