"""Claims, messages and presence on a real Redis."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
import redis

from backend_queues.base import VoiceSample
from backend_queues.errors import RedisFull, TextCrashesWorkers
from frontend.cluster.bus import FrontendBus
from frontend.cluster.reader import ClusterReader
from frontend.voices.voice_samples.catalogue import VoiceSampleEntry
from frontend.voices.voice_samples.sharing import SharedVoiceSamples
from tasks.bus import Verdict, WorkerBus
from tasks.directory import Directory
from tasks.farewell import Farewell
from tasks.keys import (
    CLAIM_TTL_S,
    LOG_FIELD,
    REPLAY_TTL_S,
    WORKERS,
    cancelled_key,
    claim_key,
    crashes_key,
    frontend_channel,
    log_key,
    utterance_key,
)
from tasks.messages import Failed, Heartbeat, Presence, SegmentTask, Started, decode_message
from tests.support.examples import CHUNK, FINISHED, PRESENCE
from tests.support.segment_tasks import QUEUE, TASK

SECOND_ATTEMPT = msgspec.structs.replace(TASK, attempt=2)
ENTRY = VoiceSampleEntry("v.wav", "v", 1.5, VoiceSample("v", "d", 3.0), licence="CC0")


@pytest.fixture
def bus(redis_url: str) -> WorkerBus:
    return WorkerBus(redis_url)


@pytest.fixture
def keys(redis_url: str) -> redis.Redis:
    return redis.Redis.from_url(redis_url, protocol=2)


@contextmanager
def published(keys: redis.Redis) -> Iterator[Callable[[], bytes]]:
    """Listen for what is published to the frontend; what is yielded returns the next message."""
    channel: Any = keys.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    with channel:
        channel.subscribe(frontend_channel("f"))
        channel.get_message(timeout=10)  # the subscription itself
        yield lambda: channel.get_message(timeout=10)["data"]


async def record(redis_url: str, task: SegmentTask, needed_in_s: float = 0.0) -> None:
    frontend = FrontendBus(redis_url, "f")
    await frontend.record_attempt(task, QUEUE, 0, needed_in_s)
    await frontend.close()


async def test_one_worker_gets_the_claim(bus: WorkerBus, redis_url: str) -> None:
    await record(redis_url, TASK)
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED
    assert bus.claim(TASK, QUEUE, "two").verdict is Verdict.HELD
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.HELD  # a second copy of the same task


async def test_with_the_claim_it_learns_when_the_listener_needs_the_segment(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    """By the clock of Redis: the time in the queue has passed, the next attempt is late already."""
    await record(redis_url, TASK, needed_in_s=20.0)
    noted_ms = float(keys.hget(utterance_key("u"), "needed:0") or 0)
    keys.hset(utterance_key("u"), "needed:0", str(noted_ms - 8_000))  # it waited for so long
    assert 5 < bus.claim(TASK, QUEUE, "one").needed_in_s <= 12
    await record(redis_url, SECOND_ATTEMPT)
    assert bus.claim(SECOND_ATTEMPT, QUEUE, "two").needed_in_s == 0


async def test_an_older_frontend_does_not_say_when_it_is_needed(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    keys.hdel(utterance_key("u"), "needed:0")
    claim = bus.claim(TASK, QUEUE, "one")
    assert (claim.verdict, claim.needed_in_s) == (Verdict.CLAIMED, 0.0)


async def test_a_claim_whose_answer_was_lost_is_got_when_asked_for_again(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    """The connection was cut after Redis had run the script; redis-py sends it once more."""
    await record(redis_url, TASK)
    keys.set(claim_key("u", 0), "1:one", ex=CLAIM_TTL_S)
    assert bus.claim(TASK, QUEUE, "two").verdict is Verdict.HELD
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.HELD


async def test_with_the_claim_the_owner_learns_who_has_it(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    started = Started(utterance="u", segment_index=0, attempt=1, sequence=0, worker="one")
    await record(redis_url, TASK)
    with published(keys) as next_frame:
        bus.claim(TASK, QUEUE, "one")
        bus.claim(TASK, QUEUE, "two")
        assert decode_message(next_frame()) == started
    frontend = FrontendBus(redis_url, "f")
    assert await frontend.logged_messages("u") == [started]
    await frontend.close()


def test_what_redis_knows_nothing_of_is_not_spoken_and_its_owner_told(
    bus: WorkerBus, keys: redis.Redis
) -> None:
    """The utterance is over, or Redis has lost its data, which the owner mends."""
    with published(keys) as next_frame:
        assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.GONE
        told = decode_message(next_frame())
    assert isinstance(told, Failed)
    assert (told.attempt, told.sequence, told.is_unrecorded, told.retryable) == (1, 0, True, True)


async def test_a_cancelled_utterance_is_not_spoken(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    keys.set(cancelled_key("u"), 1)
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CANCELLED


async def test_a_text_that_has_crashed_two_workers_while_it_waited_is_not_spoken(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    """Its owner, who is told, cannot record it anew and so learns why."""
    await record(redis_url, TASK)
    frontend = FrontendBus(redis_url, "f")
    await frontend.count_crash(TASK, QUEUE, "one")
    await record(redis_url, SECOND_ATTEMPT)
    await frontend.count_crash(TASK, QUEUE, "two")
    with published(keys) as next_frame:
        assert bus.claim(SECOND_ATTEMPT, QUEUE, "three").verdict is Verdict.CRASHES
        told = decode_message(next_frame())
    assert isinstance(told, Failed)
    assert (told.attempt, told.is_unrecorded, told.retryable) == (2, True, True)
    with pytest.raises(TextCrashesWorkers):
        await frontend.record_attempt(SECOND_ATTEMPT, QUEUE, 0)
    await frontend.close()


async def test_who_speaks_a_text_already_is_not_asked_to_leave_it(
    bus: WorkerBus, redis_url: str
) -> None:
    """Nor is a copy of its task an attempt that nobody has begun."""
    await record(redis_url, TASK)
    assert bus.claim(TASK, QUEUE, "three").verdict is Verdict.CLAIMED
    frontend = FrontendBus(redis_url, "f")
    for worker in ("one", "two"):
        await frontend.count_crash(TASK, QUEUE, worker)
    assert bus.claim(TASK, QUEUE, "four").verdict is Verdict.HELD
    assert WorkerBus(redis_url).claim(TASK, QUEUE, "three").verdict is Verdict.CLAIMED
    await frontend.close()


async def test_what_is_no_count_of_crashes_keeps_nobody_from_speaking(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    keys.set(crashes_key(TASK.speech_digest(QUEUE)), "another version's")
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED


async def test_an_attempt_given_up_is_not_spoken(bus: WorkerBus, redis_url: str) -> None:
    await record(redis_url, SECOND_ATTEMPT)
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.STALE


async def test_a_new_attempt_takes_the_claim_from_the_old_one(
    bus: WorkerBus, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    await record(redis_url, SECOND_ATTEMPT)
    assert bus.claim(SECOND_ATTEMPT, QUEUE, "two").verdict is Verdict.CLAIMED
    assert not bus.renew(TASK, "one")
    assert bus.renew(SECOND_ATTEMPT, "two")


async def test_a_cancelled_claim_is_not_renewed(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    keys.set(cancelled_key("u"), 1)
    assert not bus.renew(TASK, "one")


async def test_a_finished_segment_is_not_spoken_again(bus: WorkerBus, redis_url: str) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    bus.publish("f", FINISHED)
    assert bus.claim(TASK, QUEUE, "two").verdict is Verdict.HELD


async def test_a_claim_runs_out_unless_it_is_renewed(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    assert 0 < keys.ttl(claim_key("u", 0)) <= CLAIM_TTL_S
    keys.delete(claim_key("u", 0))
    assert bus.renew(TASK, "one")
    assert bus.claim(TASK, QUEUE, "two").verdict is Verdict.HELD


async def test_messages_are_published_and_logged(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    with published(keys) as next_frame:
        bus.publish("f", CHUNK)
        assert decode_message(next_frame()) == CHUNK
    logged: Any = keys.xrange(log_key("u"))
    [_, (_, fields)] = logged
    assert decode_message(fields[LOG_FIELD.encode()]) == CHUNK
    frontend = FrontendBus(redis_url, "f")
    assert (await frontend.logged_messages("u"))[1:] == [CHUNK]
    await frontend.close()


async def test_the_log_lasts_while_the_first_audio_is_waited_for(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    """A model that is loaded again, or a slow one, may take longer than the log would last."""
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    keys.expire(log_key("u"), 5)
    assert bus.renew(TASK, "one")
    assert keys.ttl(log_key("u")) > REPLAY_TTL_S - 5


async def test_what_comes_after_the_end_is_logged_no_more(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    """So no log is left behind, or begun without a TTL."""
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    assert 0 < keys.ttl(log_key("u")) <= REPLAY_TTL_S
    frontend = FrontendBus(redis_url, "f")
    await frontend.end([Farewell("u")])
    await frontend.close()
    with published(keys) as next_frame:
        bus.publish("f", CHUNK)
        assert decode_message(next_frame()) == CHUNK
    assert not keys.exists(log_key("u"))


async def test_a_full_redis_passes_messages_on_and_keeps_workers_present(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    bus.announce(PRESENCE)
    keys.config_set("maxmemory", 1)
    keys.expire(WORKERS.key(PRESENCE.worker), 1)
    with published(keys) as next_frame:
        bus.publish("f", CHUNK)
        assert decode_message(next_frame()) == CHUNK
    with pytest.raises(RedisFull, match="^Redis is full"):
        bus.announce(PRESENCE)
    assert keys.ttl(WORKERS.key(PRESENCE.worker)) > 1
    assert keys.ttl(WORKERS.index) > 1
    keys.expire(claim_key("u", 0), 1)
    assert bus.renew(TASK, "one")
    assert keys.ttl(claim_key("u", 0)) > 1
    other = msgspec.structs.replace(TASK, segment_index=1)
    with pytest.raises(RedisFull):
        bus.claim(other, QUEUE, "one")


async def test_a_renewal_sends_the_owner_a_heartbeat(
    bus: WorkerBus, keys: redis.Redis, redis_url: str
) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    with published(keys) as next_frame:
        bus.renew(TASK, "one")
        heard = decode_message(next_frame())
    assert heard == Heartbeat(utterance="u", segment_index=0, attempt=1)


async def test_presence_comes_and_goes(bus: WorkerBus, redis_url: str) -> None:
    frontend = FrontendBus(redis_url, "f")
    reader = ClusterReader(frontend.connection, frontend.queues)
    bus.announce(PRESENCE)
    assert await reader.workers() == [PRESENCE]
    assert bus.read(Directory(WORKERS, Presence)) == {"tone-1": PRESENCE}
    bus.leave("tone-1")
    assert await reader.workers() == []
    assert bus.read(Directory(WORKERS, Presence)) == {}
    await frontend.close()


async def test_every_key_has_an_end(bus: WorkerBus, keys: redis.Redis, redis_url: str) -> None:
    await record(redis_url, TASK)
    bus.claim(TASK, QUEUE, "one")
    bus.publish("f", CHUNK)
    bus.publish("f", FINISHED)
    frontend = FrontendBus(redis_url, "f")
    await frontend.end([Farewell("other", cancelled=True)])
    await frontend.remember("u", b"record", 60, generation="u", owner="")
    await frontend.append("tokens", b"text", 0, generation="u", owner="")
    await frontend.swap_standing("key", "", "standing", 60)
    shared = SharedVoiceSamples(frontend.connection, "f")
    await shared.put("d", b"wav")
    await shared.announce([ENTRY])
    await frontend.close()
    names = keys.keys("vs:*")
    assert len(names) >= 8
    assert all(keys.ttl(name) > 0 for name in names)


@pytest.mark.parametrize("held", [b"", b"of another version", b"\xff:w", b"-1:w"])
async def test_a_claim_that_cannot_be_read_keeps_nobody_from_speaking(
    bus: WorkerBus, keys: redis.Redis, redis_url: str, held: bytes
) -> None:
    await record(redis_url, TASK)
    keys.set(claim_key("u", 0), held)
    assert bus.claim(TASK, QUEUE, "one").verdict is Verdict.CLAIMED
    assert keys.ttl(claim_key("u", 0)) > 0
